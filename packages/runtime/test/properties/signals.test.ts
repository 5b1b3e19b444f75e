import { Random } from '@multibeam/scheduler'
import fc from 'fast-check'
import { exit, type Pid, Process, type Ref, receive, System, self, send, sleep, spawnWith } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

/**
 * Watchers spawn mortals, with or without a link or a monitor, anywhere; they link and monitor others' mortals, too. A mortal talks to some
 * watchers, and exits. No message, DOWN or EXIT may be lost, come twice, or come before what was sent before it.
 */

interface Program {
  readonly schedulers: number
  readonly seed: number
  readonly slicesPerTurn: number
  readonly watchers: number
  readonly mortalsEach: number
}

const program: fc.Arbitrary<Program> = fc.record({
  schedulers: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
  slicesPerTurn: fc.integer({ min: 1, max: 3 }),
  watchers: fc.integer({ min: 1, max: 4 }),
  mortalsEach: fc.integer({ min: 1, max: 12 }),
})

/** What the test knows of one run; shared by all processes, since all schedulers live in one thread. */
class Ledger {
  readonly program: Program
  readonly watchers: Pid[] = []
  readonly mortals: Pid[] = []
  /** What a mortal exits with, by its pid. */
  readonly reasons = new Map<Pid, unknown>()
  /** What each mortal has sent to each watcher, as `mortal>watcher`. */
  readonly sent = new Map<string, number>()
  /** Monitors by ref, and whether the monitored process may have been dead before. */
  readonly monitors = new Map<Ref, { watcher: Pid; target: Pid; late: boolean }>()
  /** Refs of monitors that were taken down again. */
  readonly dropped = new Set<Ref>()
  /** Links by watcher and mortal, and whether it may have been dead before. */
  readonly links = new Map<string, { late: boolean; times: number }>()
  /** What has come, by watcher. */
  readonly received = new Map<Pid, unknown[]>()

  constructor(program: Program) {
    this.program = program
  }
}

let ledger: Ledger

function where(random: Random): { scheduler?: number } {
  return random.below(3) === 0 ? { scheduler: 1 + random.below(System.schedulers()) } : {}
}

function* mortal(id: number): Process {
  const random = new Random(Math.imul(ledger.program.seed, 31) + id)
  const me = self()
  for (let left = random.below(8); left > 0; left--) {
    const watcher = ledger.watchers[random.below(ledger.watchers.length)] as Pid
    const pair = `${me}>${watcher}`
    const number = ledger.sent.get(pair) ?? 0
    ledger.sent.set(pair, number + 1)
    send(watcher, ['message', me, number])
    if (random.below(3) === 0) yield* Process.yield()
    if (random.below(6) === 0) yield* sleep(random.below(10) / 10)
  }
  const reason = random.below(2) === 0 ? 'normal' : ['reason of', id]
  ledger.reasons.set(me, reason)
  if (reason !== 'normal') exit(reason)
}

function note(ref: Ref, target: Pid, late: boolean): void {
  ledger.monitors.set(ref, { watcher: self(), target, late })
}

function noteLink(target: Pid, late: boolean): void {
  const pair = `${self()}-${target}`
  const known = ledger.links.get(pair)
  if (known === undefined) ledger.links.set(pair, { late, times: 1 })
  else known.times++
}

function spawnMortal(random: Random): void {
  const id = ledger.mortals.length
  const link = random.below(2) === 0
  const place = where(random)
  let pid: Pid
  if (random.below(2) === 0) {
    const [spawned, ref] = spawnWith({ ...place, link, monitor: true }, mortal, id)
    pid = spawned
    note(ref, pid, false)
  } else {
    pid = spawnWith({ ...place, link }, mortal, id)
  }
  if (link) noteLink(pid, false)
  ledger.mortals.push(pid)
}

function* watcher(id: number): Process {
  Process.flag('trapExit', true)
  const random = new Random(Math.imul(ledger.program.seed, 17) - id)
  yield* receive('go')
  let spawns = ledger.program.mortalsEach
  for (let left = 3 * spawns; left > 0; left--) {
    const known = ledger.mortals.length
    const target = ledger.mortals[Math.max(0, known - 1 - random.below(6))] as Pid
    const action = random.below(8)
    if (known === 0 || (spawns > 0 && action < 3)) {
      spawns--
      spawnMortal(random)
    } else if (action === 3) {
      note(Process.monitor(target), target, true)
    } else if (action === 4) {
      noteLink(target, true)
      Process.link(target)
    } else if (action === 5) {
      const ref = Process.monitor(target)
      note(ref, target, true)
      if (random.below(2) === 0) yield* Process.yield()
      ledger.dropped.add(ref)
      Process.demonitor(ref)
    } else {
      yield* Process.yield()
    }
  }
  // Takes nothing out before all is over: what it got lies in order.
  yield* sleep(60_000)
  ledger.received.set(self(), (yield* Process.info(self(), 'messages')) as unknown[])
}

function* start(): Process {
  const { seed, watchers } = ledger.program
  const random = new Random(seed)
  for (let id = 0; id < watchers; id++) ledger.watchers.push(spawnWith(where(random), watcher, id))
  for (const pid of ledger.watchers) send(pid, 'go')
}

/** What is wrong with what one watcher has got. */
function mistakes(pid: Pid, messages: readonly unknown[]): string[] {
  const wrong: string[] = []
  const next = new Map<Pid, number>()
  const ended = new Set<Pid>()
  const downs = new Map<Ref, number>()
  const exits = new Map<Pid, number>()
  const inTime = (target: Pid, reason: unknown): boolean => same(reason, ledger.reasons.get(target))
  for (const message of messages) {
    const [tag] = message as [string]
    if (tag === 'message') {
      const [, from, number] = message as [string, Pid, number]
      if (number !== (next.get(from) ?? 0)) wrong.push(`message ${number} of ${from} instead of ${next.get(from) ?? 0}`)
      next.set(from, number + 1)
      if (ended.has(from)) wrong.push(`a message of ${from} behind the news of its end`)
    } else if (tag === 'DOWN') {
      const [, ref, , target, reason] = message as [string, Ref, string, Pid, unknown]
      const known = ledger.monitors.get(ref)
      downs.set(ref, (downs.get(ref) ?? 0) + 1)
      if (known?.watcher !== pid || known.target !== target) wrong.push(`a DOWN for another monitor: ${target}`)
      if (!inTime(target, reason) && !(known?.late === true && reason === 'noproc')) wrong.push(`DOWN: ${reason}`)
      if (inTime(target, reason)) ended.add(target)
    } else {
      const [, from, reason] = message as [string, Pid, unknown]
      exits.set(from, (exits.get(from) ?? 0) + 1)
      const known = ledger.links.get(`${pid}-${from}`)
      if (known === undefined) wrong.push(`an EXIT of ${from}, which it was not linked to`)
      if (!inTime(from, reason) && reason !== 'noproc') wrong.push(`EXIT: ${reason}`)
      if (inTime(from, reason)) ended.add(from)
    }
  }
  for (const [ref, { watcher }] of ledger.monitors) {
    const times = downs.get(ref) ?? 0
    if (watcher === pid && (ledger.dropped.has(ref) ? times > 1 : times !== 1))
      wrong.push(`${times} DOWNs of a monitor`)
  }
  for (const [pair, { times: most }] of ledger.links) {
    const [watcher, target] = pair.split('-').map(Number) as [number, number]
    const times = exits.get(target as Pid) ?? 0
    // Once for the link it had, and once more for each that it made with the dead.
    if (watcher === pid && (times < 1 || times > most)) wrong.push(`${times} EXITs for a link made ${most} times`)
  }
  for (const [pair, sent] of ledger.sent) {
    const [from, to] = pair.split('>').map(Number) as [number, number]
    if (to === pid && next.get(from as Pid) !== sent)
      wrong.push(`${next.get(from as Pid)} of ${sent} messages of ${from}`)
  }
  return wrong
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

describe('signals', () => {
  it('are neither lost nor doubled, and those of each pair come in order', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (program) => {
        const { schedulers, seed, slicesPerTurn, watchers } = program
        ledger = new Ledger(program)
        const simulation = new Simulation({ schedulers, seed, slicesPerTurn })
        await simulation.run(start)
        await simulation.settle()
        expect(ledger.received.size).toBe(watchers)
        for (const [pid, messages] of ledger.received) expect(mistakes(pid, messages)).toEqual([])
        expect(simulation.crashes).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
