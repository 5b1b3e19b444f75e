import { Endpoint } from '../endpoint/endpoint.ts'
import type { Executor } from '../endpoint/executor.ts'
import { SliceResult } from '../endpoint/executor.ts'
import type { Link } from '../endpoint/link.ts'
import { IdleProtocol } from '../idle/idle.ts'
import { PublicRing } from '../queue/public-ring.ts'
import { RunQueue } from '../queue/run-queue.ts'
import { StolenBatch } from '../queue/stolen-batch.ts'
import { Header, Statistic } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { type Pid, slotOf } from '../table/pid.ts'
import { type Task, TaskStatus } from '../task.ts'
import { TimerWheel } from '../timers/wheel.ts'
import { ByteReader } from '../wire/reader.ts'
import type { Host } from './host.ts'
import { SliceWatch } from './slice-watch.ts'

/** How long slices run before the event loop gets its turn, in milliseconds. Chosen: I/O and timers of processes wait this long at the most. */
const TURN_MILLISECONDS = 1
/**
 * Slices between two looks at everything else. A look costs about 60 ns, most of it the clock; a slice of a process that only answers a
 * message costs 200. Chosen: short against the time that waking a thread takes.
 */
const LONGEST_BURST = 16
/** A burst that took longer than this makes the next one a single slice. Chosen. */
const LONG_BURST_MILLISECONDS = 0.1
/** Processes a turn keeps in the public ring while nobody is hungry, so that a long native call does not hold back everything. Chosen. */
const STOCK = 8
/** Processes published at once for the hungry. Chosen: a thief takes half, and encoding one costs under a microsecond. */
const PUBLISH_AT_ONCE = 32
/** Tasks looked at to find one that may move. Chosen. */
const SEARCH_LIMIT = 64
/** Slices to let pass after a search in vain. Chosen: the search costs about as much as a slice. */
const FRUITLESS_PAUSE = 64
/** Looks at the inbox counter (1 ns each) between two looks at the clock while spinning. Chosen. */
const LOOKS_PER_CLOCK = 64
/** Processes one theft takes at most. Chosen: half of a ring. */
const STEAL_AT_ONCE = 32
/** Started processes handed over at once. Chosen: encoding one costs some microseconds, in which nothing else runs here. */
const HAND_OVER_AT_ONCE = 16
/**
 * Slices in a row that used up their reductions after which a process counts as one that computes. Chosen: some ten microseconds, about
 * what handing it over costs; what waits before that is better off near those it talks to.
 */
const COMPUTES = 4
/** The average slice of a burst, in milliseconds, from which on whatever can run is worth handing over. Chosen: as for COMPUTES. */
const LONG_SLICE_MILLISECONDS = 0.05
/** Slices that a process keeps after it could not be handed over. Chosen: an attempt costs about a slice. */
const STAY_SLICES = 32

/**
 * One scheduler: an endpoint that runs the processes it owns. A worker thread hosts one, the simulator several; all
 * its state hangs off this object.
 *
 * A turn: take in signals, fire timers, run slices for about a millisecond (publishing surplus while somebody is hungry), flush, and let
 * the event loop turn. With nothing to run: steal, spin a little, park. The idle protocol is in idle/README.md.
 */
export class Scheduler<T extends Task> {
  /** 1 to N. */
  readonly id: number
  readonly endpoint: Endpoint<T>
  readonly timers: TimerWheel
  readonly runQueue = new RunQueue<T>()
  readonly host: Host

  readonly #executor: Executor<T>
  readonly #memory: SharedMemory
  readonly #idle: IdleProtocol
  readonly #ring: PublicRing
  readonly #rings: readonly PublicRing[]
  readonly #loot: StolenBatch
  readonly #lootReader = new ByteReader()
  readonly #runQueueAt: number
  #nextVictim: number
  /** Tasks in the run queue that may move. */
  #movable = 0
  /** Something may be in the public ring: spares two atomic loads a slice (16 ns) while nothing is. */
  #published = false
  /** Slices to go before the run queue is searched again for a task that may move. */
  #fruitless = 0
  /** The slices of the last burst were long. */
  #longSlices = false
  /** Looks for long slices while somebody wants to hear of them. */
  #watch: SliceWatch<T> | null = null
  #searching = false
  #parked = false
  #inTurn = false
  #turnRequested = false
  #stopped = false

  constructor(
    id: number,
    memory: SharedMemory,
    links: readonly (Link | undefined)[],
    executor: Executor<T>,
    host: Host,
  ) {
    this.id = id
    this.host = host
    this.#executor = executor
    this.#memory = memory
    this.endpoint = new Endpoint<T>(id, memory, links, executor)
    this.timers = new TimerWheel(Math.floor(host.now()))
    const { layout } = memory
    this.#idle = new IdleProtocol(memory.control, layout.idleWord, layout.options.schedulers)
    this.#rings = Array.from(
      { length: layout.options.schedulers },
      (_, i) => new PublicRing(memory.control, memory.controlBytes, layout.ring(i + 1)),
    )
    this.#ring = this.#rings[id - 1] as PublicRing
    this.#loot = new StolenBatch(STEAL_AT_ONCE, this.#ring.entryWords)
    this.#runQueueAt = layout.statistic(id, Statistic.runQueue)
    this.#nextVictim = id % layout.options.schedulers
    this.endpoint.count(Statistic.startedAt, host.now())
  }

  /** Begins to run: from here on the host calls `turn`. */
  start(): void {
    this.endpoint.listen(() => {
      // Parked, it turns at once; otherwise a turn is due anyway.
      if (this.#parked) this.turn()
      else this.attend()
    })
    this.#requestTurn()
  }

  /** Puts a new or woken task into the run queue. */
  makeRunnable(task: T): void {
    task.status = TaskStatus.runnable
    if (task.movable) this.#movable++
    this.runQueue.push(task)
    // Woken from outside of a turn: by a promise, a socket, a callback.
    if (!this.#inTurn) this.#requestTurn()
  }

  /** Signals have been written outside of a turn, or a timer has been set: the scheduler must look. */
  attend(): void {
    if (!this.#inTurn) this.#requestTurn()
  }

  /** From now on the executor hears of slices of at least `limit` milliseconds (Infinity: of none); `tick` is how long the ticks are. */
  watchSlices(limit: number, tick: number): void {
    this.#watch =
      limit === Number.POSITIVE_INFINITY
        ? null
        : new SliceWatch(limit, tick, this.#memory.control, Header.tick, (task, milliseconds) =>
            this.#executor.longSlice(task, milliseconds),
          )
  }

  get stopped(): boolean {
    return this.#stopped
  }

  /** Ends cooperatively: no slice runs any more, what has been sent goes out, ports close. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.endpoint.flush()
    this.host.sleepUntil(Number.POSITIVE_INFINITY)
    this.endpoint.close()
  }

  /** One turn; the host calls it. */
  turn(): void {
    this.#turnRequested = false
    if (this.#stopped || this.#inTurn) return
    this.#inTurn = true
    try {
      this.#wakeUp()
      this.endpoint.count(Statistic.turns)
      if (this.#memory.control[Header.stopping] === 0) this.#run()
    } finally {
      this.#inTurn = false
    }
  }

  #requestTurn(): void {
    if (this.#turnRequested || this.#stopped) return
    this.#turnRequested = true
    this.host.requestTurn()
  }

  // ---- running

  #run(): void {
    const { endpoint, host } = this
    const begun = host.now()
    let now = begun
    let slicesLeft = host.slicesPerTurn
    for (;;) {
      if (endpoint.hasMail()) endpoint.drain()
      this.#fireTimers(now)
      if (this.#findWork()) {
        this.#foundWork()
        this.#publishStock()
        slicesLeft -= this.#runSlices(now, slicesLeft)
        const after = host.now()
        endpoint.count(Statistic.busy, after - now)
        now = after
      }
      endpoint.flush()
      this.#noteRunQueue()
      if (now - begun >= TURN_MILLISECONDS || slicesLeft <= 0) break
      // Out of work with time left: an answer may come before the event loop would have turned.
      if (this.runQueue.length === 0 && !endpoint.hasMail() && !this.#spin(now)) break
      now = host.now()
    }
    if (this.#mayRun()) this.#requestTurn()
    else this.#park()
  }

  #mayRun(): boolean {
    return this.runQueue.length > 0 || this.endpoint.hasMail() || (this.#published && this.#ring.size() > 0)
  }

  #noteRunQueue(): void {
    this.#memory.statistics[this.#runQueueAt] = this.runQueue.length
  }

  /** Runs slices until nothing is left, the turn's time is over or `most` have run; returns their number. */
  #runSlices(begun: number, most: number): number {
    let ran = 0
    let lookedAt = begun
    let burst = 1
    while (ran < most && (this.runQueue.length > 0 || this.#unpublish())) {
      const slices = this.#runBurst(Math.min(burst, most - ran))
      ran += slices
      const now = this.host.now()
      this.#longSlices = now - lookedAt > LONG_SLICE_MILLISECONDS * slices
      this.#lookAround(now)
      // Short slices are not worth a look each, long ones are.
      if (now - lookedAt > LONG_BURST_MILLISECONDS) burst = 1
      else if (burst < LONGEST_BURST) burst *= 2
      lookedAt = now
      if (now - begun >= TURN_MILLISECONDS) break
    }
    this.endpoint.count(Statistic.contextSwitches, ran)
    return ran
  }

  /** Runs up to `most` slices with nothing in between. */
  #runBurst(most: number): number {
    const { runQueue } = this
    const { wander } = this.host
    const executor = this.#executor
    const watch = this.#watch
    if (watch !== null) watch.begin(this.host.now())
    let ran = 0
    while (ran < most) {
      const task = runQueue.shift()
      if (task === undefined) break
      // Ended while it was queued.
      if (task.status === TaskStatus.exited) continue
      if (task.movable) {
        this.#movable--
        task.movable = false
      } else if (wander !== null && this.#wanders(task, wander())) {
        continue
      }
      task.status = TaskStatus.running
      ran++
      const result = executor.runSlice(task)
      if (watch !== null) watch.sliced(task)
      if (result !== SliceResult.yielded) {
        task.computed = 0
        continue
      }
      task.status = TaskStatus.runnable
      task.computed++
      if (task.stays > 0) task.stays--
      else if (task.home !== 0 && task.home !== this.id && this.#handOver(task, task.home)) continue
      runQueue.push(task)
    }
    if (watch !== null) watch.end(this.host.now())
    return ran
  }

  /** Between bursts: what came, what is due, what must go out, who is hungry. */
  #lookAround(now: number): void {
    const { endpoint } = this
    if (endpoint.hasUnsent) endpoint.flush()
    if (endpoint.hasMail()) endpoint.drain()
    this.#fireTimers(now)
    if (this.#idle.hungry()) this.#feed()
  }

  #fireTimers(now: number): void {
    if (this.timers.size > 0) this.timers.advance(Math.floor(now))
  }

  #findWork(): boolean {
    return this.runQueue.length > 0 || this.#unpublish() || this.#steal()
  }

  // ---- sharing work

  /** Takes the oldest process back out of the public ring. */
  #unpublish(): boolean {
    while (this.#published) {
      const slot = this.#ring.pop()
      if (slot === -1) {
        this.#published = false
        return false
      }
      const task = this.endpoint.table.at(slot) as T
      // Nobody wanted it. It is older than all that is private here, so it runs next; published again and again it never would.
      task.movable = false
      task.status = TaskStatus.runnable
      this.runQueue.unshift(task)
      this.endpoint.release(task)
      if ((task.status as TaskStatus) !== TaskStatus.exited) return true
    }
    return false
  }

  /** Keeps a few processes published, and gives the oldest one of them its turn. */
  #publishStock(): void {
    if (this.#rings.length === 1) return
    // Nobody has taken it: it must not wait longer than what came after it.
    if (this.#published && (this.#movable === 0 || this.#ring.size() >= STOCK)) this.#unpublish()
    if (this.#movable === 0) return
    if (this.#fruitless > 0) {
      this.#fruitless--
      return
    }
    this.#publish(STOCK - this.#ring.size())
    // The first slice may be a long native call; `hungry` alone might be a stale read.
    if (this.#published) this.#wakeOne()
  }

  /** Somebody is hungry: publishes half of what has not started, and wakes one; without such, hands over what has. */
  #feed(): void {
    if (this.#movable > 0 && this.runQueue.length > 1) {
      if (this.#fruitless > 0) {
        this.#fruitless--
      } else {
        const room = PUBLISH_AT_ONCE - this.#ring.size()
        if (room > 0) this.#publish(Math.min((this.#movable + 1) >> 1, room))
      }
    }
    if (this.#published) {
      if (this.#ring.size() > 0) {
        this.#wakeOne()
        return
      }
      this.#published = false
    }
    this.#share()
  }

  /** Hands half of the started processes that are worth it to a scheduler that sleeps. */
  #share(): void {
    const { runQueue } = this
    const wanted = this.#longSlices ? isFree : computes
    let sleeper = -1
    for (let left = Math.min(runQueue.length >> 1, HAND_OVER_AT_ONCE); left > 0; left--) {
      const task = runQueue.take(SEARCH_LIMIT, wanted)
      if (task === undefined) break
      if (!this.#encodeStarted(task)) {
        // Keeps its place.
        runQueue.unshift(task)
        continue
      }
      // Claimed only now: whoever is claimed must be given something.
      if (sleeper === -1) sleeper = this.#idle.claimSleeper()
      if (sleeper === -1) {
        runQueue.unshift(task)
        break
      }
      this.endpoint.push(task, sleeper + 1)
    }
    if (sleeper !== -1) this.endpoint.flush()
  }

  #wanders(task: T, to: number): boolean {
    return to !== this.id && isFree(task) && this.#handOver(task, to)
  }

  /** False if it cannot leave now. */
  #handOver(task: T, to: number): boolean {
    if (!this.#encodeStarted(task)) return false
    this.endpoint.push(task, to)
    return true
  }

  #encodeStarted(task: T): boolean {
    if (this.endpoint.encodeTask(task)) return true
    task.stays = STAY_SLICES
    return false
  }

  #publish(most: number): void {
    for (let published = 0; published < most && this.#movable > 0 && this.runQueue.length > 1; published++) {
      const task = this.runQueue.take(SEARCH_LIMIT, isMovable)
      if (task === undefined) {
        this.#fruitless = FRUITLESS_PAUSE
        return
      }
      this.#movable--
      // Ended while it was queued.
      if (task.status === TaskStatus.exited) continue
      if (!this.#publishTask(task)) return
    }
  }

  /** False when there is no room, and it went back to the run queue. */
  #publishTask(task: T): boolean {
    const { endpoint } = this
    if (!endpoint.encodeTask(task)) {
      // What it was given cannot leave this scheduler (a closure, say): it runs here, and is not tried again.
      task.movable = false
      this.runQueue.unshift(task)
      return true
    }
    if (endpoint.extras.length > 0 || endpoint.payload.length > this.#ring.maxPayloadBytes) {
      return this.#pushTask(task)
    }
    // Before the push: from then on a thief may own it, and signals need tickets.
    task.status = TaskStatus.published
    task.ticketed = true
    if (this.#ring.push(slotOf(task.pid), endpoint.payload.bytes, endpoint.payload.length)) {
      this.#published = true
      return true
    }
    task.status = TaskStatus.runnable
    this.runQueue.unshift(task)
    this.#movable++
    return false
  }

  /** What the ring cannot hold goes through a port, to a scheduler that sleeps. */
  #pushTask(task: T): boolean {
    const sleeper = this.#idle.claimSleeper()
    if (sleeper === -1) {
      // It keeps its place, and is not encoded again at once: that may mean copying megabytes.
      this.runQueue.unshift(task)
      this.#movable++
      this.#fruitless = FRUITLESS_PAUSE
      return false
    }
    this.endpoint.push(task, sleeper + 1)
    this.endpoint.flush()
    return true
  }

  #steal(): boolean {
    const victims = this.#rings.length
    if (victims === 1) return false
    if (!this.#searching) {
      this.#idle.startSearching(this.id - 1)
      this.#searching = true
    }
    this.endpoint.count(Statistic.stealsTried)
    for (let tried = 0; tried < victims; tried++) {
      const victim = (this.#nextVictim + tried) % victims
      if (victim === this.id - 1) continue
      const count = (this.#rings[victim] as PublicRing).steal(this.#loot, STEAL_AT_ONCE)
      if (count === 0) continue
      this.#nextVictim = victim
      this.#adoptLoot(victim + 1, count)
      return true
    }
    return false
  }

  #adoptLoot(victim: number, count: number): void {
    const { endpoint } = this
    const { slots, offsets, lengths, bytes } = this.#loot
    const pids: Pid[] = []
    for (let i = 0; i < count; i++) {
      const from = offsets[i] as number
      const pid = endpoint.pidIn(slots[i] as number)
      this.#lootReader.open(bytes, from, from + (lengths[i] as number))
      endpoint.adopt(pid, this.#lootReader, { list: [], from: 0 })
      pids.push(pid)
    }
    endpoint.count(Statistic.stealsWon)
    endpoint.tellStolen(victim, pids)
    endpoint.flush()
  }

  // ---- idling

  /** Looks at the inbox and the rings for a moment; true when something is there. */
  #spin(begun: number): boolean {
    const { spinFor } = this.host
    if (spinFor === 0) return false
    this.endpoint.count(Statistic.spins)
    do {
      for (let i = 0; i < LOOKS_PER_CLOCK; i++) if (this.endpoint.hasMail()) return true
      for (const ring of this.#rings) if (ring.size() > 0) return true
    } while (this.host.now() - begun < spinFor)
    return false
  }

  #park(): void {
    if (this.#rings.length > 1) {
      if (!this.#searching) this.#idle.startSearching(this.id - 1)
      this.#searching = false
      // The last one to stop looking looks once more; whom it wakes may be itself.
      if (this.#idle.park(this.id - 1) && this.#rings.some((ring) => ring.size() > 0)) this.#wakeOne()
    }
    this.#parked = true
    this.endpoint.count(Statistic.parks)
    // A parcel that was posted meanwhile is brought by the event loop at once.
    this.host.sleepUntil(this.timers.nextDue())
  }

  #wakeOne(): void {
    const sleeper = this.#idle.claimSleeper()
    if (sleeper === -1) return
    if (sleeper === this.id - 1) this.#requestTurn()
    else this.endpoint.wake(sleeper + 1)
  }

  /** The last searcher to find work wakes one more, so that work in plenty wakes everybody, one after the other. */
  #foundWork(): void {
    if (!this.#searching) return
    this.#searching = false
    if (this.#idle.stopSearching(this.id - 1) && this.#rings.some((ring) => ring.size() > 0)) this.#wakeOne()
  }

  #wakeUp(): void {
    if (!this.#parked) return
    this.#parked = false
    this.host.sleepUntil(Number.POSITIVE_INFINITY)
    if (this.#rings.length === 1) return
    this.#idle.unpark(this.id - 1)
    this.#searching = true
  }
}

/** Has not started: may be published. */
function isMovable(task: Task): boolean {
  return task.movable
}

/** Has started, and nothing is known that keeps it here. */
function isFree(task: Task): boolean {
  return !task.movable && task.home === 0 && task.stays === 0 && task.status === TaskStatus.runnable
}

/** The same, and it has much to do. */
function computes(task: Task): boolean {
  return task.computed >= COMPUTES && isFree(task)
}
