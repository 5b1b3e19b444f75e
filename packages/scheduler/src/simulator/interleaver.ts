import { Random } from './random.ts'
import type { SimulatedClock } from './simulated-clock.ts'
import type { SimulatedThread } from './simulated-thread.ts'

/** Virtual milliseconds a step takes, so that a process that waits for time to pass by running sees it pass. Chosen. */
const STEP_MILLISECONDS = 0.01

/**
 * Runs several simulated threads in one, a step of one event loop at a time, in an order that the seed decides. Time passes when nobody
 * can run: it jumps to the next alarm.
 */
export class Interleaver {
  readonly #clock: SimulatedClock
  readonly #threads: readonly SimulatedThread[]
  readonly #random: Random
  /** Steps done. */
  steps = 0

  constructor(clock: SimulatedClock, threads: readonly SimulatedThread[], seed: number) {
    this.#clock = clock
    this.#threads = threads
    this.#random = new Random(seed)
  }

  /** Does one step, or lets time pass to the next alarm; false when nothing can happen any more. `enter` is told whose step it is. */
  step(enter: (thread: number) => void): boolean {
    const able: number[] = []
    for (let i = 0; i < this.#threads.length; i++) if ((this.#threads[i] as SimulatedThread).choices > 0) able.push(i)
    if (able.length === 0) return this.#skip()
    const index = able[this.#random.below(able.length)] as number
    const thread = this.#threads[index] as SimulatedThread
    this.#clock.now += STEP_MILLISECONDS
    this.steps++
    enter(index)
    thread.step(this.#random.below(thread.choices))
    return true
  }

  /** Whether a step could be done, now or later. */
  canStep(): boolean {
    return this.#threads.some((thread) => thread.choices > 0 || thread.alarm !== Number.POSITIVE_INFINITY)
  }

  #skip(): boolean {
    const next = Math.min(...this.#threads.map((thread) => thread.alarm))
    if (next === Number.POSITIVE_INFINITY) return false
    this.#clock.now = Math.max(this.#clock.now, next)
    return true
  }
}
