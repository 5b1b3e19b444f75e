import type { VMEvent } from '../protocol.ts'

/** Events of a batch at most. Chosen: what a page can show. */
const MOST_EVENTS = 500

/** What has happened since a client's last batch: the oldest are dropped, and counted, when there are too many. */
export class EventQueue {
  readonly #most: number
  #events: VMEvent[] = []
  #dropped = 0

  constructor(most = MOST_EVENTS) {
    this.#most = most
  }

  add(event: VMEvent): void {
    this.#events.push(event)
    if (this.#events.length <= this.#most) return
    // In one go: a shift each would move all that are left.
    const surplus = this.#events.length - this.#most
    if (surplus < this.#most) return
    this.#dropped += surplus
    this.#events = this.#events.slice(surplus)
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#dropped === 0
  }

  /** Hands over what there is, and begins anew. */
  take(): { events: VMEvent[]; dropped: number } {
    const surplus = Math.max(0, this.#events.length - this.#most)
    const taken = { events: this.#events.slice(surplus), dropped: this.#dropped + surplus }
    this.#events = []
    this.#dropped = 0
    return taken
  }
}
