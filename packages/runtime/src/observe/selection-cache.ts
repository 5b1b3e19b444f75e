import type { Selected, Selection } from './questions.ts'

/**
 * A selection is good for so many times as long as it took. Chosen: however many pages ask, and however often, a scheduler spends a fraction of
 * its time on looking at its processes; with few processes, an answer is milliseconds old.
 */
const GOOD_FOR = 4

interface Entry {
  readonly selected: Promise<Selected>
  /** When it is too old, by `performance.now`; Infinity until it is there. */
  until: number
}

/** What schedulers have selected lately. */
export class SelectionCache {
  readonly #select: (scheduler: number, selection: Selection) => Promise<Selected>
  readonly #entries = new Map<string, Entry>()

  constructor(select: (scheduler: number, selection: Selection) => Promise<Selected>) {
    this.#select = select
  }

  select(scheduler: number, selection: Selection): Promise<Selected> {
    const { sort, descending, filter, most } = selection
    const key = JSON.stringify([scheduler, sort, descending, most, filter])
    const begun = performance.now()
    for (const [known, { until }] of this.#entries) if (until < begun) this.#entries.delete(known)
    const entry = this.#entries.get(key)
    if (entry !== undefined) return entry.selected
    const selected = this.#select(scheduler, selection)
    const fresh: Entry = { selected, until: Number.POSITIVE_INFINITY }
    this.#entries.set(key, fresh)
    selected.then(
      () => {
        const now = performance.now()
        fresh.until = now + GOOD_FOR * (now - begun)
      },
      () => this.#entries.delete(key),
    )
    return selected
  }
}
