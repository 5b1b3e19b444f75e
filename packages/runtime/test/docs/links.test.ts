// Links between the texts of the repository, and the pictures that they show.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../../..')
const demos = 'packages/examples/src/demos'
const texts = ['docs', 'packages', '.'].flatMap((folder) => textsIn(folder)).sort()

/** Markdown files of a folder and, but for the root, of the folders in it that are the repository's own. */
function textsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return entry.name.endsWith('.md') ? [path] : []
    const isOwn = entry.isDirectory() && !['node_modules', 'dist', 'fixtures'].includes(entry.name)
    return isOwn && folder !== '.' ? textsIn(path) : []
  })
}

/** Paths of the files that a text links to, from the root. */
function linksOf(text: string): string[] {
  // Code has parentheses behind brackets, too.
  const prose = readFileSync(join(root, text), 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '')
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    .map((link) => relative(root, resolve(root, text, '..', link)))
}

describe('links', () => {
  it.each(texts)('of %s lead to files', (text) => {
    expect(linksOf(text).filter((link) => !existsSync(join(root, link)))).toEqual([])
  })
})

describe('pictures', () => {
  it('in docs are all shown somewhere', () => {
    const pictures = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:png|svg)$/.test(file))
      .map((file) => join('docs', file))
    const shown = new Set(texts.flatMap(linksOf))
    expect(pictures.filter((picture) => !shown.has(picture))).toEqual([])
  })

  it.each(
    readdirSync(join(root, demos), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    ),
  )('are on top of what is said of the demo %s, and then the command that makes one', (name) => {
    const text = readFileSync(join(root, demos, name, 'README.md'), 'utf8')
    expect(text).toMatch(/^# .+\n\n!\[.+\]\(\S+\.(?:png|svg)\)\n\n```sh\n/)
    expect(text).toMatch(new RegExp(`^npx -y pnpm@12 demo ${name}\\b`, 'm'))
  })
})
