import { generationOf, Random } from '@multibeam/scheduler'
import {
  _,
  exit,
  type Pid,
  Process,
  receive,
  type SchedulerStatistics,
  System,
  SystemLimit,
  send,
  sleep,
  spawn,
  spawnWith,
  timeout,
} from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

/**
 * The order of signals while processes change hands: actors that spawn, send to whomever they know, receive selectively and exit, on
 * several simulated schedulers, in interleavings that a seed decides.
 *
 * What the ledger knows besides is the test's own: it is shared by all actors, because all schedulers live in one thread.
 */

/** Sender's and tag's running numbers. */
type Numbered = [tag: string, from: number, ofTag: number, ofPair: number, ballast: unknown]

class Ledger {
  readonly seed: number
  readonly mostActors: number
  readonly errors: string[] = []
  /** By id. An actor is known from when its spawner has its pid. */
  readonly pids: Pid[] = []
  readonly exited = new Set<number>()
  started = 0
  /** Spawns for which the process table was full. */
  refused = 0
  finished = 0
  statistics: SchedulerStatistics[] = []
  readonly #sent = new Map<string, number>()
  readonly #received = new Map<string, number>()
  /** Numbers of a pair that came out of turn by a selective receive. */
  readonly #ahead = new Map<string, Set<number>>()

  constructor(seed: number, mostActors: number) {
    this.seed = seed
    this.mostActors = mostActors
  }

  message(from: number, to: number, tag: string, ballast: unknown): Numbered {
    return [
      tag,
      from,
      this.#count(this.#sent, `${from}>${to} ${tag}`),
      this.#count(this.#sent, `${from}>${to}`),
      ballast,
    ]
  }

  /** `selectively`: other messages of the sender may have been left behind. */
  note(to: number, [tag, from, ofTag, ofPair]: Numbered, selectively: boolean): void {
    const expected = this.#count(this.#received, `${from}>${to} ${tag}`)
    if (ofTag !== expected) this.errors.push(`${from}>${to} ${tag}: got ${ofTag} instead of ${expected}`)
    const pair = `${from}>${to}`
    const ahead = this.#ahead.get(pair) ?? new Set()
    this.#ahead.set(pair, ahead)
    ahead.add(ofPair)
    let next = this.#received.get(pair) ?? 0
    if (!selectively && ofPair !== next) this.errors.push(`${pair}: got ${ofPair} instead of ${next}`)
    for (; ahead.delete(next); next++);
    this.#received.set(pair, next)
  }

  /** What was sent to actors that live and has not been received. */
  readonly lost = (): string[] => {
    const lost: string[] = []
    for (const [key, sent] of this.#sent) {
      if (key.includes(' ') || this.exited.has(Number(key.split('>')[1]))) continue
      const received = this.#received.get(key) ?? 0
      if (received !== sent) lost.push(`${key}: ${received} of ${sent} received`)
    }
    return lost
  }

  #count(counts: Map<string, number>, key: string): number {
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return count
  }
}

let ledger: Ledger

/** Too long for an entry of the public ring: a process with it goes through a link. */
const LONG = 'x'.repeat(700)

function* actor(id: number, _ballast: unknown): Process {
  ledger.started++
  const random = new Random(Math.imul(ledger.seed, 7919) + id)
  for (let left = 3 + random.below(9); left > 0; left--) {
    const action = random.below(12)
    if (action < 4) sendSome(id, random)
    else if (action < 8) spawnChild(id, random)
    else if (action === 8) yield* Process.yield()
    else if (action === 9) yield* sleep(random.below(3) / 10)
    else yield* receiveSome(id, random)
  }
  if (random.below(3) === 0) {
    ledger.exited.add(id)
    ledger.finished++
    exit('normal')
  }
  for (;;) {
    const message: Numbered | typeof timeout = yield* receive<Numbered>(undefined, { after: 10_000 })
    if (message === timeout) break
    ledger.note(id, message as Numbered, false)
  }
  ledger.finished++
  ledger.statistics = System.statistics()
}

function sendSome(id: number, random: Random): void {
  const known = ledger.pids.length
  if (known === 0) return
  // Half of the time one of the newest: it may be unstarted, published or just stolen.
  const to = random.below(2) === 0 ? random.below(known) : Math.max(0, known - 1 - random.below(3))
  sendTo(id, to, random, 1 + random.below(4))
}

function sendTo(id: number, to: number, random: Random, count: number): void {
  for (let i = 0; i < count; i++) {
    const kind = random.below(12)
    const ballast = kind === 0 ? LONG : kind === 1 ? new SharedArrayBuffer(8) : kind === 2 ? { id } : 0
    send(ledger.pids[to] as Pid, ledger.message(id, to, random.below(2) === 0 ? 'a' : 'b', ballast))
  }
}

function spawnChild(id: number, random: Random): void {
  const child = ledger.pids.length
  if (child >= ledger.mostActors) return
  const kind = random.below(8)
  const ballast = kind === 0 ? LONG : kind === 1 ? new SharedArrayBuffer(8) : 0
  try {
    if (kind === 2) {
      ledger.pids.push(spawnWith({ scheduler: 1 + random.below(System.schedulers()) }, actor, child, ballast))
    } else if (kind === 3) {
      ledger.pids.push(spawnWith({ priority: random.below(2) === 0 ? 'high' : 'low' }, actor, child, ballast))
    } else {
      ledger.pids.push(spawn(actor, child, ballast))
    }
  } catch (error) {
    if (!(error instanceof SystemLimit)) throw error
    ledger.refused++
    return
  }
  sendTo(id, child, random, random.below(4))
}

function* receiveSome(id: number, random: Random): Process {
  const after = random.below(2) === 0 ? 0 : 0.05
  const tag = random.below(2) === 0 ? 'a' : 'b'
  const from = random.below(ledger.pids.length)
  switch (random.below(4)) {
    case 0:
      noteUnlessTimeout(id, yield* receive<Numbered>(undefined, { after }), false)
      return
    case 1:
      noteUnlessTimeout(id, yield* receive<Numbered>(tag, { after }), true)
      return
    case 2:
      noteUnlessTimeout(id, yield* receive<Numbered>([_, from], { after }), true)
      return
    default:
      noteUnlessTimeout(id, yield* receive<Numbered>((message: Numbered) => message[0] === tag, { after }), true)
  }
}

function noteUnlessTimeout(id: number, message: Numbered | typeof timeout, selectively: boolean): void {
  if (message !== timeout) ledger.note(id, message as Numbered, selectively)
}

/** Fills what a scheduler can have of the process table but for a few slots, so that the slots of the dead are used again at once. */
function* crowd(free: number): Process {
  const pids: Pid[] = []
  try {
    for (;;) pids.push(spawnWith({ scheduler: System.schedulerId() }, idle))
  } catch (error) {
    if (!(error instanceof SystemLimit)) throw error
  }
  yield* Process.yield()
  for (const pid of pids.slice(0, free)) send(pid, 'never')
}

function* idle(): Process<never> {
  return yield* receive<never>('never')
}

interface Run {
  seed: number
  schedulers: number
  ringCapacity: number
  slicesPerTurn: number
  crowded: boolean
}

function runOf(seed: number): Run {
  const crowded = seed % 30 === 7
  return {
    seed,
    schedulers: crowded ? 2 + (seed % 2) : 1 + (seed % 6),
    ringCapacity: seed % 2 === 0 ? 2 : 4,
    slicesPerTurn: 1 + (seed % 3),
    crowded,
  }
}

async function play({ crowded, ...options }: Run): Promise<Ledger> {
  ledger = new Ledger(options.seed, crowded ? 150 : 60)
  const simulation = new Simulation({ ...options, processLimit: 1024 })
  if (crowded) {
    for (let id = 1; id <= options.schedulers; id++) simulation.spawn(id, crowd, 12)
    await simulation.settle()
  }
  ledger.pids.push(simulation.spawn(1, actor, 0, 0))
  ledger.pids.push(simulation.spawn(options.schedulers, actor, 1, 0))
  // From outside, and before they have started.
  for (let i = 0; i < 3; i++) simulation.send(ledger.pids[1] as Pid, ledger.message(-1, 1, 'a', 0))
  await simulation.settle()
  return ledger
}

describe('signals between processes that change hands', () => {
  const seeds = 360
  const together = 60
  const totals = { steals: 0, movedProcesses: 0, remoteSignals: 0, slotsUsedAgain: 0, refusedSpawns: 0 }

  for (let first = 0; first < seeds; first += together) {
    it(`S44 arrive once and in order, seeds ${first} to ${first + together - 1}`, async () => {
      for (let seed = first; seed < first + together; seed++) {
        const run = runOf(seed)
        const { errors, lost, started, finished, pids, statistics, refused } = await play(run)
        expect({ errors, lost: lost(), started, finished }, `failed with ${JSON.stringify(run)}`).toEqual({
          errors: [],
          lost: [],
          started: pids.length,
          finished: pids.length,
        })
        totals.refusedSpawns += refused
        totals.slotsUsedAgain += pids.filter((pid) => generationOf(pid) > 1).length
        for (const scheduler of statistics) {
          totals.steals += scheduler.stealsWon
          totals.movedProcesses += scheduler.processesIn
          totals.remoteSignals += scheduler.signalsSent
        }
      }
    })
  }

  it('were tried where it matters: much was stolen, many signals went to other schedulers, slots were used again', () => {
    expect(totals.steals).toBeGreaterThan(seeds)
    expect(totals.movedProcesses).toBeGreaterThan(2 * totals.steals)
    expect(totals.remoteSignals).toBeGreaterThan(100 * seeds)
    expect(totals.slotsUsedAgain).toBeGreaterThan(100)
    expect(totals.refusedSpawns).toBeGreaterThan(100)
  })
})
