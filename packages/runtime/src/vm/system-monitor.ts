import type { Casualties, Endpoint, Pid, Task } from '@multibeam/scheduler'
import { type MonitoringWishes, NOTHING_WISHED, writeWishes } from '../machine/monitoring.ts'

/** What counts ticks for the schedulers' SliceWatch. */
export interface Ticker {
  /** Ticks of so many milliseconds from now on; 0 for none. */
  tick(milliseconds: number): void
}

/** Ticks within the limit for slices. Chosen: the longest slice of a burst is told from others by its ticks. */
const TICKS_WITHIN_LIMIT = 4

/** Whom the VM tells of long slices and mailboxes, kept by the main thread: it tells all schedulers, so that they agree. */
export class SystemMonitor {
  readonly #endpoint: Endpoint<Task>
  readonly #schedulers: number
  readonly #ticker: Ticker
  #process = NOTHING_WISHED
  #event = Number.POSITIVE_INFINITY

  constructor(endpoint: Endpoint<Task>, schedulers: number, ticker: Ticker) {
    this.#endpoint = endpoint
    this.#schedulers = schedulers
    this.#ticker = ticker
  }

  /** What a process wishes to be told takes the place of what was wished before. */
  setProcess(wishes: MonitoringWishes): void {
    this.#process = wishes
    this.#tell()
  }

  processEnded(pid: Pid): void {
    if (this.#process.pid === pid) this.setProcess(NOTHING_WISHED)
  }

  /** Slices of so many milliseconds are told to the main thread; Infinity: none. */
  setEvent(milliseconds: number): void {
    if (this.#event === milliseconds) return
    this.#event = milliseconds
    this.#tell()
  }

  /** A scheduler is started anew: it knows nothing yet. */
  bury(dead: Casualties): void {
    const { pid } = this.#process
    if (pid !== 0 && dead.has(pid)) this.setProcess(NOTHING_WISHED)
    else if (this.#process !== NOTHING_WISHED || this.#event !== Number.POSITIVE_INFINITY) this.#tell()
  }

  #tell(): void {
    const limit = Math.min(this.#process.longSchedule, this.#event)
    const tick = limit === Number.POSITIVE_INFINITY ? 0 : Math.max(1, Math.floor(limit / TICKS_WITHIN_LIMIT))
    this.#ticker.tick(tick)
    for (let scheduler = 1; scheduler <= this.#schedulers; scheduler++) {
      writeWishes(this.#endpoint.begin(), { ...this.#process, event: this.#event, tick })
      this.#endpoint.notify(scheduler)
    }
    this.#endpoint.flush()
  }
}
