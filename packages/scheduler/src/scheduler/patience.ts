/**
 * How long a scheduler with nothing to do goes on looking before it sleeps, in milliseconds. Chosen: longer than the pause between two bursts of work that a timer of one
 * millisecond starts, which is two.
 */
const LONGEST_MILLISECONDS = 3
/** Times in a row that something must have come so soon, after work had changed hands. Chosen. */
const ENOUGH = 3
/** For so long after work has changed hands it counts, in milliseconds. Chosen: a burst and a pause. */
const REMEMBERED_MILLISECONDS = 5

/**
 * Whether a scheduler that has run dry should stay awake. A thread that sleeps is woken in a tenth of a millisecond if it gets a core at once, and in more than a whole one if
 * the kernel queues it behind the thread that woke it (on two cores, the other one idle: a quarter of all times). Where work comes in bursts of a millisecond, most of it
 * is done by then. So a scheduler that shares work with others, and several times in a row soon had something to do again, stays awake; in vain once, and it sleeps
 * at once until that has happened again. Messages alone keep nobody awake.
 */
export class Patience {
  /** Since when there has been nothing to do; -1: there is something. */
  #dryAt = -1
  #soon = 0
  /** Work has changed hands since there was last nothing to do. */
  #shared = false
  #sharedAt = Number.NEGATIVE_INFINITY

  /** There is nothing to do, and no more comes for now: whether to go on looking. */
  lasts(now: number): boolean {
    if (this.#dryAt === -1) this.#dryAt = now
    if (this.#soon < ENOUGH || now - this.#sharedAt > REMEMBERED_MILLISECONDS) return false
    if (now < this.until) return true
    this.#soon = 0
    return false
  }

  /** When it ends, while it lasts. */
  get until(): number {
    return this.#dryAt + LONGEST_MILLISECONDS
  }

  /** There is something to do; `shared`: processes have come from other schedulers, or gone to them. */
  ends(now: number, shared: boolean): void {
    if (shared) {
      this.#shared = true
      this.#sharedAt = now
    }
    if (this.#dryAt === -1) return
    if (this.#shared) this.#soon = now < this.until ? Math.min(this.#soon + 1, ENOUGH) : 0
    this.#shared = false
    this.#dryAt = -1
  }
}
