import type { Endpoint } from '../endpoint/endpoint.ts'
import type { RunQueue } from '../queue/run-queue.ts'
import { Header, Statistic } from '../shared/layout.ts'
import { type Task, TaskStatus } from '../task.ts'
import type { Publishing } from './publishing.ts'
import type { Waking } from './waking.ts'

/** Processes handed over at once. Chosen: encoding one costs some microseconds, in which nothing else runs here. */
const HAND_OVER_AT_ONCE = 16
/** Tasks looked at to find one that may go. Chosen. */
const SEARCH_LIMIT = 64
/**
 * Slices in a row that used up their reductions after which a process counts as one that computes. Chosen: some ten microseconds, about
 * what handing it over costs; what waits before that is better off near those it talks to.
 */
export const COMPUTES = 4
/** What `computed` is of a process that has used up its reductions, but not on computation. */
export const TALKS = -1
/** Slices that a process keeps after it could not be handed over. Chosen: an attempt costs about a slice. */
const STAY_SLICES = 32
/** Time between two looks at how long the run queues of the others are, in milliseconds. Chosen: OTP looks every 4000 reductions of 2000 slices, about as often. */
const BALANCE_MILLISECONDS = 10

/**
 * Processes that have started, on their way to other schedulers. Nobody takes them: they are private to their scheduler, which encodes
 * them and sends them through a port, between two slices. See README.md.
 */
export class HandingOver<T extends Task> {
  readonly #id: number
  readonly #endpoint: Endpoint<T>
  readonly #runQueue: RunQueue<T>
  readonly #waking: Waking<T>
  readonly #publishing: Publishing<T>
  /** One that computes may be in the run queue: spares a search of it between any two bursts. */
  mayShare = false
  #balancedAt = 0
  /** Who got the last process of an evacuation. */
  #refuge = 0

  constructor(id: number, endpoint: Endpoint<T>, runQueue: RunQueue<T>, waking: Waking<T>, publishing: Publishing<T>) {
    this.#id = id
    this.#endpoint = endpoint
    this.#runQueue = runQueue
    this.#waking = waking
    this.#publishing = publishing
  }

  /** This scheduler is to run nothing but what is pinned to it. */
  get isOffline(): boolean {
    return this.#id > (this.#endpoint.memory.control[Header.schedulersOnline] as number)
  }

  /** Sends one process to a scheduler; false if it cannot leave now. */
  handOver(task: T, to: number): boolean {
    if (!this.#encode(task)) return false
    this.#endpoint.push(task, to)
    return true
  }

  /** The same before its slice, for the simulator, if nothing is known that keeps it here. */
  wander(task: T, to: number): boolean {
    return to !== this.#id && isFree(task) && this.handOver(task, to)
  }

  /** Somebody is hungry: hands half of the processes that are worth it to a scheduler that sleeps. `all`: all are. */
  share(all: boolean): void {
    if (!all && !this.mayShare) return
    const wanted = all ? isQuiet : computes
    let sleeper = 0
    for (let left = Math.min(this.#runQueue.length >> 1, HAND_OVER_AT_ONCE); left > 0; left--) {
      const task = this.#takeEncoded(wanted)
      if (task === undefined) {
        this.mayShare = false
        break
      }
      // Claimed only now: whoever is claimed must be given something.
      if (sleeper === 0) sleeper = this.#waking.claimSleeper()
      if (sleeper === 0) {
        this.#runQueue.unshift(task)
        break
      }
      this.#endpoint.push(task, sleeper)
    }
    if (sleeper !== 0) this.#endpoint.flush()
  }

  /**
   * Now and then: hands processes that compute to the scheduler with the shortest run queue, so that all of them get about as many turns.
   * Stealing alone only helps schedulers that have nothing to do.
   */
  balance(now: number): void {
    if (now - this.#balancedAt < BALANCE_MILLISECONDS) return
    this.#balancedAt = now
    const { statistics, layout, control } = this.#endpoint.memory
    const online = control[Header.schedulersOnline] as number
    let shortest = 0
    let least = Number.POSITIVE_INFINITY
    for (let scheduler = 1; scheduler <= online; scheduler++) {
      // One that has not turned yet still loads: the run queue that it does not have is not short.
      if (scheduler === this.#id || statistics[layout.statistic(scheduler, Statistic.turns)] === 0) continue
      const length = statistics[layout.statistic(scheduler, Statistic.runQueue)] as number
      if (length < least) {
        least = length
        shortest = scheduler
      }
    }
    let surplus = Math.min((this.#runQueue.length - least) >> 1, HAND_OVER_AT_ONCE)
    for (; surplus > 0; surplus--) {
      const task = this.#takeEncoded(computes)
      if (task === undefined) return
      this.#endpoint.push(task, shortest)
    }
  }

  /** Sends what can run to the scheduler that it talks to, see following.ts. */
  follow(to: number): void {
    for (let left = HAND_OVER_AT_ONCE; left > 0; left--) {
      const task = this.#takeEncoded(isFree)
      if (task === undefined) break
      this.#endpoint.push(task, to)
    }
    this.#endpoint.flush()
  }

  /** Hands over all that is not pinned here to the schedulers online, in turn. What cannot leave now goes on here. */
  evacuate(): void {
    const { control } = this.#endpoint.memory
    const online = control[Header.schedulersOnline] as number
    while (this.#publishing.unpublish());
    const kept: T[] = []
    for (let task = this.#runQueue.shift(); task !== undefined; task = this.#runQueue.shift()) {
      if (task.movable) this.#publishing.movable--
      if (task.status === TaskStatus.exited) continue
      task.movable = false
      this.#refuge = (this.#refuge % online) + 1
      if (task.home === this.#id || task.stays > 0 || !this.handOver(task, this.#refuge)) kept.push(task)
    }
    for (const task of kept) this.#runQueue.push(task)
  }

  /** The oldest wanted process that can leave, written to the endpoint's payload. */
  #takeEncoded(wanted: (task: Task) => boolean): T | undefined {
    for (let tries = HAND_OVER_AT_ONCE; tries > 0; tries--) {
      const task = this.#runQueue.take(SEARCH_LIMIT, wanted)
      if (task === undefined || this.#encode(task)) return task
      // Keeps its place; it is not wanted any more.
      this.#runQueue.unshift(task)
    }
    return undefined
  }

  #encode(task: T): boolean {
    if (this.#endpoint.encodeTask(task)) return true
    task.stays = STAY_SLICES
    return false
  }
}

/** Has started, and nothing is known that keeps it here. */
function isFree(task: Task): boolean {
  return !task.movable && task.home === 0 && task.stays === 0 && task.status === TaskStatus.runnable
}

/** The same, and its last slice was not all messages of this scheduler. */
function isQuiet(task: Task): boolean {
  return task.computed !== TALKS && isFree(task)
}

/** The same, and it has much to do. */
function computes(task: Task): boolean {
  return task.computed >= COMPUTES && isFree(task)
}
