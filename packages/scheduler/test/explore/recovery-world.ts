import type { SignalHandler } from '../../src/endpoint/executor.ts'
import { RunQueue } from '../../src/queue/run-queue.ts'
import * as layout from '../../src/shared/layout.ts'
import { type Pid, slotOf } from '../../src/table/pid.ts'
import { TaskStatus } from '../../src/task.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'
import type { Scenario, Step, Thread } from './explore.ts'
import { Actor, alone, isAfter, ListLink, type State, TEXT } from './moving-world.ts'
import type {
  CoordinatorHere,
  EndpointInRecovery,
  PublishingInRecovery,
  RecoverySources,
  RingInRecovery,
} from './recovery-sources.ts'
import { hasEntries, signalRing, signalWords } from './signal-words.ts'

// Three schedulers and the main thread; scheduler 2 dies before one of its steps, and a successor takes its place. What a machine and a VM do around
// the sources is short and stands here.

/** What a process does in its slices, one a slice. `start`: a new process that begins on another scheduler. */
export type Action =
  | `send ${string}`
  | `move ${number}`
  | `start ${string} ${number}`
  | `start ${string} ${number} exit`
  | 'rest'
  | 'exit'

export interface Load {
  processes: Record<string, { at: number; does: readonly Action[]; unstarted?: boolean }>
  /** By scheduler: what it does before it runs what it has. */
  deeds?: Record<number, ('publish' | 'steal')[]>
  /** Slices between two looks at the mail and the outboxes. Default 1. */
  burst?: number
  /** Free slots that scheduler 2 has offered to the others. */
  offered?: number
  /** The successor dies, too, once it has taken so many steps. */
  again?: number
}

/** What the machine around the sources leaves out: mutants of it. */
export interface Conduct {
  /** What is started on another scheduler leaves at once, whatever schedulers agree on. */
  startsWhileFrozen?: boolean
  movesWhileFrozen?: boolean
}

const SCHEDULERS = 3
export const MORTAL = 2
const SLOTS = 8
const INBOXES = 64
const IDLE = 96
const RINGS = 128
const CAPACITY = 4
const ENTRY_WORDS = 64
const RING_WORDS = 2 + CAPACITY * ENTRY_WORDS

class Handler implements SignalHandler<Actor> {
  readonly #seat: () => Seat
  constructor(seat: () => Seat) {
    this.#seat = seat
  }
  deliver(actor: Actor, _kind: number, payload: ByteReader): undefined {
    actor.state.got.push(payload.string())
  }
  deliverDead(): void {}
  notice(): void {}
  left(): void {}
  encode(actor: Actor, payload: ByteWriter): boolean {
    payload.string(JSON.stringify(actor.state))
    return true
  }
  decode(of: Pid, expected: number, payload: ByteReader): Actor {
    return this.#seat().decode(of, expected, payload.string())
  }
}

class World {
  readonly sources: RecoverySources<Actor>
  readonly load: Load
  readonly conduct: Conduct
  readonly rows = new Int32Array(SLOTS << layout.ROW_WORDS_SHIFT)
  readonly control: Int32Array
  readonly memory: Record<string, unknown>
  readonly rings: readonly RingInRecovery[]
  readonly seats: Seat[] = []
  readonly coordinator: CoordinatorHere
  readonly pids: Record<string, Pid> = {}
  readonly sent = new Map<string, string[]>()
  /** What those who have ended had got, and where they ended. */
  readonly ended = new Map<string, { got: string[]; at: number; bySuccessor: boolean }>()
  /** Who each survivor was told is gone, by recovery; and what else it took for gone. */
  readonly buried: { by: number; pids: string; gone: Set<string> }[] = []
  readonly names = new Set<Pid>()
  /** Deaths of the mortal scheduler, those that the main thread knows of, and recoveries that are over. */
  deaths = 0
  known = 0
  recovered = 0
  problem: string | undefined
  #successor: (ListLink | undefined)[] = []

  constructor(sources: RecoverySources<Actor>, load: Load, conduct: Conduct) {
    this.sources = sources
    this.load = load
    this.conduct = conduct
    const control = new Int32Array(RINGS + SCHEDULERS * RING_WORDS + signalWords(SCHEDULERS))
    this.control = control
    this.memory = {
      layout: {
        blocks: SLOTS,
        endpoints: SCHEDULERS + 1,
        idleWord: IDLE,
        options: { schedulers: SCHEDULERS },
        inbox: (endpoint: number) => ({ posted: INBOXES + 2 * endpoint, parked: INBOXES + 2 * endpoint + 1 }),
        statistic: () => 0,
        signalRing: (from: number, to: number) => signalRing(RINGS + SCHEDULERS * RING_WORDS, SCHEDULERS, from, to),
      },
      rows: this.rows,
      control,
      controlBytes: new Uint8Array(control.buffer),
      statistics: new Float64Array(layout.STATISTICS_PER_ENDPOINT),
      freeChunks: [],
      postedTo: (endpoint: number) => control[INBOXES + 2 * endpoint],
      clearRing: (ring: number) => alone((this.rings[ring] as RingInRecovery).clear()),
    }
    const bytes = new Uint8Array(control.buffer)
    this.rings = Array.from({ length: SCHEDULERS }, (_, i) => {
      const at = RINGS + i * RING_WORDS
      const place = { head: at, tail: at + 1, entries: at + 2, capacity: CAPACITY, entryWords: ENTRY_WORDS }
      return new sources.PublicRing(control, bytes, place)
    })
    const mesh = Array.from({ length: SCHEDULERS + 1 }, () => new Array<ListLink | undefined>(SCHEDULERS + 1))
    for (let a = 0; a <= SCHEDULERS; a++) {
      for (let b = 0; b < a; b++) {
        const [one, other] = pair()
        ;(mesh[a] as ListLink[])[b] = one
        ;(mesh[b] as ListLink[])[a] = other
      }
    }
    for (let id = 0; id <= SCHEDULERS; id++) this.seats.push(new Seat(this, id, mesh[id] as ListLink[]))
    const names = {
      releaseAll: (gone: ReadonlySet<Pid>) => {
        for (const pid of gone) this.names.delete(pid)
      },
    }
    this.coordinator = new sources.Coordinator(this.seat(0).endpoint, names, {
      openChannels: (dead) => this.#openChannels(dead),
      replace: (dead) => {
        this.seats[dead] = new Seat(this, dead, this.#successor)
      },
      recovered: () => {
        this.recovered++
      },
    })
    for (const [name, { at, does, unstarted = false }] of Object.entries(load.processes)) {
      const seat = this.seat(at)
      seat.makeRunnable(alone(seat.create(name, does, unstarted)))
    }
    const offered: number[] = []
    for (let i = 0; i < (load.offered ?? 0); i++) offered.push(alone(this.seat(MORTAL).endpoint.slots.take()))
    ;(this.memory.freeChunks as number[]).push(...offered)
  }

  seat(id: number): Seat {
    return this.seats[id] as Seat
  }

  #openChannels(dead: number): readonly unknown[] {
    const others: (ListLink | undefined)[] = []
    this.#successor = []
    for (let id = 0; id <= SCHEDULERS; id++) {
      const [one, other] = id === dead ? [undefined, undefined] : pair()
      this.#successor.push(one)
      others.push(other)
    }
    return others
  }

  stateOf(pid: Pid): number {
    return this.rows[(slotOf(pid) << layout.ROW_WORDS_SHIFT) + layout.Row.state] as number
  }

  holders(of: Pid): Actor[] {
    const records = this.seats.map(({ endpoint }) => endpoint.table.get(of))
    return records.filter((actor) => actor !== undefined && actor.status !== TaskStatus.published) as Actor[]
  }

  /** What is wrong in the end. */
  check(): string | undefined {
    return this.problem ?? this.#checkRecovery() ?? this.#checkProcesses() ?? this.#checkSlots()
  }

  #checkRecovery(): string | undefined {
    if (this.recovered !== this.deaths) return `${this.deaths} deaths, ${this.recovered} recoveries`
    const frozen = this.seats.filter((seat) => seat.frozen).map(({ id }) => id)
    if (frozen.length > 0) return `schedulers ${frozen} are still frozen`
    const [first] = this.buried
    if (this.load.again !== undefined) return undefined
    for (const { by, pids, gone } of this.buried) {
      if (pids !== first?.pids) return `${by} was told of ${pids}, ${first?.by} of ${first?.pids}`
      for (const [name, { at, bySuccessor }] of this.ended) {
        if (bySuccessor && gone.has(name)) return `${by} takes ${name} for gone, which has ended at the successor`
        if (at === MORTAL && !bySuccessor && !gone.has(name) && this.seatOfPid(name) === MORTAL)
          return `${by} does not know that ${name} is gone`
      }
    }
    return undefined
  }

  /** Who is the owner by the row, if the slot has not been given again. */
  seatOfPid(name: string): number {
    const pid = this.pids[name] as Pid
    return this.stateOf(pid) & layout.OWNER_MASK
  }

  #checkProcesses(): string | undefined {
    const buried = new Set(this.buried.flatMap(({ pids }) => pids.split(',')))
    for (const [name, pid] of Object.entries(this.pids)) {
      const holders = this.holders(pid)
      const ends = Number(this.ended.has(name)) + Number(buried.has(String(pid))) + holders.length
      if (ends !== 1) {
        return `${name}: ended ${this.ended.has(name)}, buried ${buried.has(String(pid))}, lives ${holders.length} times`
      }
      if (holders.length === 0 && alone(this.seat(0).endpoint.isAlive(pid))) return `${name} lives, says its row`
      if (buried.has(String(pid)) && this.names.has(pid)) return `${name} is dead, and its name is not free`
      const [actor] = holders
      const got = actor?.state.got ?? this.ended.get(name)?.got
      if (actor !== undefined) {
        const issued = this.rows[(slotOf(pid) << layout.ROW_WORDS_SHIFT) + layout.Row.issued]
        if (actor.state.todo.length > 0) return `${name} never came to: ${actor.state.todo}`
        if (issued !== actor.expected) return `${name} waits for ticket ${actor.expected} of ${issued}`
      }
      const problem = got === undefined ? undefined : this.#checkOrder(name, got)
      if (problem !== undefined) return problem
    }
    return undefined
  }

  /** Each sender's in order, none twice; and all of those that are not gone with the mortal scheduler, if the receiver was never there. */
  #checkOrder(name: string, got: readonly string[]): string | undefined {
    const outOfOrder = got.find((text, i) => got.slice(0, i).some((before) => isAfter(before, text)))
    if (outOfOrder !== undefined) return `${name} got ${got}: out of order`
    if (!this.#isSafe(name) || this.ended.has(name)) return undefined
    const missing = this.sent.get(name)?.find((text) => this.#hasSent(text[0] as string) && !got.includes(text))
    return missing === undefined ? undefined : `${name} never got ${missing}`
  }

  /** Whether what it has sent must come: it was never at the mortal scheduler, or got away from there. */
  #hasSent(name: string): boolean {
    if (this.#isSafe(name)) return true
    const end = this.ended.get(name)
    return end === undefined ? this.holders(this.pids[name] as Pid).length > 0 : end.at !== MORTAL
  }

  #isSafe(name: string): boolean {
    const { processes, deeds } = this.load
    const its = processes[name]
    if (its === undefined || its.at === MORTAL || its.does.includes(`move ${MORTAL}`)) return false
    return !(its.unstarted && deeds?.[MORTAL]?.includes('steal'))
  }

  /** Every slot is a process's or free, once. */
  #checkSlots(): string | undefined {
    const taken: number[] = Object.values(this.pids).flatMap((pid) => (this.holders(pid).length > 0 ? slotOf(pid) : []))
    for (const { endpoint } of this.seats) {
      for (;;) {
        const slot = alone(endpoint.slots.take())
        if (slot === -1) break
        taken.push(slot)
      }
    }
    taken.sort((a, b) => a - b)
    const all = Array.from({ length: SLOTS }, (_, i) => i)
    return taken.join() === all.join() ? undefined : `of ${SLOTS} slots, these can be had: ${taken}`
  }
}

function pair(): [ListLink, ListLink] {
  const [one, other] = [new ListLink(), new ListLink()]
  one.peer = other
  other.peer = one
  return [one, other]
}

/** A scheduler, or the main thread. */
class Seat {
  readonly world: World
  readonly id: number
  readonly endpoint: EndpointInRecovery<Actor>
  readonly publishing: PublishingInRecovery<Actor>
  readonly runQueue = new RunQueue<Actor>()
  readonly links: (ListLink | undefined)[]
  frozen = false
  readonly #isSuccessor: boolean
  #delayed: Actor[] = []

  constructor(world: World, id: number, links: (ListLink | undefined)[]) {
    this.world = world
    this.id = id
    this.#isSuccessor = world.deaths > 0
    this.links = [...links]
    const { Endpoint, Publishing, Survivor } = world.sources
    this.endpoint = new Endpoint(id, world.memory, links, new Handler(() => this))
    const waking = { alone: false, startSearching() {}, wakeOne() {}, claimSleeper: () => 0 }
    this.publishing = new Publishing(Math.max(id, 1), this.endpoint, this.runQueue, waking, world.rings)
    new Survivor(this.endpoint, {
      freeze: () => {
        this.frozen = true
      },
      thaw: () => {
        this.frozen = false
        for (const actor of this.#delayed.splice(0)) this.runQueue.push(actor)
      },
      linkTo: (dead, extra) => {
        this.links[dead] = extra as ListLink
        return extra
      },
      revive: () => this.publishing.revive(),
      answered: (from, word, number, payload) => world.coordinator.take(from, word, number, payload),
      bury: (dead) => {
        const names = Object.keys(world.pids).filter((name) => dead.has(world.pids[name] as Pid))
        world.buried.push({ by: id, pids: [...dead.pids].sort().join(), gone: new Set(names) })
      },
    })
  }

  *create(name: string, todo: readonly Action[], unstarted: boolean): Generator<Step, Actor, undefined> {
    const { endpoint, world } = this
    const slot = yield* endpoint.slots.take()
    const expected = yield* endpoint.nextTicket(slot)
    const actor = new Actor(yield* endpoint.openRow(slot), expected)
    actor.state = {
      name,
      todo: [...todo] as State['todo'],
      sent: 0,
      got: [],
      isStarted: !unstarted,
      kept: false,
      pinned: 0,
    }
    actor.movable = unstarted
    endpoint.table.set(actor)
    world.pids[name] = actor.pid
    world.names.add(actor.pid)
    return actor
  }

  makeRunnable(actor: Actor): void {
    actor.status = TaskStatus.runnable
    if (actor.movable) this.publishing.movable++
    this.runQueue.push(actor)
  }

  decode(of: Pid, expected: number, text: string): Actor {
    const actor = new Actor(of, expected)
    actor.state = JSON.parse(text) as State
    actor.movable = false
    if (actor.state.isStarted) this.endpoint.hasArrivals = true
    this.makeRunnable(actor)
    return actor
  }

  *run(): Thread {
    const { endpoint, publishing, runQueue } = this
    for (const deed of this.world.load.deeds?.[this.id] ?? []) {
      if (this.frozen) continue
      if (deed === 'publish') yield* publishing.keepStock()
      else yield* publishing.steal()
      yield* endpoint.flush()
    }
    for (;;) {
      if (this.hasMail()) yield* endpoint.drain()
      if (runQueue.length === 0 && this.id > 0 && (yield* publishing.isAny())) yield* publishing.unpublish()
      for (let left = this.world.load.burst ?? 1; left > 0; left--) {
        const actor = runQueue.shift()
        if (actor !== undefined) yield* this.#slice(actor)
      }
      yield* endpoint.flush()
      if (this.id === 0 && this.world.known < this.world.deaths) {
        this.world.known++
        yield* this.world.coordinator.died(MORTAL)
      } else if (runQueue.length === 0 && !(this.id > 0 && (yield* publishing.isAny()))) {
        yield () => this.hasMail() || runQueue.length > 0 || (this.id === 0 && this.world.known < this.world.deaths)
      }
    }
  }

  hasMail(): boolean {
    if (hasEntries(this.world.control, RINGS + SCHEDULERS * RING_WORDS, SCHEDULERS, this.id)) return true
    return this.links.some((each) => each !== undefined && each.queue.length > 0)
  }

  *#slice(actor: Actor): Generator<Step, void, undefined> {
    if (actor.movable) this.publishing.movable--
    actor.movable = false
    if (actor.status === TaskStatus.exited) return
    const { endpoint, world } = this
    const { state } = actor
    if (world.stateOf(actor.pid) !== (this.id | layout.ALIVE) || world.holders(actor.pid).length !== 1) {
      world.problem ??= `${state.name} runs at ${this.id}, but is not its alone`
    }
    const [action, name, to, ...does] = (state.todo[0] ?? 'rest').split(' ') as [string, string, string, ...string[]]
    if (action === 'move' && this.frozen && !world.conduct.movesWhileFrozen) {
      this.#delayed.push(actor)
      return
    }
    state.todo.shift()
    state.isStarted = true
    actor.status = TaskStatus.running
    if (action === 'exit') {
      yield* endpoint.retire(actor)
      world.names.delete(actor.pid)
      world.ended.set(state.name, { got: state.got, at: this.id, bySuccessor: this.#isSuccessor })
      return
    }
    if (action === 'send') yield* this.#send(actor, name)
    if (action === 'rest') yield 'a slice'
    if (action === 'start') yield* this.#start(name, Number(to), does)
    actor.status = TaskStatus.runnable
    if (action === 'move' && Number(name) !== this.id && endpoint.encodeTask(actor)) {
      yield* endpoint.push(actor, Number(name))
    } else if (state.todo.length > 0) this.makeRunnable(actor)
    else actor.status = TaskStatus.waiting
  }

  /** As machine.ts does it. */
  *#start(name: string, at: number, does: readonly string[]): Generator<Step, void, undefined> {
    const actor = yield* this.create(name, [], true)
    actor.movable = false
    if (this.frozen && !this.world.conduct.startsWhileFrozen) {
      actor.state.todo = [`move ${at}`, 'rest', ...does] as State['todo']
      this.#delayed.push(actor)
      return
    }
    actor.state.todo = ['rest', ...does] as State['todo']
    this.endpoint.encodeTask(actor)
    yield* this.endpoint.push(actor, at)
  }

  /** As the runtime's `send` and `localReceiver` do it. */
  *#send({ state }: Actor, name: string): Generator<Step, void, undefined> {
    const { endpoint, world } = this
    if (world.pids[name] === undefined) yield () => world.pids[name] !== undefined
    const to = world.pids[name] as Pid
    const text = `${state.name}${++state.sent}`
    world.sent.set(name, [...(world.sent.get(name) ?? []), text])
    const local = endpoint.table.get(to)
    const isFree = local !== undefined && !(local.ticketed || endpoint.hasArrivals)
    if (local !== undefined && (isFree || !(yield* endpoint.mustTicket(local)))) {
      local.state.got.push(text)
      return
    }
    endpoint.begin().string(text)
    yield* endpoint.sendTo(to, TEXT)
  }
}

/** The thread of the scheduler that dies before its `at`th step, and of its successors. */
function* mortal(world: World, at: number): Thread {
  let left = at
  for (;;) {
    const seat = world.seat(MORTAL)
    const thread = seat.run()
    for (; left > 0; left--) {
      const { value } = thread.next()
      yield value as Step
    }
    world.deaths++
    yield () => world.seat(MORTAL) !== seat
    left = world.deaths === 1 ? (world.load.again ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
  }
}

/** One run of a load, in which the mortal scheduler dies before its `at`th step. Whether it came so far is told by `died`. */
export function recoveryScenario(
  sources: RecoverySources<Actor>,
  load: Load,
  at: number,
  died: { inFirst: boolean | undefined },
  conduct: Conduct = {},
): () => Scenario {
  return () => {
    const world = new World(sources, load, conduct)
    const threads: Record<string, Thread> = {}
    for (const { id } of world.seats) {
      if (id === MORTAL) threads[`scheduler ${id}`] = mortal(world, at)
      else threads[id === 0 ? 'main' : `scheduler ${id}`] = world.seat(id).run()
    }
    return {
      threads,
      check: () => {
        died.inFirst ??= world.deaths > 0
        return world.check()
      },
    }
  }
}
