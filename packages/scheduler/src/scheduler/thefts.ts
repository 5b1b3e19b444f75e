/** Time that a theft must keep the thief busy, in milliseconds, or else it was poor. Chosen: about what it costs both sides, the waking of the thread included. */
const WORTH_MILLISECONDS = 0.1
/** Poor thefts that are free. Chosen. */
const MOST_CREDIT = 8
/** After so many milliseconds one more is. Chosen: a turn. */
const CREDIT_MILLISECONDS = 1

/**
 * Whether a scheduler should go on taking processes from others. Processes that run for a microsecond are no gain for anybody: what they cost to publish, to take and
 * to be told of is more. A thief that has had several such pauses, and leaves the idle protocol meanwhile, so that nobody publishes for it or relies on it.
 */
export class Thefts {
  #credit = MOST_CREDIT
  #creditedAt = 0
  /** When something was taken that is not spent yet; -1: nothing. */
  #wonAt = -1
  #pausedUntil = 0

  /** Something has been taken. */
  won(now: number): void {
    this.#wonAt = now
  }

  /** There is nothing to run (any more). Returns whether to look for more at others'. */
  spent(now: number): boolean {
    if (this.#wonAt !== -1) {
      if (now - this.#wonAt < WORTH_MILLISECONDS) this.#charge(now)
      this.#wonAt = -1
    }
    return now >= this.#pausedUntil
  }

  /** When to look again; 0 if it may now. */
  pausedUntil(now: number): number {
    return now < this.#pausedUntil ? this.#pausedUntil : 0
  }

  #charge(now: number): void {
    this.#credit = Math.min(MOST_CREDIT, this.#credit + (now - this.#creditedAt) / CREDIT_MILLISECONDS) - 1
    this.#creditedAt = now
    if (this.#credit < 1) this.#pausedUntil = now + CREDIT_MILLISECONDS
  }
}
