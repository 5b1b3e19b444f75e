import { readFileSync } from 'node:fs'
import { type CrashReport, formatCrash, inspect, type Pid } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import * as crashing from './fixtures/crashing.ts'
import { fixture, seven, statementsOf, vmOfFile } from './holds.ts'

const threads = vmOfFile()
const holds = statementsOf(fixture('crashing.ts'), crashing, threads)

type Crashed = [pid: Pid, parent: Pid, name: string, message: string]

function expectReport(report: CrashReport | undefined, [pid, parent, name]: Crashed): void {
  expect(report).toMatchObject({
    pid,
    label: { job: 7 },
    registeredName: name,
    initialCall: { name: 'crashes' },
    messageQueueLength: 3,
    awaited: false,
  })
  expect(report?.reason).toBeInstanceOf(RangeError)
  expect(report?.reason).toMatchObject({ message: 'boom', cause: 'the cause', code: 'E_BOOM' })
  // Of a process that was merely spawned, wherever its ancestors are.
  expect(report?.ancestors).toEqual([parent])
}

/** Line and column of a text in the fixture, as a stack has it. */
function placeOf(text: string): string {
  const before = readFileSync(fixture('crashing.ts'), 'utf8').split(text, 1)[0] ?? ''
  const lines = before.split('\n')
  return `crashing.ts:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}

describe('S20 a crash report', () => {
  it.each(['here', 'there', 'anywhere'] as const)(
    'S20 tells once who crashed, and how (simulated, helpers %s)',
    async (place) => {
      for (const seed of seven) {
        const simulation = new Simulation({ seed })
        const crashed = (await simulation.run(crashing.crashOnce, place)) as Crashed
        expect(simulation.crashes).toHaveLength(1)
        expectReport(simulation.crashes[0], crashed)
        expect(simulation.crashes[0]?.stack).toMatch(/RangeError: boom\n.*explode.*crashing\.ts/)
      }
    },
  )

  it.each(['here', 'there', 'anywhere'] as const)(
    'S20 tells once who crashed, and how (threads, helpers %s)',
    async (place) => {
      const before = threads.crashes.length
      const url = fixture('crashing.ts')
      const crashed = await threads.vm.run<Crashed>(url, 'crashOnce', place)
      await threads.fence()
      const [report, ...others] = threads.crashes.slice(before)
      expect(others).toEqual([])
      expectReport(report, crashed)
      expect(report?.initialCall.url).toBe(url.href)
      const lines = report?.stack?.split('\n') ?? []
      expect(lines[1]).toContain(placeOf("new RangeError('boom'"))
      expect(lines[2]).toContain(placeOf('explode()\n'))
      expect(formatCrash(report as CrashReport)).toContain(inspect(crashed[0]))
    },
  )
})

it.each(['here', 'there', 'anywhere'] as const)(
  'S20 names all ancestors of a process that knows them, wherever they are (simulated, helpers %s)',
  async (place) => {
    for (const seed of seven) {
      const simulation = new Simulation({ seed, schedulers: 3 })
      const [, pid, ancestors] = (await simulation.run(crashing.crashInAFamily, place)) as unknown[]
      expect(simulation.crashes).toMatchObject([{ pid, ancestors }])
    }
  },
)

holds(
  'S20 one crash is reported once, however many die of it, and all get the whole Error',
  'crashOfMany',
  Array(7).fill(['boom', 'the cause', 'E_BOOM']),
  { crashes: 1 },
)

holds(
  'S20 what is no Error, and what cannot be sent, is reported too',
  'oddReasons',
  [['nocatch', ['not', 'an error']], ['nocatch', 'text'], 'holds a function'],
  { crashes: 3 },
)

it('S20 a crash in vm.run is reported as one that somebody waits for', async () => {
  const before = threads.crashes.length
  const url = fixture('crashing.ts')
  const running = threads.vm.run(url, 'linksAndExits', threads.vm.self, new TypeError('of the first process'))
  await expect(running).rejects.toThrow('of the first process')
  await threads.fence()
  expect(threads.crashes.slice(before)).toMatchObject([{ awaited: true, initialCall: { name: 'linksAndExits' } }])
  const [, , reason] = await threads.vm.receive<[string, Pid, Error]>('EXIT')
  expect(reason).toBeInstanceOf(TypeError)
})
