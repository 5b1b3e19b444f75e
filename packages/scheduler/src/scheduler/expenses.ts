/** What a scheduler may spend on handing over processes that do not compute, as a share of its time. Chosen: the one who gets them spends as much, and both garbage collections more. */
const SHARE = 0.02
/** What it may have saved, in milliseconds. Chosen: some hundred small processes, so that work that begins on one scheduler is spread at once. */
const MOST_SAVED_MILLISECONDS = 2

/**
 * How much a scheduler spends on handing over processes whose slices are long, but which wait in between. One that has a mailbox full of large messages takes longer to
 * move than its slice takes, and is back a millisecond later: whoever is hungry then is given the next one. (apsp, 36 processes with 100 KB of messages each, on two
 * schedulers: 12 moves a round, and twice the time of one scheduler.)
 */
export class Expenses {
  #saved = MOST_SAVED_MILLISECONDS
  #countedAt = 0

  /** Whether there is something left to spend. */
  mayAfford(now: number): boolean {
    this.#saved = Math.min(MOST_SAVED_MILLISECONDS, this.#saved + (now - this.#countedAt) * SHARE)
    this.#countedAt = now
    return this.#saved > 0
  }

  /** No more than could be saved is owed: the thread may have been interrupted meanwhile. */
  spend(milliseconds: number): void {
    this.#saved = Math.max(-MOST_SAVED_MILLISECONDS, this.#saved - milliseconds)
  }
}
