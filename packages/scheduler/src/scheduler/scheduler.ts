import { Endpoint } from '../endpoint/endpoint.ts'
import type { Executor } from '../endpoint/executor.ts'
import { SliceResult } from '../endpoint/executor.ts'
import type { Link } from '../endpoint/link.ts'
import type { PublicRing } from '../queue/public-ring.ts'
import { RunQueue } from '../queue/run-queue.ts'
import { Header, Statistic } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { type Task, TaskStatus } from '../task.ts'
import type { Unarmed } from '../timers/timer.ts'
import { TimerWheel } from '../timers/wheel.ts'
import { Expenses } from './expenses.ts'
import { Following } from './following.ts'
import { COMPUTES, HandingOver, TALKS } from './handing-over.ts'
import type { Host } from './host.ts'
import { Inheritance } from './inheritance.ts'
import { Pace } from './pace.ts'
import { Patience } from './patience.ts'
import { Publishing, publicRings } from './publishing.ts'
import { SliceWatch } from './slice-watch.ts'
import { Thefts } from './thefts.ts'
import type { Tracer } from './tracer.ts'
import { Waking } from './waking.ts'

/** How long slices run before the event loop gets its turn, in milliseconds. Chosen: I/O and timers of processes wait this long at the most. */
const TURN_MILLISECONDS = 1
/**
 * Slices between two looks at everything else, if they are short. A look costs about 60 ns, most of it the clock; a slice of a process that only answers
 * a message costs 100. Chosen: short against the time that waking a thread takes. (16 took 1.05 of the time of 64 in ping-pong and ring.)
 */
const LONGEST_BURST = 64
/** Looks at the inbox counter (1 ns each) between two looks at the clock while spinning. Chosen. */
const LOOKS_PER_CLOCK = 64

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

  /** Runs the slices: the executor that it was made with, or the tracer in its place. */
  #executor: Executor<T>
  readonly #untraced: Executor<T>
  #tracer: Tracer<T> | null = null
  readonly #memory: SharedMemory
  readonly #rings: readonly PublicRing[]
  readonly #waking: Waking<T>
  readonly #publishing: Publishing<T>
  readonly #handingOver: HandingOver<T>
  readonly #following: Following<T>
  readonly #inheritance = new Inheritance(this.runQueue)
  readonly #pace = new Pace()
  readonly #expenses = new Expenses()
  readonly #thefts = new Thefts()
  readonly #patience = new Patience()
  readonly #runQueueAt: number
  readonly #averageSliceAt: number
  readonly #processesInAt: number
  readonly #processesOutAt: number
  /** Processes that had come from other schedulers or gone to them when there was last something to do. */
  #exchanged = 0
  /** Slices of the last burst that used up their reductions, and those of them with nothing but computation. */
  #yields = 0
  #computed = 0
  /** Processes that the last burst made runnable. */
  #made = 0
  /** It slept before this turn: it had nothing to do. */
  #woken = false
  /** Looks for long slices while somebody wants to hear of them. */
  #watch: SliceWatch<T> | null = null
  #parked = false
  #inTurn = false
  #frozen = false
  readonly #unarmed: Unarmed[] = []
  /** Pinned to other schedulers, and runnable while no process may change hands. */
  readonly #delayed: T[] = []
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
    this.#untraced = executor
    this.#memory = memory
    this.endpoint = new Endpoint<T>(id, memory, links, executor)
    this.timers = new TimerWheel(Math.floor(host.now()))
    const { layout } = memory
    this.#rings = publicRings(this.endpoint)
    this.#waking = new Waking(
      id,
      this.endpoint,
      () => this.#requestTurn(),
      () => this.#rings.some((ring) => ring.size() > 0),
    )
    this.#publishing = new Publishing(id, this.endpoint, this.runQueue, this.#waking, this.#rings)
    this.#handingOver = new HandingOver(id, this.endpoint, this.runQueue, this.#waking, this.#publishing)
    this.#following = new Following(id, this.endpoint, this.#handingOver)
    this.#runQueueAt = layout.statistic(id, Statistic.runQueue)
    this.#averageSliceAt = layout.statistic(id, Statistic.averageSlice)
    this.#processesInAt = layout.statistic(id, Statistic.processesIn)
    this.#processesOutAt = layout.statistic(id, Statistic.processesOut)
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
    if (task.movable) {
      this.#publishing.movable++
      this.#inheritance.spawns()
    }
    this.runQueue.push(task)
    // Woken from outside of a turn: by a promise, a socket, a callback.
    if (!this.#inTurn) this.#requestTurn()
  }

  /** Signals have been written outside of a turn, or a timer has been set: the scheduler must look. */
  attend(): void {
    if (!this.#inTurn) this.#requestTurn()
  }

  /**
   * Lets `timer` set itself after this burst, when the clock is read anyway: for a time limit that is seldom reached, and whose end may be a burst late. Most calls have their
   * reply by then, and neither look at the clock nor touch the wheel.
   */
  armLater(timer: Unarmed): void {
    this.#unarmed.push(timer)
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

  /** From now on `tracer` stands in the executor's place; null: nobody does. What is not traced costs nothing: no call and no test is added to a slice. */
  trace(tracer: Tracer<T> | null): void {
    this.#tracer = tracer
    this.#executor = tracer ?? this.#untraced
    this.endpoint.handleWith(this.#executor)
    this.#publishing.tracer = tracer
  }

  /** No process changes hands until `thaw`: a scheduler has died, and the others agree on what was under way. */
  freeze(): void {
    this.#frozen = true
    // Neither asleep nor searching: the words of the idle protocol are set anew.
    this.#waking.leave()
  }

  thaw(): void {
    this.#frozen = false
    for (const task of this.#delayed.splice(0)) this.runQueue.push(task)
    this.attend()
  }

  get frozen(): boolean {
    return this.#frozen
  }

  /** Takes back what had been published to a thief that has died. */
  revive(): void {
    this.#publishing.revive()
    this.attend()
  }

  get stopped(): boolean {
    return this.#stopped
  }

  /** Ends cooperatively: no slice runs any more, what has been sent goes out, ports close. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#tracer?.stops()
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
      // What a parcel has brought to a sleeper was taken in before the turn.
      const called = this.#woken || this.runQueue.length === 0
      this.#woken = false
      if (endpoint.hasMail()) endpoint.drain()
      this.#fireTimers(now)
      const alone = this.#frozen || this.#handingOver.isOffline
      if (alone && !this.#frozen) this.#handingOver.evacuate()
      if (!alone) this.#following.follow(this.runQueue.length)
      if (this.#findWork(alone, now)) {
        this.#waking.stopSearching()
        if (!alone && this.#mayPublish()) this.#publishing.keepStock()
        this.#noteWork(now)
        slicesLeft -= this.#runSlices(now, slicesLeft)
        const after = host.now()
        endpoint.count(Statistic.busy, after - now)
        this.#following.note(called, after - now)
        now = after
      }
      endpoint.flush()
      this.#noteRunQueue()
      if (now - begun >= TURN_MILLISECONDS || slicesLeft <= 0) break
      // Out of work with time left: an answer may come before the event loop would have turned.
      if (this.runQueue.length === 0 && !endpoint.hasMail() && !this.#spin(now) && !this.#linger(begun)) break
      now = host.now()
    }
    if (this.#mayRun() || this.#isPatient(host.now())) this.#requestTurn()
    else this.#park()
  }

  #mayRun(): boolean {
    return this.runQueue.length > 0 || this.endpoint.hasMail() || this.#publishing.isAny
  }

  #noteRunQueue(): void {
    const { statistics } = this.#memory
    statistics[this.#runQueueAt] = this.runQueue.length
    statistics[this.#averageSliceAt] = this.#pace.average
  }

  /** Runs slices until nothing is left, the turn's time is over or `most` have run; returns their number. */
  #runSlices(begun: number, most: number): number {
    let ran = 0
    let lookedAt = begun
    let burst = 1
    while (ran < most && (this.runQueue.length > 0 || this.#publishing.unpublish())) {
      const slices = this.#runBurst(Math.min(burst, most - ran))
      ran += slices
      const now = this.host.now()
      this.#pace.note(now - lookedAt, slices, this.#made, this.#yields, this.#computed)
      if (this.#pace.isSlow && slices === 1 && this.#inheritance.isAtWork) this.#inheritance.tookLong()
      this.#lookAround(now)
      // Short slices are not worth a look each, long ones are.
      if (this.#pace.isSlow) burst = 1
      else if (this.#pace.isQuick && burst < LONGEST_BURST) burst *= 2
      lookedAt = now
      if (now - begun >= TURN_MILLISECONDS) break
    }
    this.endpoint.count(Statistic.contextSwitches, ran)
    return ran
  }

  /** Runs up to `most` slices with nothing in between. */
  #runBurst(most: number): number {
    const { runQueue } = this
    const { line } = runQueue
    const { wander } = this.host
    const executor = this.#executor
    const inheritance = this.#inheritance
    const watch = this.#watch
    if (watch !== null) watch.begin(this.host.now())
    let ran = 0
    let yields = 0
    let computed = 0
    const queued = runQueue.length
    while (ran < most) {
      const task = runQueue.shift()
      if (task === undefined) break
      const begins = task.movable
      if (begins) {
        this.#publishing.movable--
        task.movable = false
      }
      // Ended while it was queued.
      if (task.status === TaskStatus.exited) continue
      if (wander !== null && !begins && !this.#frozen && this.#handingOver.wander(task, wander())) continue
      if (task.home !== 0 && task.home !== this.id && task.stays === 0) {
        if (this.#frozen) {
          this.#delayed.push(task)
          continue
        }
        if (this.#handingOver.handOver(task, task.home)) continue
      }
      task.status = TaskStatus.running
      ran++
      const waiting = runQueue.length
      const waited = line.length
      const result = executor.runSlice(task)
      if (watch !== null) watch.sliced(task)
      if (inheritance.isAtWork || (result === SliceResult.exited && line.length > waited)) {
        inheritance.ends(task.priority, waited, executor.reductionsLeft(), result)
      }
      if (result !== SliceResult.yielded && result !== SliceResult.computed) {
        if (task.computed !== 0) task.computed = 0
        if (task.stays > 0) task.stays = 0
        continue
      }
      task.status = TaskStatus.runnable
      yields++
      // Who spawns others of this scheduler, wakes them or talks to them is better off near them.
      if (result === SliceResult.computed && runQueue.length === waiting) {
        computed++
        task.computed = Math.max(task.computed, 0) + 1
        if (task.computed >= COMPUTES) this.#handingOver.mayShare = true
      } else {
        task.computed = TALKS
      }
      if (task.stays > 0) task.stays--
      runQueue.push(task)
    }
    if (watch !== null) watch.end(this.host.now())
    this.#yields = yields
    this.#computed = computed
    this.#made = Math.max(0, runQueue.length - queued + ran - yields)
    return ran
  }

  /** Between bursts: what came, what is due, what must go out, who is hungry. */
  #lookAround(now: number): void {
    const { endpoint } = this
    if (endpoint.hasUnsent) this.#postDue(now)
    if (endpoint.hasMail()) endpoint.drain()
    if (this.#unarmed.length > 0) this.#arm(now)
    this.#fireTimers(now)
    if (this.#frozen) return
    if (this.#waking.hungry()) {
      const fed = this.#mayPublish() && this.#publishing.feed(this.#pace.areMedium)
      if (!fed) this.#share(now)
    } else if (this.runQueue.length > 1 && !this.#waking.alone) {
      this.#handingOver.balance(now)
    }
  }

  /** The next burst is as short as this one, so that a long batch may wait for it; after a long one it may not be. */
  #postDue(now: number): void {
    if (this.#pace.isSlow) this.endpoint.flush()
    else this.endpoint.flushDue(now)
  }

  /**
   * Whether what has not started may go to others. With more schedulers than cores these gain nothing by it but with work: processes that only talk to each other, once they are on many
   * schedulers, wait for the system's threads in turn (messages among 120 processes, eight schedulers on two cores: 0.4 of the time since).
   */
  #mayPublish(): boolean {
    return this.host.crowded ? this.#pace.areWorthACore : !this.#pace.areShort
  }

  #share(now: number): void {
    const all = this.#pace.areLong && this.#expenses.mayAfford(now)
    this.#handingOver.share(all)
    if (all) this.#expenses.spend(this.host.now() - now)
  }

  #arm(now: number): void {
    for (const timer of this.#unarmed) timer.arm(now)
    this.#unarmed.length = 0
  }

  #fireTimers(now: number): void {
    if (this.timers.size > 0) this.timers.advance(Math.floor(now))
  }

  #findWork(alone: boolean, now: number): boolean {
    if (this.runQueue.length > 0 || this.#publishing.unpublish()) return true
    if (alone || !this.#thefts.spent(now) || !this.#publishing.steal()) return false
    this.#thefts.won(now)
    return true
  }

  // ---- idling

  /** Looks at the inbox and the rings for a moment; true when something is there. */
  #spin(begun: number): boolean {
    const { spinFor } = this.host
    if (spinFor === 0) return false
    this.endpoint.count(Statistic.spins)
    const thief = this.#thefts.pausedUntil(begun) === 0
    do {
      for (let i = 0; i < LOOKS_PER_CLOCK; i++) if (this.endpoint.hasMail()) return true
      if (thief) for (const ring of this.#rings) if (ring.size() > 0) return true
    } while (this.host.now() - begun < spinFor)
    return false
  }

  #noteWork(now: number): void {
    const { statistics } = this.#memory
    const exchanged = (statistics[this.#processesInAt] as number) + (statistics[this.#processesOutAt] as number)
    this.#patience.ends(now, exchanged !== this.#exchanged)
    this.#exchanged = exchanged
  }

  /** There is nothing to do: whether to go on looking for it all the same. */
  #isPatient(now: number): boolean {
    if (this.host.spinFor === 0 || this.#frozen || this.#handingOver.isOffline) return false
    if (this.#thefts.pausedUntil(now) > 0 || !this.#patience.lasts(now)) return false
    // A timer ends the wait: until then it may as well sleep.
    return this.timers.nextDue() > this.#patience.until
  }

  /** Waits awake until this turn's time is over: to the others it sleeps, and whoever calls it is heard at once. True when something is there. */
  #linger(begun: number): boolean {
    if (!this.#isPatient(this.host.now())) return false
    const { endpoint, host } = this
    const until = Math.min(begun + TURN_MILLISECONDS, this.#patience.until)
    let called = false
    this.#waking.park()
    // It may have called itself.
    while (!called && !this.#turnRequested && host.now() < until) {
      for (let i = 0; i < LOOKS_PER_CLOCK && !called; i++) called = endpoint.hasMail()
    }
    this.#waking.unpark()
    return called
  }

  #park(): void {
    // Offline, or tired of stealing, it is nobody's to wake but for a signal.
    const pausedUntil = this.#thefts.pausedUntil(this.host.now())
    if (this.#frozen || this.#handingOver.isOffline || pausedUntil > 0) this.#waking.stopSearching()
    else this.#waking.park()
    this.#parked = true
    this.#tracer?.parks()
    this.endpoint.count(Statistic.parks)
    // A parcel that was posted meanwhile is brought by the event loop at once; what was written to a ring is not.
    if (!this.endpoint.park()) this.#requestTurn()
    const due = this.timers.nextDue()
    this.host.sleepUntil(pausedUntil > 0 ? Math.min(due, pausedUntil) : due)
  }

  #wakeUp(): void {
    if (!this.#parked) return
    this.#parked = false
    this.#woken = true
    this.endpoint.unpark()
    this.#tracer?.wakes()
    this.host.sleepUntil(Number.POSITIVE_INFINITY)
    this.#waking.unpark()
  }
}
