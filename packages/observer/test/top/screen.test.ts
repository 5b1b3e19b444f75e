import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { ProcessesRequest } from '../../src/protocol.ts'
import { top } from '../../src/top/index.ts'
import type { TopOptions } from '../../src/top/top.ts'
import { type FakeObserver, FakeTerminal, observe } from './fake.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGCONT', 'exit'] as const
const listeners = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal))

/** Top on a terminal. */
function start(observer: FakeObserver): { terminal: FakeTerminal; errors: PassThrough; code: Promise<number> } {
  const terminal = new FakeTerminal()
  const errors = new PassThrough()
  const streams = { input: terminal.input, output: terminal, errors, paint: (_style: string, plain: string) => plain }
  return { terminal, errors, code: top({ target: observer.socket }, streams) }
}

const hasRows = (frame: string[]): boolean => frame.some((line) => line.startsWith('<0.'))

describe('top on a terminal', () => {
  it('shows schedulers and processes until q is pressed, and leaves the terminal as it was', async () => {
    const before = listeners()
    const { terminal, code } = start(await observe())
    const frame = await terminal.shows(hasRows)
    expect(terminal.isTaken).toBe(true)
    expect(frame).toHaveLength(12)
    expect(frame[0]).toMatch(/^multibeam 0\.1\.0 {2}pid 4711 {2}node 20\.20\.2 +up 01:23$/)
    expect(frame[1]).toContain('12,345 processes  2 schedulers')
    terminal.press('q')
    expect(await code).toBe(0)
    expect(terminal.isFree).toBe(true)
    expect(listeners()).toEqual(before)
    expect([terminal.input.listenerCount('keypress'), terminal.listenerCount('resize')]).toEqual([0, 0])
  })

  it('asks for what keys say: order, filter, scheduler, place', async () => {
    const observer = await observe()
    const { terminal, code } = start(observer)
    await terminal.shows(hasRows)
    expect(observer.asked[0]).toMatchObject({ sort: 'reductions', descending: true, filter: '', offset: 0 })
    const asks = async (keys: string, wanted: Partial<ProcessesRequest>): Promise<void> => {
      terminal.press(keys)
      await observer.isAsked(wanted)
    }
    await asks('l', { sort: 'queueLength', descending: true })
    await asks('l', { sort: 'queueLength', descending: false })
    await asks('n', { sort: 'name', descending: false })
    await asks('c', { scheduler: 1 })
    await asks('\x1b[6~', { offset: 5 })
    await asks('/wor\x7frk\r', { filter: 'work', offset: 0 })
    terminal.resize(60, 20)
    await observer.isAsked({ limit: 13 })
    expect(await terminal.shows((frame) => frame.length === 20)).toHaveLength(20)
    terminal.press('\x03')
    expect(await code).toBe(0)
    expect(terminal.isFree).toBe(true)
  })

  it('shows what happens, and ends with 0 when the VM stops', async () => {
    const observer = await observe()
    const { terminal, code } = start(observer)
    await terminal.shows(hasRows)
    const process = { pid: 1, shown: '#PID<0.9.1>', name: 'wörker\x1b[2J', call: 'work' }
    const crash = { kind: 'crash', time: 61_000, number: 1, process, initialCall: { name: 'work', url: null } } as const
    const rest = { reason: 'RangeError: no\nsecond line', stack: null, ancestors: [], queueLength: 0, scheduler: 1 }
    observer.tell({ type: 'events', events: [{ ...crash, ...rest }], dropped: 0 })
    const frame = await terminal.shows((lines) => lines.some((line) => line.includes('crashed')))
    expect(frame.join('\n')).toContain('01:01  wörker·[2J #PID<0.9.1> crashed: RangeError: no')
    observer.tell({ type: 'goodbye' })
    expect(await code).toBe(0)
    expect(terminal.isFree).toBe(true)
  })

  it('says what it lacks when the observer does not answer, and what happened when it is gone', async () => {
    const observer = await observe(() => ({ type: 'error', code: 'busy', message: 'scheduler 2 has not answered' }))
    const { terminal, errors, code } = start(observer)
    await terminal.shows((frame) => frame.at(-1)?.startsWith('scheduler 2 has not answered') === true)
    observer.cut()
    expect(await code).toBe(1)
    expect(terminal.isFree).toBe(true)
    errors.end()
    expect(await text(errors)).toMatch(/^multibeam top: the connection to the observed VM is lost/)
  })

  it('stands still while it is paused', async () => {
    const observer = await observe()
    const { terminal, code } = start(observer)
    await terminal.shows(hasRows)
    terminal.press(' ')
    const frame = await terminal.shows((lines) => lines.at(-1)?.includes('paused') === true)
    observer.tell({ type: 'overview', time: 99_000, processes: 1, online: 2, rss: 0, schedulers: [] })
    terminal.press('?')
    await terminal.shows((lines) => lines.some((line) => line.includes('Sort by')))
    terminal.press('x')
    expect((await terminal.shows(hasRows))[1]).toBe(frame[1])
    terminal.press('q')
    expect(await code).toBe(0)
  })
})

describe('top without a terminal', () => {
  async function print(target: string, options: TopOptions = {}): Promise<{ out: string; err: string; code: number }> {
    const output = new PassThrough()
    const errors = new PassThrough()
    const streams = { input: new PassThrough(), output, errors, paint: (_style: string, plain: string) => plain }
    const code = await top({ target, ...options }, streams)
    output.end()
    errors.end()
    return { out: await text(output), err: await text(errors), code }
  }

  it('prints one page, without anything that moves a cursor', async () => {
    const { socket } = await observe()
    const { out, err, code } = await print(socket)
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out.split('\n').filter((line) => line.startsWith('<0.'))).toHaveLength(20)
    expect(out).not.toContain('\x1b')
  })

  it('prints what the observer says as JSON', async () => {
    const observer = await observe()
    const { out, code } = await print(observer.socket, { json: true, sort: 'memory', filter: 'work' })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      hello: { osPid: 4711 },
      overview: { processes: 12_345 },
      processes: { total: 100 },
    })
    expect(observer.asked).toMatchObject([{ sort: 'memory', descending: true, filter: 'work' }])
  })

  it('says what is wrong, and ends with 1', async () => {
    const { socket } = await observe(() => ({ type: 'error', code: 'busy', message: 'nobody answers' }))
    expect(await print(socket)).toEqual({ out: '', err: 'multibeam top: nobody answers\n', code: 1 })
    expect(await print(`${socket}.gone`)).toEqual({
      out: '',
      err: `multibeam top: ${socket}.gone: there is no such socket; is the VM still observed?\n`,
      code: 1,
    })
  })
})
