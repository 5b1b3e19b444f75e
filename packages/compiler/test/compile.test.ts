import { describe, expect, it } from 'vitest'
import { compileModule } from '../src/index.ts'

/** The compiled code without the source map, which has tests of its own. */
function code(source: string, url = 'file:///app/program.ts'): string {
  return compileModule(source, url).code.replace(/\/\/# sourceMappingURL=.*\n/, '')
}

const functions = (source: string, url = 'file:///app/program.ts') => compileModule(source, url).functions

/** Runs the compiled module with a `define` that notes what it is told, and returns the notes and the exports. */
async function run(source: string, url?: string) {
  const told: Record<string, unknown>[] = []
  const key = Symbol.for('multibeam.define')
  const global = globalThis as { [key]?: unknown; note?: (what: string) => void }
  global[key] = (_url: string, defined: Record<string, unknown>) => told.push(defined)
  try {
    // The timestamp makes the module a new one although its text is the same.
    const text = `${code(source, url)}\n//${performance.now()}`
    const exports = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`)) as Record<
      string,
      unknown
    >
    return { told, exports }
  } finally {
    delete global[key]
  }
}

describe('a TypeScript module', () => {
  it('loses its types, and says in a line before everything what its process functions are', () => {
    const source = [
      "import { receive, type Process } from 'multibeam'",
      'export function* counter(count: number): Process<number> {',
      '  const step = yield* receive<number>()',
      '  return count + step',
      '}',
    ].join('\n')
    const [first, ...lines] = code(source).split('\n')
    expect(first).toBe(
      [
        'const {activate:$activate,SUSPENDED:$S,execution:$X,Frame:$F,preempt:$preempt,capture:$capture,captureAgain:$captureAgain,' +
          'Code:$K,define:$define,register:$register,direct:$direct}=globalThis[globalThis.Symbol.for("multibeam.support")];',
        'const receive$direct=$direct(receive);',
        'const counter$code=new $K("counter",counter$direct,counter$resume,1,false,[],["./program.ts",2,8,3,16]);',
        '$define(counter,counter$code);',
        '$register(import.meta.url,[counter$code]);',
        'globalThis[globalThis.Symbol.for("multibeam.define")]?.(import.meta.url,{"counter":counter});',
      ].join(''),
    )
    expect(lines.slice(0, 6)).toEqual([
      'import { receive } from "multibeam";',
      '',
      'export function counter($0) {',
      '\treturn $activate(counter$code, [], arguments);',
      '}',
      '',
    ])
  })

  it('may use enums, namespaces and parameter properties', async () => {
    const { exports } = await run(`
      enum Colour { Red, Green = 4 }
      namespace Shapes { export const corners = 3 }
      class Point { constructor(readonly x: number, private y = 2) {} sum() { return this.x + this.y } }
      export function* main(): Generator<never, number> {
        return Colour.Green + Shapes.corners + new Point(1).sum()
      }`)
    const main = exports.main as () => Generator<never, number>
    expect(main().next()).toEqual({ done: true, value: 10 })
  })

  it('without process functions is only stripped', () => {
    expect(code('export const limit: number = 3')).toBe('export const limit = 3;\n')
  })
})

describe('definitions', () => {
  const defined = (value: string) => `
    const GenServer = { define: (callbacks) => (${value}) }
    export const Counter = GenServer.define({ init: () => 0 }), other = 1
    export default GenServer.define({})
    export const { init } = GenServer.define({}), unlike = other.define?.({})
    export function* main() {}`

  it('are told where they are made, by what stands for them', async () => {
    const { REFERENCE } = await import('../src/support.ts')
    ;(globalThis as { reference?: symbol }).reference = REFERENCE
    const { told, exports } = await run(
      defined('{ [reference]: () => callbacks, callbacks }'),
      'file:///app/program.js',
    )
    expect(told.map((values) => Object.keys(values))).toEqual([['main'], ['Counter'], ['default']])
    expect((told[1] as { Counter: () => object }).Counter()).toHaveProperty('init')
    expect(exports.Counter).toHaveProperty('callbacks.init')
  })

  it('are none without that', async () => {
    const { told } = await run(defined('callbacks'), 'file:///app/program.js')
    expect(told.map((values) => Object.keys(values))).toEqual([['main']])
  })

  it('need no process function beside them', () => {
    expect(code('export const Counter: Server = GenServer.define({})')).toContain(
      'export const Counter = $tell(import.meta.url, "Counter", GenServer.define({}))',
    )
  })
})

describe('process functions', () => {
  it('are the generators at module level, in source order, exported or not', () => {
    const source = `
      function* hidden() {}
      export const late = function* () {}
      export function* shown() {}
      export async function* stream() {}
      export const arrow = () => {}
      let changing = function* () {}
      export function ordinary() { function* inner() {} return inner }`
    expect(functions(source)).toEqual(['hidden', 'late', 'shown'])
  })

  it('never use a bare yield: a generator that does is an ordinary iterator', () => {
    const source = `
      export function* numbers() { yield 1 }
      export function* nothing() { if (false) yield }
      export function* nested() { const evens = function* () { yield 2 }; yield* evens() }
      export function* method() { return { *items() { yield 3 } } }
      export function* computedKey() { return { [yield]: 1 } }
      export function* inArgument() { yield* all(yield) }`
    expect(functions(source)).toEqual(['nested', 'method'])
  })

  it('are told to the scheduler before any statement of the module runs', async () => {
    const { told, exports } = await run('export const early = ping.name; export function* ping() {}')
    expect(exports.early).toBe('ping')
    expect(told).toEqual([{ ping: exports.ping }])
  })

  it('in constants are told when the module has run, since they can not be read before', async () => {
    const source = 'export const pong = function* () {}\nexport function* ping() {}'
    const lines = code(source, 'file:///app/program.js').trimEnd().split('\n')
    expect(lines[0]).toMatch(/;globalThis\[.*\("multibeam\.define"\)\]\?\.\(import\.meta\.url,\{"ping":ping\}\);$/)
    expect(lines.at(-1)).toBe('globalThis[globalThis.Symbol.for("multibeam.define")]?.(import.meta.url,{"pong":pong});')
    const { told, exports } = await run(source)
    expect(told).toEqual([{ ping: exports.ping }, { pong: exports.pong }])
  })

  it('are told nothing where there is no scheduler', async () => {
    const text = code('export function* ping() {}')
    await expect(import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`)).resolves.toBeDefined()
  })

  it('may live in a module that has its own Symbol', async () => {
    const { told, exports } = await run('export class Symbol {}\nexport function* ping() {}')
    expect(told).toEqual([{ ping: exports.ping }])
  })

  it('may be called __proto__', async () => {
    const { told } = await run('export function* __proto__() {}')
    expect(Object.keys(told[0] ?? {})).toEqual(['__proto__'])
  })
})

describe('a default export', () => {
  it.each([
    ['declared', 'export default function* main() {}'],
    ['by name', 'function* main() {}\nexport default main'],
    ['in a list', 'export { main as default }\nfunction* main() {}'],
  ])('%s has its own name and "default"', async (_, source) => {
    expect(functions(source)).toEqual(['main', 'default'])
    const { told, exports } = await run(source)
    expect(told).toEqual([{ main: exports.default, default: exports.default }])
  })

  it('without a name gets one', async () => {
    const source = 'const limit = 3\nexport default function* (n) { return n + limit }\n'
    expect(code(source, 'file:///app/program.mjs')).toContain(
      'export default function $default($0) {\n\treturn $activate(default$code, [], arguments);\n}',
    )
    const { told, exports } = await run(source)
    expect(told).toEqual([{ default: exports.default }])
    expect((exports.default as (n: number) => Generator)(4).next().value).toBe(7)
  })

  it('without a name may spread over lines, hold comments, and meet a $default', async () => {
    const source = 'export const $default = 1\nexport default /* a */ function // (\n * /* ( */\n   (n) { return n }'
    expect(functions(source)).toEqual(['default'])
    expect(Object.keys((await run(source)).exports)).toEqual(['$default', 'default'])
  })

  it('that is an ordinary iterator stays as it is', () => {
    const source = 'export default function* () { yield 1 }'
    expect(compileModule(source, 'file:///app/a.js')).toMatchObject({ code: source, functions: [] })
  })
})

describe('a JavaScript module', () => {
  it('has a source map of its own, whatever it had before', () => {
    const source = 'export function* main() {\n  return 1\n}\n//# sourceMappingURL=main.js.map'
    expect(compileModule(source, 'file:///app/main.js').code).toMatch(/\n\/\/# sourceMappingURL=data:\S+\n$/)
  })

  it('keeps its hashbang first', () => {
    const [first, second] = code('#!/usr/bin/env node\nfunction* main() {}', 'file:///app/main.mjs').split('\n')
    expect(first).toBe('#!/usr/bin/env node')
    expect(second).toMatch(/^const \{.*multibeam\.support.*\{"main":main\}\);$/)
    expect(code('#!/usr/bin/env node\nfunction* main(): X {}').split('\n')[0]).toBe('#!/usr/bin/env node')
  })

  it('without generators comes back as it is, without being parsed', () => {
    const source = 'this is no program, but nobody has to know'
    expect(compileModule(source, 'file:///app/a.js').code).toBe(source)
  })

  it('that is CommonJS by its syntax comes back as it is', () => {
    const source = 'if (module.parent) return\nmodule.exports = function* () {} // import'
    expect(compileModule(source, 'file:///app/a.js')).toEqual({
      code: source,
      functions: [],
      imports: [],
      esm: false,
      reports: [],
      warnings: [],
    })
  })
})

describe('the imports of a module', () => {
  it('are those that are written in it, types not counted', () => {
    const source = `
      import './setup.ts'
      import type { A } from './types.ts'
      import { b } from './b.ts'
      export { c } from './c.ts'
      export * from 'package'
      const later = () => import('./later.ts')
      const both = () => import('./b.ts')
      const unknown = (name: string) => import(name)
      console.log(b)`
    expect(compileModule(source, 'file:///app/a.ts').imports).toEqual([
      { specifier: './setup.ts', dynamic: false },
      { specifier: './b.ts', dynamic: false },
      { specifier: './c.ts', dynamic: false },
      { specifier: 'package', dynamic: false },
      { specifier: './later.ts', dynamic: true },
    ])
  })
})
