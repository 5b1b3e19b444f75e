/** How long the rest of a run of the bench will take. */

/** Seconds that each entry took in an earlier run, by its key. */
export type KnownSeconds = ReadonlyMap<string, number>

export class Remaining {
  readonly #left: Set<string>
  readonly #known: KnownSeconds
  #doneSeconds = 0
  #doneCount = 0
  /** What was known of the entries that are done, and how long these took. */
  #expected = 0
  #actual = 0

  constructor(keys: Iterable<string>, known: KnownSeconds) {
    this.#left = new Set(keys)
    this.#known = known
  }

  done(key: string, seconds: number): void {
    this.#left.delete(key)
    this.#doneSeconds += seconds
    this.#doneCount++
    const known = this.#known.get(key)
    if (known === undefined) return
    this.#expected += known
    this.#actual += seconds
  }

  /** Undefined as long as nothing tells. What is known is corrected by how it has turned out so far; the rest is taken as the mean. */
  seconds(): number | undefined {
    const correction = this.#expected > 0 ? this.#actual / this.#expected : 1
    const mean = this.#doneCount > 0 ? this.#doneSeconds / this.#doneCount : undefined
    let sum = 0
    for (const key of this.#left) {
      const known = this.#known.get(key)
      const seconds = known === undefined ? mean : known * correction
      if (seconds === undefined) return undefined
      sum += seconds
    }
    return sum
  }
}

/** As one says it: `40 s`, `3 min`, `1 h 20 min`. */
export function inWords(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
