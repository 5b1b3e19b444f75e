import type { Happening } from '../observed.ts'
import type { MigrationEvent, StealEvent, VMEvent } from '../protocol.ts'

/** Events that a client that comes later is told. Chosen. */
const MOST_RECENT = 200

type Unnumbered = Happening | Omit<StealEvent, 'number'> | Omit<MigrationEvent, 'number'>

/** Numbers what happens, and keeps the latest of it. */
export class History {
  #recent: VMEvent[] = []
  #number = 0

  add(happening: Unnumbered): VMEvent {
    const event = { ...happening, number: ++this.#number } as VMEvent
    // There are so many of these that nothing else would be left.
    if (event.kind === 'steal' || event.kind === 'migration') return event
    this.#recent.push(event)
    if (this.#recent.length >= 2 * MOST_RECENT) this.#recent = this.#recent.slice(-MOST_RECENT)
    return event
  }

  /** Oldest first. */
  get recent(): readonly VMEvent[] {
    return this.#recent.slice(-MOST_RECENT)
  }
}
