import type { Task } from '../task.ts'

/**
 * Finds the slices that take longer than a limit. Bursts are timed, which costs two looks at the clock each. Which of a burst's slices it was, a counter
 * in shared memory tells, that another thread raises now and then: each slice is charged with the ticks that passed in it. A look at the
 * counter is a plain load, 1 ns instead of the clock's 60.
 */
export class SliceWatch<T extends Task> {
  /** Milliseconds from which on a slice is long. */
  readonly #limit: number
  /** Milliseconds a tick. */
  readonly #tick: number
  readonly #ticks: Int32Array
  readonly #tickWord: number
  readonly #report: (task: T, milliseconds: number) => void
  #begun = 0
  /** The counter, as the last slice left it. */
  #seen = 0
  #slices = 0
  /** Ticks in all slices of the burst, and in the one with the most. */
  #passed = 0
  #most = -1
  #longest: T | undefined

  constructor(
    limit: number,
    tick: number,
    ticks: Int32Array,
    tickWord: number,
    report: (task: T, milliseconds: number) => void,
  ) {
    this.#limit = limit
    this.#tick = tick
    this.#ticks = ticks
    this.#tickWord = tickWord
    this.#report = report
  }

  /** A burst begins. */
  begin(now: number): void {
    this.#begun = now
    this.#seen = this.#ticks[this.#tickWord] as number
    this.#slices = 0
    this.#passed = 0
    this.#most = -1
  }

  /** A slice is over. */
  sliced(task: T): void {
    this.#slices++
    const ticks = this.#ticks[this.#tickWord] as number
    const passed = (ticks - this.#seen) | 0
    if (passed > this.#most) {
      this.#most = passed
      this.#longest = task
    }
    this.#passed += passed
    this.#seen = ticks
  }

  /**
   * The burst is over. One that took long and had several slices, while none saw a tick, is not reported: the other thread got no time
   * itself, and to name the wrong process would be worse.
   */
  end(now: number): void {
    const elapsed = now - this.#begun
    const task = this.#longest
    this.#longest = undefined
    if (elapsed < this.#limit || task === undefined || (this.#slices > 1 && this.#most === 0)) return
    const milliseconds = elapsed - (this.#passed - this.#most) * this.#tick
    if (milliseconds >= this.#limit) this.#report(task, milliseconds)
  }
}
