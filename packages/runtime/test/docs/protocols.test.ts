import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blocksOf } from './markdown.ts'

const packages = new URL('../../../', import.meta.url)

/** Each protocol between threads, beside whose code its description lies. */
const PROTOCOLS = [
  'scheduler/src/queue',
  'scheduler/src/idle',
  'scheduler/src/slots',
  'scheduler/src/endpoint',
  'scheduler/src/scheduler',
  'scheduler/src/recovery',
  'scheduler/src/names',
  'runtime/src/vm',
]

const source = ['scheduler/src/', 'runtime/src/']
  .flatMap((folder) =>
    readdirSync(new URL(folder, packages), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(folder + file, packages), 'utf8')),
  )
  .join('\n')

/** Whether the code has something of this name: `claimSleeper()`, `Endpoint.push()`, `Row.state`, `#failure`. */
function isInCode(name: string): boolean {
  const parts = name.replace('()', '').split('.')
  const owner = parts.length > 1 ? parts[0] : undefined
  if (owner !== undefined && !new RegExp(`\\b(?:class|const|interface) ${owner}\\b|#${owner}\\b`).test(source))
    return false
  const after = name.endsWith('()') ? '(?:<[^>()]*>)?\\(' : '\\b'
  return new RegExp(`(?<!\\w)${parts.at(-1)}${after}`).test(source)
}

describe.each(PROTOCOLS)('the protocol of %s', (folder) => {
  const text = readFileSync(new URL(`${folder}/README.md`, packages), 'utf8')
  const diagrams = blocksOf(text).filter(({ language }) => language === 'mermaid')

  it('is described by states, steps, invariants, the races considered, and how it was checked', () => {
    const headings = [...text.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading ?? '')
    for (const part of [
      /^States?$/,
      /^Steps$|^What each side does$/,
      /^Invariants$/,
      /^Races considered$/,
      /^How it (was|is) checked$/,
    ]) {
      expect(
        headings.filter((heading) => part.test(heading)),
        `${part}`,
      ).toHaveLength(1)
    }
  })

  it('has a diagram, whose names are those of the code', () => {
    expect(diagrams.length).toBeGreaterThan(0)
    const names = diagrams.flatMap(
      (diagram) =>
        diagram.text.replaceAll('Atomics.', '').match(/\b[A-Za-z]+\.[a-zA-Z]+(?:\(\))?|#?\b[a-z]\w*\(\)|#[a-z]\w+/g) ??
        [],
    )
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter((name) => !isInCode(name))).toEqual([])
  })

  it('names files that are there', () => {
    const files = [...text.matchAll(/`((?:\.\.?\/)*[\w/-]+\.(?:test\.)?(?:ts|mjs))`/g)].map(
      ([, file]) => file as string,
    )
    const isThere = (file: string): boolean =>
      [`${folder}/${file}`, `${folder.split('/')[0]}/${file}`, file, `../${file}`].some((path) =>
        existsSync(new URL(path, packages)),
      )
    expect(files.filter((file) => !isThere(file))).toEqual([])
  })
})
