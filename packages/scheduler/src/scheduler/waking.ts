import type { Endpoint } from '../endpoint/endpoint.ts'
import { IdleProtocol } from '../idle/idle.ts'
import type { Task } from '../task.ts'

/** One scheduler's part in the idle protocol: whether it searches or sleeps, and whom it wakes. See idle/README.md. */
export class Waking<T extends Task> {
  readonly #id: number
  readonly #idle: IdleProtocol
  readonly #endpoint: Endpoint<T>
  /** The only scheduler of its VM: there is nobody to wake, and nobody to take from. */
  readonly alone: boolean
  readonly #wakeMyself: () => void
  readonly #isWork: () => boolean
  #searching = false
  #asleep = false

  /** `isWork` tells whether any public ring holds something. */
  constructor(id: number, endpoint: Endpoint<T>, wakeMyself: () => void, isWork: () => boolean) {
    const { control, layout } = endpoint.memory
    this.#id = id
    this.#endpoint = endpoint
    this.alone = layout.options.schedulers === 1
    this.#idle = new IdleProtocol(control, layout.idleWord, layout.options.schedulers)
    this.#wakeMyself = wakeMyself
    this.#isWork = isWork
  }

  /** Whether anybody searches or sleeps; may be out of date. */
  hungry(): boolean {
    return this.#idle.hungry()
  }

  /** A sleeper, from 1, who counts as searching from now on and must be sent something; 0 if there is none, or somebody searches already. */
  claimSleeper(): number {
    return this.#idle.claimSleeper() + 1
  }

  /** Work has been published: wakes one who sleeps, unless somebody searches already. */
  wakeOne(): void {
    const sleeper = this.claimSleeper()
    if (sleeper === 0) return
    if (sleeper === this.#id) this.#wakeMyself()
    else this.#endpoint.wake(sleeper)
  }

  startSearching(): void {
    if (this.#searching) return
    this.#idle.startSearching(this.#id - 1)
    this.#searching = true
  }

  /** The last searcher to find work wakes one more, so that work in plenty wakes everybody, one after the other. */
  stopSearching(): void {
    if (!this.#searching) return
    this.#searching = false
    if (this.#idle.stopSearching(this.#id - 1) && this.#isWork()) this.wakeOne()
  }

  /** Is in no state of the protocol from here on, until it parks or searches again. */
  leave(): void {
    this.unpark()
    if (!this.#searching) return
    this.#searching = false
    this.#idle.stopSearching(this.#id - 1)
  }

  /** Goes to sleep where others can find it. */
  park(): void {
    if (this.alone) return
    this.startSearching()
    this.#searching = false
    this.#asleep = true
    // The last one to stop looking looks once more; whom it wakes may be itself.
    if (this.#idle.park(this.#id - 1) && this.#isWork()) this.wakeOne()
  }

  /** Something has ended the sleep. */
  unpark(): void {
    if (!this.#asleep) return
    this.#asleep = false
    this.#idle.unpark(this.#id - 1)
    this.#searching = true
  }
}
