import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { makeProject } from './project.ts'

// As it is used: built, in a Node without a test runner.

const compiler = new URL('../dist/index.js', import.meta.url).href
const isNode20 = process.versions.node.startsWith('20.')

interface Loaded {
  /** What the module exports when it is imported after it was prepared, or the message of what it throws. */
  readonly names: string[] | string
  /** How often the module has run. */
  readonly runs: number
  readonly hooks: boolean
}

/** Prepares and imports `main.ts` of a project, then imports it again. */
function load(files: Record<string, string>, env: Record<string, string> = {}): Loaded {
  const project = makeProject(files)
  const program = `
    const { prepareImport } = await import(${JSON.stringify(compiler)})
    const url = ${JSON.stringify(project.url('main.ts'))}
    async function load() {
      try {
        prepareImport(url)
        return await import(url)
      } catch (error) {
        return { message: error.message }
      }
    }
    const [first, second] = [await load(), await load()]
    if (first !== second && first.message !== second.message) throw new Error('two modules of one file')
    const hooks = globalThis[Symbol.for('multibeam.loader')] === true
    console.log(JSON.stringify({ names: first.message ?? Object.keys(first), runs: globalThis.runs ?? 0, hooks }))`
  const path = project.root
  const args = ['--input-type=module', '--eval', program]
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: path, encoding: 'utf8', env: { ...process.env, ...env } }),
  )
}

const counted = 'declare var runs: number\nglobalThis.runs = (globalThis.runs ?? 0) + 1\nexport function* main() {}\n'

describe('a module that is prepared before it is imported', () => {
  it('needs no hooks on Node 20 where it imports files and modules of Node', () => {
    const files = {
      'main.ts': `import { a, type A } from './a.ts'\nimport { b } from './deep/b.ts'\nimport { join } from 'node:path'\n${counted}export const c: A[] = [a, b, join('a')]`,
      'a.ts': `export type A = string\nexport const a: A = import.meta.url`,
      'deep/b.ts': `import { a } from '../a.ts'\nexport const b = a`,
    }
    expect(load(files)).toEqual({ names: ['c', 'main'], runs: 1, hooks: !isNode20 })
  })

  it.each([
    ['imports in a circle', { 'main.ts': `import './a.ts'\n${counted}`, 'a.ts': `import './main.ts'` }],
    ['imports when it runs', { 'main.ts': `${counted}export const later = () => import('./a.ts')`, 'a.ts': '' }],
    ['waits at its top', { 'main.ts': `${counted}await null` }],
    [
      'asks where modules are',
      { 'main.ts': `${counted}export const where = import.meta.resolve('./a.ts')`, 'a.ts': '' },
    ],
    ['names TypeScript as what it will be built to', { 'main.ts': `import './a.js'\n${counted}`, 'a.ts': '' }],
    ['imports JavaScript', { 'main.ts': `import './a.mjs'\n${counted}`, 'a.mjs': '' }],
    [
      'imports a package',
      {
        'main.ts': `import 'some'\n${counted}`,
        'node_modules/some/package.json': '{ "exports": "./index.mjs" }',
        'node_modules/some/index.mjs': '',
      },
    ],
  ])('is loaded by hooks if it %s', (_how, files) => {
    expect(load(files)).toMatchObject({ runs: 1, hooks: true })
  })

  it('is loaded by hooks where others have theirs', () => {
    const env = { NODE_OPTIONS: '--import data:text/javascript,' }
    expect(load({ 'main.ts': counted }, env)).toMatchObject({ runs: 1, hooks: true })
  })

  it('throws what it threw, and does not run again', () => {
    const files = { 'main.ts': `${counted}throw new Error('at the top')` }
    expect(load(files)).toMatchObject({ names: 'at the top', runs: 1 })
  })

  it('says what is missing as the loader does', () => {
    expect(load({ 'main.ts': `import './gone.ts'` })).toMatchObject({ names: expect.stringContaining('gone.ts') })
    expect(load({ 'main.ts': `import { gone } from 'node:path'\nexport default gone` })).toMatchObject({
      names: expect.stringContaining("'gone'"),
    })
  })
})
