import { describe, expect, it } from 'vitest'
import { isCompiled } from '../src/build/mark.ts'
import { compileModule } from '../src/compile.ts'
import '../src/support/index.ts'

type Told = Record<string, unknown>
const FUNCTIONS = Symbol.for('multibeam.functions')

/** What a module tells of its ordinary functions when it is loaded, and what it exports. */
async function load(source: string, url = 'file:///app/program.js'): Promise<{ told: Told[]; exports: Told }> {
  const global = globalThis as unknown as Record<symbol, unknown>
  const before = global[FUNCTIONS]
  const told: Told[] = []
  global[FUNCTIONS] = (_url: string, functions: Told) => told.push(functions)
  try {
    const { code } = compileModule(source, url)
    const exports = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
    return { told, exports: exports as Told }
  } finally {
    global[FUNCTIONS] = before
  }
}

describe('the ordinary functions that a module exports', () => {
  it('are told by the names of their exports: declarations before the first statement, constants behind the last', async () => {
    const { told, exports } = await load(`
      export function declared() {}
      export async function waiting() {}
      export const arrow = () => {}, expression = function () {}
      function inner() {}
      export { inner as outer, inner as 'an odd name' }
      export default inner
    `)
    const { declared, waiting, arrow, expression, outer } = exports
    expect(told).toEqual([
      { declared, waiting, outer, 'an odd name': outer, default: outer },
      { arrow, expression },
    ])
  })

  it('are no generators, classes or values, and nothing that the module does not export', async () => {
    const { told } = await load(`
      export function* iterator() { yield 1 }
      export class Point {}
      export const limit = 3, called = (() => 4)(), star = function* () { yield 2 }
      export let changing = () => {}
      function hidden() {}
    `)
    expect(told).toEqual([])
  })

  it('are told of a module with process functions, too', async () => {
    const { told, exports } = await load('export function work() {}\nexport function* main() {}')
    expect(told).toEqual([{ work: exports.work }])
  })

  it('stay where they are: a JavaScript module keeps its lines, a hashbang its place', () => {
    const source = '#!/usr/bin/env node\nexport function work() {}\nexport const later = () => {}\n'
    const lines = compileModule(source, 'file:///app/program.js').code.split('\n')
    expect(lines[0]).toBe('#!/usr/bin/env node')
    expect(lines[1]).toMatch(/^globalThis\[.*\{"work":work\}\);export function work\(\) \{\}$/)
    expect(lines[2]).toBe('export const later = () => {}')
    expect(lines[3]).toMatch(/\{"later":later\}\);$/)
  })

  it('are told where the module has a globalThis of its own', async () => {
    const { told, exports } = await load('const globalThis = 1\nexport function work() { return globalThis }')
    expect(told).toEqual([{ work: exports.work }])
  })

  it('of TypeScript keep their positions', () => {
    const { code } = compileModule(
      'const a: number = 1\nexport function work(): number { return a }',
      'file:///app/program.ts',
    )
    const [, encoded] = /base64,(.*)\n$/.exec(code) ?? []
    const map = JSON.parse(Buffer.from(encoded ?? '', 'base64').toString()) as { mappings: string }
    expect(map.mappings.startsWith(';A')).toBe(true)
  })

  it('mark a module that has been compiled', () => {
    expect(isCompiled(compileModule('export function work() {}', 'file:///app/program.js').code)).toBe(true)
  })
})
