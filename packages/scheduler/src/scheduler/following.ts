import type { Endpoint } from '../endpoint/endpoint.ts'
import { Header, Statistic } from '../shared/layout.ts'
import type { Task } from '../task.ts'
import type { HandingOver } from './handing-over.ts'

/** What a signal costs that came from another scheduler, both sides together, in milliseconds. Measured: chameneos on two schedulers, half of its creatures on each. */
const SIGNAL_MILLISECONDS = 0.002
/** What it costs that a scheduler has nothing to do until a signal comes, in milliseconds. Measured: 0.02 to 0.25 for a thread that sleeps, less while it spins. */
const CALL_MILLISECONDS = 0.03
/** Time that a scheduler has run slices between two looks at where its signals come from, in milliseconds. Chosen: a turn. */
const WEIGHED_MILLISECONDS = 1
/** Calls between two looks, if they come first. Chosen. */
const WEIGHED_CALLS = 4
/** Looks in a row that find more time spent on signals of the same scheduler than on slices, after which what can run goes there. Chosen. */
const TALKS = 2
/** Wait for a turn at another scheduler, in milliseconds, that is short. Chosen: a turn. */
const SHORT_WAIT_MILLISECONDS = 1
/** A run queue this many times as long is where the group is. Chosen: far from equal, since both sides look at figures that are not of the same moment. */
const MUCH_LONGER = 4
/** Processes more than which a run queue must have for that. Chosen. */
const SOME = 8

/**
 * Processes that talk to those of another scheduler all the time go there, if it has time: a message then costs a fraction of a microsecond, and wakes no
 * thread. (OTP compacts the load on few schedulers, too.) Looked for is a scheduler that spends less time on slices than the signals for them cost.
 */
export class Following<T extends Task> {
  readonly #id: number
  readonly #endpoint: Endpoint<T>
  readonly #handingOver: HandingOver<T>
  /** Whose signals have cost most, and how many looks in a row. */
  #partner = 0
  #talks = 0
  /** Since the last look: milliseconds of slices, and times that there was nothing to do before them. */
  #busy = 0
  #calls = 0
  /** Signals received from each endpoint, as of the last look. */
  readonly #seen: Float64Array

  constructor(id: number, endpoint: Endpoint<T>, handingOver: HandingOver<T>) {
    this.#id = id
    this.#endpoint = endpoint
    this.#handingOver = handingOver
    this.#seen = new Float64Array(endpoint.receivedFrom.length)
  }

  /** Before slices: `waiting` processes can run. Most of them have been woken by what came last. */
  follow(waiting: number): void {
    if (this.#talks < TALKS || waiting === 0 || this.#endpoint.lastFrom !== this.#partner) return
    if (this.#goesTo(this.#partner, waiting)) this.#handingOver.follow(this.#partner)
  }

  /** After slices that took so long. `called`: there was nothing to do before. */
  note(called: boolean, milliseconds: number): void {
    this.#busy += milliseconds
    if (called) this.#calls++
    if (this.#busy >= WEIGHED_MILLISECONDS || this.#calls >= WEIGHED_CALLS) this.#weigh()
  }

  #weigh(): void {
    const { receivedFrom } = this.#endpoint
    let partner = 0
    let most = 0
    // From 1: the main thread is no scheduler.
    for (let other = 1; other < receivedFrom.length; other++) {
      const received = receivedFrom[other] as number
      const signals = received - (this.#seen[other] as number)
      this.#seen[other] = received
      if (signals <= most) continue
      most = signals
      partner = other
    }
    const cost = most * SIGNAL_MILLISECONDS + Math.min(this.#calls, most) * CALL_MILLISECONDS
    if (partner === 0 || cost <= this.#busy / 2) this.#talks = 0
    else this.#talks = partner === this.#partner ? this.#talks + 1 : 1
    this.#partner = partner
    this.#busy = 0
    this.#calls = 0
  }

  /**
   * To the scheduler with the lower number, so that two do not send each other theirs; unless nearly all are at the other one. Not where they would
   * wait for long: there is enough to do for both then.
   */
  #goesTo(other: number, waiting: number): boolean {
    const { statistics, layout, control } = this.#endpoint.memory
    // It would send them back.
    if (other > (control[Header.schedulersOnline] as number)) return false
    const there = statistics[layout.statistic(other, Statistic.runQueue)] as number
    const average = statistics[layout.statistic(other, Statistic.averageSlice)] as number
    if (there * average > SHORT_WAIT_MILLISECONDS) return false
    return other < this.#id ? waiting <= MUCH_LONGER * there + SOME : there > MUCH_LONGER * waiting + SOME
  }
}
