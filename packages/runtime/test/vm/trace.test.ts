import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { BadArg, Process, type SchedulerStatistics, VM } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TERMINATE } from '../../src/vm/internals.ts'
import { fixture, rejectionOf } from './support/fixture.ts'
import { cli, runNode } from './support/run-node.ts'
import { Timeline } from './support/timeline.ts'

const url = fixture('tracing.ts')
const directory = mkdtempSync(join(tmpdir(), 'multibeam-trace-'))
const file = (name: string): string => join(directory, name)

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function sum(statistics: readonly SchedulerStatistics[], which: keyof SchedulerStatistics): number {
  return statistics.reduce((total, scheduler) => total + scheduler[which], 0)
}

describe('a trace of a whole VM', () => {
  let timeline: Timeline
  let statistics: SchedulerStatistics[]

  beforeAll(async () => {
    const vm = await VM.start({ schedulers: 2, trace: file('whole.json'), longSchedule: 20 })
    vm.on('crash', () => {})
    await vm.run(url, 'everything', 40)
    await vm.stop()
    statistics = vm.statistics()
    timeline = Timeline.of(file('whole.json'))
  })

  it('has every slice, none of which overlaps another one on its scheduler', () => {
    expect(timeline.overlapping).toEqual([])
    for (const { scheduler, contextSwitches } of statistics) {
      expect(timeline.slices.filter(({ tid }) => tid === scheduler)).toHaveLength(contextSwitches)
    }
  })

  it('says of a slice whose it is, how much it did and how it ended', () => {
    const worker = timeline.slices.find(({ name }) => name === 'worker')
    expect(worker?.args).toEqual({
      process: expect.stringMatching(/^#PID<0\.\d+\.\d+>$/),
      call: `worker ${url.href}`,
      reductions: expect.any(Number),
      // biome-ignore lint/suspicious/noThenProperty: the event's own
      then: 'goes on later',
    })
    expect(worker?.args?.reductions).toBeGreaterThan(2000)
    expect(new Set(timeline.slices.map(({ args }) => args?.then))).toEqual(
      new Set(['goes on later', 'waits', 'has ended']),
    )
  })

  it('calls a process by its label once it has one', () => {
    const names = timeline.slices
      .filter(({ args }) => String(args?.call).startsWith('labelled '))
      .map(({ name }) => name)
    expect(names).toEqual(['labelled', "[ 'order', 7 ]"])
  })

  it('has as many steals and arrivals as the statistics', () => {
    const steals = timeline.named('steal')
    expect(steals).toHaveLength(sum(statistics, 'stealsWon'))
    for (const { tid, args } of steals) expect(args).toEqual({ from: 3 - tid, processes: expect.any(Number) })
    expect(timeline.named('take over')).toHaveLength(sum(statistics, 'processesIn'))
  })

  it('has an arrow for each move, from where the process was written to where it was read', () => {
    const { moves } = timeline
    expect(moves).toHaveLength(sum(statistics, 'processesIn'))
    for (const [from, to] of moves) {
      expect(['publish', 'hand over']).toContain(from.name)
      expect(to).toMatchObject({ name: 'take over', args: { process: from.args?.process, from: from.tid } })
      expect(to.tid).not.toBe(from.tid)
    }
    expect(moves.some(([from]) => from.name === 'hand over' && from.args?.name === 'traveller')).toBe(true)
  })

  it('has parks, run queues, crashes and long slices', () => {
    expect(timeline.named('parked').length).toBeGreaterThan(0)
    expect(timeline.named('run queue of scheduler 1').length).toBeGreaterThan(0)
    expect(timeline.named('crash')).toMatchObject([
      { s: 't', args: { name: "[ 'order', 7 ]", call: `labelled ${url.href}`, reason: 'RangeError: out of "paper"' } },
    ])
    expect(timeline.named('long schedule').map(({ args }) => args?.name)).toContain('slow')
  })

  it('has an event of each kind: slice, steal, migration, park, long schedule, crash, run queue', () => {
    const kinds = new Set(timeline.events.map(({ name, cat }) => (cat === 'queue' ? 'run queue' : `${cat}: ${name}`)))
    const wanted = ['slice: slow', 'steal: steal', 'move: publish', 'move: hand over', 'move: take over', 'move: move']
    wanted.push('idle: parked', 'longSchedule: long schedule', 'crash: crash', 'run queue')
    expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([])
  })

  it('names its tracks, and says at its end how much is missing', () => {
    expect(timeline.named('process_name')).toMatchObject([{ args: { name: 'Multibeam' } }])
    expect(timeline.named('thread_name')).toMatchObject([
      { tid: 1, args: { name: 'scheduler 1' } },
      { tid: 2, args: { name: 'scheduler 2' } },
    ])
    const [trace] = timeline.named('trace')
    expect(trace?.args).toEqual({ events: timeline.events.length - 3, dropped: 0 })
    expect(timeline.named('dropped_events')).toMatchObject([{ args: { dropped: 0 } }, { args: { dropped: 0 } }])
  })
})

describe('vm.trace', () => {
  it('begins and ends while the VM runs, again and again', async () => {
    await using vm = await VM.start({ schedulers: 2 })
    for (const name of ['first.json', 'second.json']) {
      await vm.run(url, 'yields', 10)
      const trace = vm.trace(pathToFileURL(file(name)))
      await vm.run(url, 'yields', 100)
      const { events, dropped } = await trace.stop()
      expect(trace.file).toBe(file(name))
      const timeline = Timeline.of(file(name))
      expect({ events, dropped }).toEqual({ events: timeline.events.length - 3, dropped: 0 })
      expect(timeline.slices).toHaveLength(101)
      expect(await trace.ended).toEqual({ events, dropped })
    }
  })

  it('refuses a second trace at the same time, what is no file, and what cannot be opened', async () => {
    await using vm = await VM.start({ schedulers: 1 })
    const trace = vm.trace(file('only.json'))
    expect(() => vm.trace(file('another.json'))).toThrow(/is traced to .*only\.json already; stop that trace first/)
    await trace.stop()
    expect(() => vm.trace('')).toThrow(BadArg)
    expect(() => vm.trace(new URL('http://localhost/trace.json'))).toThrow(/give a path or a file: URL/)
    const error = await rejectionOf(VM.start({ schedulers: 1, trace: file('nowhere/trace.json') }))
    expect(error).toBeInstanceOf(BadArg)
    expect(error.message).toMatch(/^VM\.start: .*nowhere.* cannot be opened for a trace: ENOENT/)
  })

  it('warns when the file takes no more, and the VM goes on', async () => {
    // A device that is always full, where there is one.
    if (!existsSync('/dev/full')) return
    await using vm = await VM.start({ schedulers: 1 })
    const warned = once(process, 'warning')
    const { ended } = vm.trace('/dev/full')
    expect(await rejectionOf(ended)).toMatchObject({ code: 'TRACE_FAILED', message: expect.stringContaining('ENOSPC') })
    expect(await warned).toMatchObject([{ code: 'TRACE_FAILED' }])
    expect(await vm.run(url, 'yields', 3)).toBe(3)
    await vm.trace(file('after.json')).stop()
  })

  it('goes on when a scheduler dies, with its successor', async () => {
    const vm = await VM.start({ schedulers: 2, trace: file('death.json') })
    const down = once(vm, 'schedulerDown')
    vm.on('crash', () => {})
    await vm.run(url, 'yields', 10)
    ;(vm as unknown as { [TERMINATE](scheduler: number): void })[TERMINATE](2)
    await down
    await vm.run(url, 'everything', 1)
    await vm.stop()
    const timeline = Timeline.of(file('death.json'))
    expect(timeline.overlapping).toEqual([])
    expect(timeline.slices.some(({ tid, name }) => tid === 2 && name === 'traveller')).toBe(true)
  })
})

describe('multibeam run --trace', () => {
  it('writes the timeline of a program, and says so', async ({ signal }) => {
    const program = file('program.mjs')
    const multibeam = new URL('../../dist/index.js', import.meta.url).href
    writeFileSync(
      program,
      `import { Process } from ${JSON.stringify(multibeam)}
export function* main(times) { for (let left = Number(times); left > 0; left--) yield* Process.yield() }`,
    )
    const out = file('program.json')
    const { stdout, stderr, code } = await runNode([cli, 'run', '--trace', out, '-s', '1', program, '20'], signal)
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 })
    const timeline = Timeline.of(out)
    expect(stderr).toBe(
      `multibeam run: ${timeline.events.length - 2} events in ${out}; open it with https://ui.perfetto.dev\n`,
    )
    expect(timeline.slices).toHaveLength(21)
  })

  it('leaves a file that can be read when the whole program is killed', async ({ signal }) => {
    const out = file('killed.json')
    const program = `
      import { VM } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)}
      const vm = await VM.start({ schedulers: 2, trace: ${JSON.stringify(out)} })
      for (let i = 0; i < 2; i++) await vm.spawn(vm.module(${JSON.stringify(url.href)}).forEver, vm.self)
      await vm.receive('begun')
      setInterval(() => console.log('still here'), 50)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      signal,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })
    for await (const _ of lines) if (readFileSync(out, 'utf8').includes('"forEver"')) break
    child.kill('SIGKILL')
    await once(child, 'close')
    const timeline = Timeline.of(out)
    expect(timeline.overlapping).toEqual([])
    expect(timeline.slices.length).toBeGreaterThan(0)
    // Nobody could say it any more.
    expect(timeline.named('trace')).toEqual([])
  })
})

describe('the trace of a simulation', () => {
  function* ping(): Process<void> {
    yield* Process.yield()
  }

  it('shows every step, though virtual time stands still', async () => {
    const out = file('simulated.json')
    await simulate({ seed: 3, trace: out }, ping)
    const timeline = Timeline.of(out)
    expect(timeline.overlapping).toEqual([])
    expect(timeline.slices.map(({ name, dur = 0 }) => [name, dur > 0])).toEqual([
      ['ping', true],
      ['ping', true],
    ])
  })
})
