import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProject, type Project } from './project.ts'

// The loader is tested as it is used: built, in a Node without a test runner, in worker threads.

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
let built: string

beforeAll(async () => {
  // In `node_modules`, where the parser and esbuild are found.
  built = realpathSync(mkdtempSync(join(packageRoot, 'node_modules', '.loader-test-')))
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  await build({
    entryPoints: ['index', 'hooks'].map((name) => join(packageRoot, 'src', `${name}.ts`)),
    outdir: built,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
  })
})

afterAll(() => rmSync(built, { recursive: true, force: true }))

/** Runs `body` in a worker thread that has the loader, and returns what it posts. */
function inWorker(project: Project, body: string): unknown {
  return inNode(project, body, 'for await (const result of threads(1)) console.log(JSON.stringify(result))')
}

/** Runs `main` in a Node process; its `threads(n)` runs `body` in n workers, one after the other ended. */
function inNode(project: Project, body: string, main: string): unknown {
  project.write({
    'worker.mjs': `
      import { parentPort } from 'node:worker_threads'
      import { installLoader } from ${JSON.stringify(pathToFileURL(join(built, 'index.js')).href)}
      process.setSourceMapsEnabled(true)
      installLoader()
      installLoader()
      ${body}`,
    'main.mjs': `
      import { Worker } from 'node:worker_threads'
      async function* threads(n) {
        while (n-- > 0) {
          const worker = new Worker(new URL('./worker.mjs', import.meta.url))
          yield await new Promise((resolve, reject) => {
            let result
            worker.on('message', (message) => { result = message })
            worker.on('error', reject)
            worker.on('exit', () => resolve(result))
          })
        }
      }
      ${main}`,
  })
  return JSON.parse(execFileSync(process.execPath, [project.path('main.mjs')], { encoding: 'utf8' }))
}

const failing = {
  'main.ts': `
import { fail } from './fail.js'
interface Options {
  reason: string
}
export function* main(options: Options): Generator<never, never> {
  return fail(options.reason)
}
`,
  'fail.ts': `type Reason = string

export function fail(reason: Reason): never { throw new Error(reason) }`,
}

describe('the loader, in a worker thread', () => {
  it('loads TypeScript that imports TypeScript, with stack traces in the source', () => {
    const project = makeProject(failing)
    const stack = inWorker(
      project,
      `const { main } = await import('./main.ts')
       try { main({ reason: 'as told' }).next() } catch (error) { parentPort.postMessage(error.stack.split('\\n')) }`,
    ) as string[]
    expect(stack[0]).toBe('Error: as told')
    expect(stack[1]).toContain(`${project.path('fail.ts')}:3:53`)
    expect(stack[2]).toContain(`${project.path('main.ts')}:7:10`)
  })

  it('has the process functions of a module told before its first statement runs', () => {
    const project = makeProject({
      'main.ts': "import './lib.mjs'\nglobalThis.order.push('main')\nexport function* main(): any {}",
      'lib.mjs': "globalThis.order.push('lib')\nexport function* lib() {}",
    })
    const order = inWorker(
      project,
      `globalThis.order = []
       globalThis[Symbol.for('multibeam.define')] = (url, functions) =>
         order.push(url.split('/').at(-1), ...Object.keys(functions))
       await import('./main.ts')
       parentPort.postMessage(order)`,
    )
    expect(order).toEqual(['lib.mjs', 'lib', 'lib', 'main.ts', 'main', 'main'])
  })

  it('finds x.ts for x.js and for x, but takes what is written where it is there', () => {
    const project = makeProject({
      'main.ts':
        "export { a } from './a'\nexport { b } from './b.js'\nexport { c } from './c.js?x=1'\nexport * from './d.mjs'",
      'a.ts': "export const a: string = 'a.ts'",
      'b.ts': "export const b: string = 'b.ts'",
      'b.js': "export const b = 'b.js'",
      'c.ts': 'export const c: string = import.meta.url',
      'd.mts': "export const d: string = 'd.mts'",
    })
    const found = inWorker(project, "parentPort.postMessage({ ...(await import('./main.ts')) })")
    expect(found).toEqual({ a: 'a.ts', b: 'b.js', c: `${project.url('c.ts')}?x=1`, d: 'd.mts' })
  })

  it('leaves packages, CommonJS and scripts alone', () => {
    const tell = 'globalThis[Symbol.for("multibeam.define")]'
    const project = makeProject({
      'package.json': '{}',
      'main.mts':
        "import 'tool'\nimport './script.js'\nimport './old.cjs'\nimport './typed/old.js'\nexport function* main(): any {}",
      'node_modules/tool/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/tool/index.js': 'export function* tool() {}',
      'script.js': 'function* script() {}\nmodule.exports = { script }',
      'old.cjs': 'module.exports = function* old() {}',
      'typed/package.json': '{ "type": "commonjs" }',
      'typed/old.js': 'exports.old = old\nfunction* old() {}',
    })
    const told = inWorker(
      project,
      `const told = []
       ${tell} = (url, functions) => told.push(...Object.keys(functions))
       await import('./main.mts')
       parentPort.postMessage(told)`,
    )
    expect(told).toEqual(['main'])
  })

  it('rejects an import with the compiler’s message, and a missing one with Node’s', () => {
    const project = makeProject({ 'wrong.ts': 'export const a: number = )' })
    const errors = inWorker(
      project,
      `const codes = []
       for (const name of ['./wrong.ts', './gone.ts', './gone'])
         await import(name).catch(({ code, message }) => codes.push([code, message.split('\\n')[0]]))
       parentPort.postMessage(codes)`,
    )
    expect(errors).toEqual([
      ['COMPILE_ERROR', `cannot compile ${project.path('wrong.ts')}:1:26: Unexpected ")"`],
      ['ERR_MODULE_NOT_FOUND', expect.stringContaining('gone.ts')],
      ['ERR_MODULE_NOT_FOUND', expect.stringContaining('gone')],
    ])
  })

  it('may meet other threads that compile the same module at the same moment', () => {
    const project = makeProject(failing)
    const body = "parentPort.postMessage(Object.keys(await import('./main.ts')))"
    const main = `
      const one = async () => { for await (const result of threads(1)) return result }
      console.log(JSON.stringify(await Promise.all([one(), one(), one(), one()])))`
    expect(inNode(project, body, main)).toEqual([['main'], ['main'], ['main'], ['main']])
    const entries = readdirSync(project.path('node_modules/.cache/multibeam'))
    expect(entries.map((name) => name.replace(/^[0-9a-f]{16}/, ''))).toEqual(['.js', '.js'])
  })

  it('takes its own thread with it when the worker ends', () => {
    const main = `
      import { readdirSync } from 'node:fs'
      // Linux shows the threads of a process as files; elsewhere only what Node itself holds is counted.
      const count = () => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0)
      const ended = []
      let first
      for await (const result of threads(12)) {
        ended.push(result)
        first ??= count()
      }
      console.log(JSON.stringify([ended.length, count() - first, process.getActiveResourcesInfo().includes('MessagePort')]))`
    const project = makeProject({ 'main.ts': 'export function* main(): any {}' })
    expect(inNode(project, "await import('./main.ts'); parentPort.postMessage('loaded')", main)).toEqual([12, 0, false])
  })
})
