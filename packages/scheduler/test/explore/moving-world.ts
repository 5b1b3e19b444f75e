import type { SignalHandler } from '../../src/endpoint/executor.ts'
import type { Link, Parcel } from '../../src/endpoint/link.ts'
import { RunQueue } from '../../src/queue/run-queue.ts'
import * as layout from '../../src/shared/layout.ts'
import { type Pid, slotOf } from '../../src/table/pid.ts'
import { Priority, Task, TaskStatus } from '../../src/task.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'
import type { Scenario, Step, Thread } from './explore.ts'
import type { EndpointHere, HandingOverHere, PublishingHere, RingHere, Sources } from './moving-sources.ts'
import { hasEntries, signalRing, signalWords } from './signal-words.ts'

// Schedulers that hand processes to each other: the sources of moving-sources.ts, with ports that are lists. What a machine does around them is
// short and stands here.

/** What a process does in its slices, one a slice: it sends a numbered message, moves to another scheduler, ends. */
export type Action = `send ${string}` | `move ${number}` | `spawn ${string}` | 'rest' | 'exit'
/** What a scheduler does before it runs what it has. `load`: what arriving processes need is there; `rest`: it does nothing for a while. */
export type Deed = 'publish' | 'steal' | 'load' | 'share' | 'balance' | 'follow' | 'evacuate' | 'rest'

export interface Start {
  at: number
  does: readonly Action[]
  unstarted?: boolean
  /** It cannot be encoded. */
  kept?: boolean
  /** Pinned to its scheduler. */
  pinned?: boolean
  /** It has ended in the run queue. */
  gone?: boolean
}

export interface Load {
  schedulers: number
  /** Where processes are at first, and what they do. `unstarted`: it has not had a slice yet. */
  processes: Record<string, Start>
  /** By scheduler. */
  deeds?: Record<number, Deed[]>
  /** Slices between two looks at the mail and the outboxes. Default 1. */
  burst?: number
  /** Schedulers online, all by default. */
  online?: number
  /** Schedulers that sleep, to be claimed by those who have work for them. */
  sleepers?: readonly number[]
  /** What arrives at this scheduler is not whole before its deed `load`. */
  loadsAt?: number
}

/** What the machine around the sources leaves out: mutants of it. */
export interface Conduct {
  /** `hasArrivals` is never set. */
  noArrivals?: boolean
}

export const TEXT = 8
const SLOTS_OF_TABLE = 8
const INBOXES = 64
const RINGS = 128
const CAPACITY = 4
const ENTRY_WORDS = 64
const RING_WORDS = 2 + CAPACITY * ENTRY_WORDS

/** All that a process is; moves as text. */
export interface State {
  name: string
  todo: Action[]
  sent: number
  got: string[]
  isStarted: boolean
  kept: boolean
  /** The scheduler where it has to stay, 0 for none. */
  pinned: number
}

/** A process: all of it but what the scheduler knows is `state`. */
export class Actor extends Task {
  state: State = { name: '', todo: [], sent: 0, got: [], isStarted: false, kept: false, pinned: 0 }
  /** Of one that is arriving: what it had, to be read once that can be. */
  kept = ''

  constructor(of: Pid, expected: number) {
    super(of, Priority.normal, 0, expected)
  }
}

export class ListLink implements Link {
  readonly queue: Parcel[] = []
  posted = 0
  peer: ListLink | undefined
  post(parcel: Parcel): void {
    this.posted++
    this.peer?.queue.push(parcel)
  }
  receive(): Parcel | undefined {
    return this.queue.shift()
  }
  listen(): void {}
  close(): void {}
}

/** Runs a generator to its end with nobody in between. */
export function alone<R>(generator: Generator<Step, R, undefined>): R {
  for (;;) {
    const { done, value } = generator.next()
    if (done) return value
  }
}

/** What a machine does for its endpoint. */
class Handler implements SignalHandler<Actor> {
  readonly #place: () => Place
  constructor(place: () => Place) {
    this.#place = place
  }

  deliver(actor: Actor, _kind: number, payload: ByteReader): undefined {
    actor.state.got.push(payload.string())
  }

  deliverDead(_pid: Pid, _kind: number, payload: ByteReader): void {
    this.#place().world.dead.push(payload.string())
  }

  notice(): void {}

  left(): void {}

  encode(actor: Actor, payload: ByteWriter): boolean {
    payload.string(JSON.stringify(actor.state))
    return !actor.state.kept
  }

  decode(of: Pid, expected: number, payload: ByteReader): Actor {
    return this.#place().decode(of, expected, payload.string())
  }
}

class World {
  readonly load: Load
  readonly conduct: Conduct
  readonly rows = new Int32Array(SLOTS_OF_TABLE << layout.ROW_WORDS_SHIFT)
  readonly control: Int32Array
  readonly memory: Record<string, unknown>
  readonly places: Place[] = []
  readonly pids: Record<string, Pid> = {}
  readonly dead: string[] = []
  /** By the receiver's name. */
  readonly sent = new Map<string, string[]>()
  /** What those who have ended had got, by their name. */
  readonly ended = new Map<string, string[]>()
  /** Who sleeps, and who has been claimed: by a link that must post something to it, more than it had. */
  readonly sleepers: number[]
  readonly claimed: { link: ListLink; posted: number }[] = []
  problem: string | undefined

  constructor(sources: Sources<Actor>, load: Load, conduct: Conduct) {
    const { schedulers } = load
    this.load = load
    this.conduct = conduct
    this.sleepers = [...(load.sleepers ?? [])]
    const control = new Int32Array(RINGS + schedulers * RING_WORDS + signalWords(schedulers))
    this.control = control
    this.memory = {
      layout: {
        blocks: SLOTS_OF_TABLE,
        endpoints: schedulers + 1,
        inbox: (endpoint: number) => ({ posted: INBOXES + 2 * endpoint, parked: INBOXES + 2 * endpoint + 1 }),
        // All have turned, and the rest is of no account.
        statistic: (_endpoint: number, which: number) => (which === layout.Statistic.turns ? 1 : 0),
        signalRing: (from: number, to: number) => signalRing(RINGS + schedulers * RING_WORDS, schedulers, from, to),
      },
      rows: this.rows,
      control,
      controlBytes: new Uint8Array(control.buffer),
      statistics: new Float64Array(layout.STATISTICS_PER_ENDPOINT).fill(1, 1, 2),
      freeChunks: [],
      postedTo: () => 0,
    }
    control[layout.Header.schedulersOnline] = load.online ?? schedulers
    const bytes = new Uint8Array(control.buffer)
    const rings = Array.from({ length: schedulers }, (_, i) => {
      const at = RINGS + i * RING_WORDS
      const place = { head: at, tail: at + 1, entries: at + 2, capacity: CAPACITY, entryWords: ENTRY_WORDS }
      return new sources.PublicRing(control, bytes, place)
    })
    for (let id = 1; id <= schedulers; id++) this.places.push(new Place(this, sources, id, rings))
    for (const [name, start] of Object.entries(load.processes)) {
      const { at, does, unstarted = false } = start
      alone(this.place(at).spawn(name, does, unstarted, start))
    }
  }

  place(id: number): Place {
    return this.places[id - 1] as Place
  }

  /** What is wrong in the end. */
  check(): string | undefined {
    if (this.problem !== undefined) return this.problem
    const unsent = this.claimed.find(({ link, posted }) => link.posted === posted)
    if (unsent !== undefined) return 'a sleeper has been claimed, and was sent nothing'
    for (const { id, publishing, endpoint } of this.places) {
      if (publishing.movable !== 0) return `${id} counts ${publishing.movable} movable processes, and has none`
      if (id <= (this.load.online ?? id)) continue
      for (const { state, home } of endpoint.table)
        if (!state.kept && home === 0) return `${state.name} is still at ${id}, which is offline`
    }
    for (const [name, of] of Object.entries(this.pids)) {
      const row = slotOf(of) << layout.ROW_WORDS_SHIFT
      const [state, , issued, delivered] = this.rows.subarray(row, row + 4) as unknown as [
        number,
        number,
        number,
        number,
      ]
      const actor = this.holders(of)[0]
      const got = actor?.state.got ?? this.ended.get(name)
      if (got === undefined) return `${name} is lost`
      if (actor !== undefined) {
        if (actor.state.todo.length > 0) return `${name} never came to: ${actor.state.todo}`
        if (issued !== actor.expected) return `${name} waits for ticket ${actor.expected} of ${issued}`
      } else if ((state & layout.ALIVE) === 0 && issued !== delivered) {
        return `the slot of ${name} is never given again: ${issued} tickets, ${delivered} have come`
      }
      const outOfOrder = got.find((text, i) => got.slice(0, i).some((before) => isAfter(before, text)))
      if (outOfOrder !== undefined) return `${name} got ${got}: out of order`
      for (const text of got)
        if (!this.sent.get(name)?.includes(text)) return `${name} got ${text}, which was not for it`
    }
    const arrived = [...this.dead, ...this.ended.values(), ...this.#living()].flat().sort()
    const sent = [...this.sent.values()].flat().sort()
    return arrived.join() === sent.join() ? undefined : `sent ${sent}, but there came ${arrived}`
  }

  #living(): string[][] {
    return Object.values(this.pids).map((of) => this.holders(of)[0]?.state.got ?? [])
  }

  /** Records of a process that are more than shells. */
  holders(of: Pid): Actor[] {
    const records = this.places.map(({ endpoint }) => endpoint.table.get(of))
    return records.filter((actor) => actor !== undefined && actor.status !== TaskStatus.published) as Actor[]
  }
}

/** Of one sender: `S2` may not stand before `S1`. */
export function isAfter(before: string, text: string): boolean {
  return before[0] === text[0] && Number(before.slice(1)) >= Number(text.slice(1))
}

class Place {
  readonly world: World
  readonly id: number
  readonly endpoint: EndpointHere<Actor>
  readonly publishing: PublishingHere<Actor>
  readonly handingOver: HandingOverHere<Actor>
  readonly runQueue = new RunQueue<Actor>()
  readonly links: (ListLink | undefined)[]

  constructor(world: World, sources: Sources<Actor>, id: number, rings: readonly RingHere[]) {
    this.world = world
    this.id = id
    this.links = [undefined]
    for (let other = 1; other <= world.load.schedulers; other++) {
      const mine = other === id ? undefined : new ListLink()
      const peer = other < id ? world.place(other).links[id] : undefined
      if (mine !== undefined && peer !== undefined) {
        mine.peer = peer
        peer.peer = mine
      }
      this.links.push(mine)
    }
    this.endpoint = new sources.Endpoint(id, world.memory, this.links, new Handler(() => this))
    const waking = { alone: false, startSearching() {}, wakeOne() {}, claimSleeper: () => 0 }
    this.publishing = new sources.Publishing(id, this.endpoint, this.runQueue, waking, rings)
    const claiming = { claimSleeper: () => this.#claimSleeper() }
    this.handingOver = new sources.HandingOver(id, this.endpoint, this.runQueue, claiming, this.publishing)
  }

  /** The idle protocol has its own tests; here a claim is one step. */
  *#claimSleeper(): Generator<Step, number, undefined> {
    yield 'claimSleeper'
    const sleeper = this.world.sleepers.shift() ?? 0
    const link = this.links[sleeper]
    if (link !== undefined) this.world.claimed.push({ link, posted: link.posted })
    return sleeper
  }

  *spawn(
    name: string,
    todo: readonly Action[],
    unstarted: boolean,
    { kept = false, pinned = false, gone = false }: Partial<Start> = {},
  ): Generator<Step, void, undefined> {
    const { endpoint, world } = this
    const slot = yield* endpoint.slots.take()
    const expected = yield* endpoint.nextTicket(slot)
    const actor = new Actor(yield* endpoint.openRow(slot), expected)
    actor.state = { name, todo: [...todo], sent: 0, got: [], isStarted: !unstarted, kept, pinned: pinned ? this.id : 0 }
    actor.home = actor.state.pinned
    actor.movable = unstarted
    endpoint.table.set(actor)
    world.pids[name] = actor.pid
    this.#makeRunnable(actor)
    if (!gone) return
    yield* endpoint.retire(actor)
    world.ended.set(name, [])
  }

  #makeRunnable(actor: Actor): void {
    actor.status = TaskStatus.runnable
    if (actor.movable) this.publishing.movable++
    this.runQueue.push(actor)
  }

  decode(of: Pid, expected: number, text: string): Actor {
    const actor = new Actor(of, expected)
    const state = JSON.parse(text) as State
    actor.movable = !state.isStarted
    if (state.isStarted && !this.world.conduct.noArrivals) this.endpoint.hasArrivals = true
    if (state.isStarted && this.world.load.loadsAt === this.id) {
      actor.status = TaskStatus.arriving
      actor.kept = text
    } else {
      actor.state = state
      this.#makeRunnable(actor)
    }
    return actor
  }

  /** The thread: its deeds, then whatever there is to do, for ever. */
  *run(): Thread {
    const { endpoint, publishing, runQueue } = this
    for (const deed of this.world.load.deeds?.[this.id] ?? []) {
      yield* this.#do(deed)
      if (this.#hasMail()) yield* endpoint.drain()
      yield* endpoint.flush()
    }
    for (;;) {
      if (this.#hasMail()) yield* endpoint.drain()
      if (runQueue.length === 0 && (yield* publishing.isAny())) yield* publishing.unpublish()
      for (let left = this.world.load.burst ?? 1; left > 0; left--) {
        const actor = runQueue.shift()
        if (actor !== undefined) yield* this.#slice(actor)
      }
      yield* endpoint.flush()
      if (runQueue.length === 0 && !(yield* publishing.isAny())) yield () => this.#hasMail()
    }
  }

  #hasMail(): boolean {
    const { control, load } = this.world
    if (hasEntries(control, RINGS + load.schedulers * RING_WORDS, load.schedulers, this.id)) return true
    return this.links.some((each) => each !== undefined && each.queue.length > 0)
  }

  *#do(deed: Deed): Generator<Step, void, undefined> {
    if (deed === 'publish') yield* this.publishing.keepStock()
    else if (deed === 'steal') yield* this.publishing.steal()
    else if (deed === 'share') yield* this.handingOver.share(true)
    else if (deed === 'balance') yield* this.handingOver.balance(Number.POSITIVE_INFINITY)
    else if (deed === 'follow') yield* this.handingOver.follow(1)
    else if (deed === 'evacuate') yield* this.handingOver.evacuate()
    else if (deed === 'rest') yield 'a while'
    else yield* this.#loadAll()
  }

  /** What machine.ts does once the modules of those who arrive are loaded. */
  *#loadAll(): Generator<Step, void, undefined> {
    yield () => [...this.endpoint.table].some(({ status }) => status === TaskStatus.arriving) || this.#hasMail()
    if (this.#hasMail()) yield* this.endpoint.drain()
    for (const actor of this.endpoint.table) {
      if (actor.status !== TaskStatus.arriving) continue
      yield 'signals may come now'
      if (this.#hasMail()) yield* this.endpoint.drain()
      const { got } = actor.state
      actor.state = JSON.parse(actor.kept) as State
      // What stood in its mailbox is older than what has been delivered since.
      actor.state.got.unshift(...got)
      this.#makeRunnable(actor)
      this.endpoint.release(actor)
    }
  }

  *#slice(actor: Actor): Generator<Step, void, undefined> {
    if (actor.movable) this.publishing.movable--
    actor.movable = false
    if (actor.status === TaskStatus.exited) return
    const { endpoint, world } = this
    const { state } = actor
    actor.status = TaskStatus.running
    state.isStarted = true
    const owner = world.rows[(slotOf(actor.pid) << layout.ROW_WORDS_SHIFT) + layout.Row.state]
    if (owner !== (this.id | layout.ALIVE) || world.holders(actor.pid).length !== 1) {
      world.problem ??= `${state.name} runs at ${this.id}, but is not its alone`
    }
    if (state.pinned !== 0 && state.pinned !== this.id)
      world.problem ??= `${state.name} is pinned, and runs at ${this.id}`
    const action = state.todo.shift()
    if (action === 'exit') {
      yield* endpoint.retire(actor)
      world.ended.set(state.name, state.got)
      return
    }
    if (action?.startsWith('send ')) yield* this.#send(actor, action.slice('send '.length))
    if (action === 'rest') yield 'a slice'
    if (action?.startsWith('spawn ')) yield* this.spawn(action.slice('spawn '.length), [], false)
    actor.status = TaskStatus.runnable
    const to = action?.startsWith('move ') ? Number(action.slice('move '.length)) : this.id
    if (to !== this.id && (yield* this.handingOver.handOver(actor, to))) return
    if (state.todo.length > 0) this.#makeRunnable(actor)
    else actor.status = TaskStatus.waiting
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

/** One run of a load. */
export function movingScenario(sources: Sources<Actor>, load: Load, conduct: Conduct = {}): () => Scenario {
  return () => {
    const world = new World(sources, load, conduct)
    const threads = Object.fromEntries(world.places.map((place) => [`scheduler ${place.id}`, place.run()]))
    return { threads, check: () => world.check() }
  }
}
