// What a debugger sees: it attaches to the scheduler's thread, finds by the source map where a line of the TypeScript has gone, stops there,
// before a suspension and after it, and reads the variables by their names.

import { describe, expect, it } from 'vitest'
import { makeProject } from '../vm/support/project.ts'
import { runNode } from '../vm/support/run-node.ts'

const files = {
  'counter.ts': `import { Process } from 'multibeam'

interface Step { readonly by: number }

export function* count(steps: readonly Step[]): Process<number> {
  let sum: number = 0
  for (const { by } of steps) {
    sum += by
    yield* Process.yield()
  }
  return sum
}
`,
  'debugger.mjs': `import { Session } from 'node:inspector'
import { SourceMap } from 'node:module'
import { VM } from 'multibeam'

const url = new URL('./counter.ts', import.meta.url).href
const line = Number(process.argv[2])
const main = new Session()
main.connect()

/** One thread, as the debugger talks to it. */
class Thread {
  #answers = new Map()
  #id = 0
  constructor(sessionId) { this.sessionId = sessionId }
  post(method, params = {}) {
    const id = ++this.#id
    main.post('NodeWorker.sendMessageToWorker', { sessionId: this.sessionId, message: JSON.stringify({ id, method, params }) })
    return new Promise((resolve) => this.#answers.set(id, resolve))
  }
  take({ id, result, error, method, params }) {
    if (id !== undefined) this.#answers.get(id)?.(result ?? error)
    else if (method === 'Debugger.scriptParsed' && params.url === url) this.parsed(params)
    else if (method === 'Debugger.paused') this.paused(params)
  }
}

const seen = []
const bound = Promise.withResolvers?.() ?? (() => { const b = {}; b.promise = new Promise((resolve) => { b.resolve = resolve }); return b })()

function attach(thread) {
  let map
  const written = ({ lineNumber, columnNumber }) => map.findEntry(lineNumber, columnNumber ?? 0).originalLine + 1
  thread.parsed = async ({ scriptId, sourceMapURL }) => {
    map = new SourceMap(JSON.parse(Buffer.from(sourceMapURL.split(',')[1], 'base64').toString()))
    const { scriptSource } = await thread.post('Debugger.getScriptSource', { scriptId })
    const places = []
    for (const [lineNumber, text] of scriptSource.split('\\n').entries()) {
      // The first place in a line that stands for something of the wanted one.
      const columnNumber = [...text].findIndex((_, column) => {
        const entry = map.findEntry(lineNumber, column)
        return entry.originalLine === line - 1 && entry.generatedLine === lineNumber && entry.generatedColumn === column
      })
      if (columnNumber !== -1) places.push({ url, lineNumber, columnNumber })
    }
    const locations = []
    for (const place of places) locations.push(...(await thread.post('Debugger.setBreakpointByUrl', place)).locations)
    bound.resolve(locations.map(written))
  }
  thread.paused = async ({ callFrames: [frame], hitBreakpoints }) => {
    const evaluate = async (expression) =>
      (await thread.post('Debugger.evaluateOnCallFrame', { callFrameId: frame.callFrameId, expression })).result.value
    const [sum, by] = [await evaluate('sum'), await evaluate('by')]
    seen.push({ line: written(frame.location), at: hitBreakpoints.length > 0, sum, by })
    await thread.post('Debugger.resume')
  }
  return thread.post('Debugger.enable')
}

const threads = new Map()
main.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
  const thread = new Thread(sessionId)
  threads.set(sessionId, thread)
  void attach(thread)
})
// In a turn of the event loop: promises that are settled within an inspector's callback are not looked at until something else happens.
main.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
  setImmediate(() => threads.get(sessionId)?.take(JSON.parse(message)))
})
main.post('NodeWorker.enable', { waitForDebuggerOnStart: false })

const vm = await VM.start({ schedulers: 1 })
// Loads the module, so that there is something to stop in.
await vm.run(url, 'count', [])
const lines = await bound.promise
const sum = await vm.run(url, 'count', [{ by: 1 }, { by: 20 }, { by: 300 }])
console.log(JSON.stringify({ lines: [...new Set(lines)], forms: lines.length, sum, seen }))
await vm.stop()
`,
}

describe('a breakpoint on a line of process code', () => {
  it('binds in TypeScript, and stops before and after suspensions with the variables by their names', async ({
    signal,
  }) => {
    const project = makeProject(files)
    const { stdout, stderr, code } = await runNode(['debugger.mjs', '8'], signal, { cwd: project.path('.') })
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const { lines, forms, sum, seen } = JSON.parse(stdout)
    expect(lines).toEqual([8])
    expect(forms).toBe(2)
    expect(sum).toBe(321)
    expect(seen).toEqual([
      { line: 8, at: true, sum: 0, by: 1 },
      { line: 8, at: true, sum: 1, by: 20 },
      { line: 8, at: true, sum: 21, by: 300 },
    ])
  })
})
