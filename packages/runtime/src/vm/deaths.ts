/** Deaths of schedulers within so many milliseconds that end the VM: what kills one after the other will kill the next. Chosen. */
const PERIOD_MILLISECONDS = 10_000
const MOST_DEATHS = 3

/** What is told of a scheduler that has died and been replaced. */
export interface SchedulerDown {
  /** From 1. */
  scheduler: number
  /** Why its thread ended. */
  cause: Error
  /** Processes that died with it. */
  processes: number
}

/** Counts the deaths of a VM's schedulers. */
export class Deaths {
  readonly #schedulers: number
  readonly #times: number[] = []
  readonly #causes = new Map<number, Error>()
  readonly #counts = new Map<number, number>()

  constructor(schedulers: number) {
    this.#schedulers = schedulers
  }

  /** Notes one at a time in milliseconds; why the VM cannot go on, if it cannot. */
  note(scheduler: number, cause: Error, now: number): string | undefined {
    this.#causes.set(scheduler, cause)
    this.#counts.set(scheduler, this.countOf(scheduler) + 1)
    this.#times.push(now)
    while (now - (this.#times[0] as number) > PERIOD_MILLISECONDS) this.#times.shift()
    if (this.#schedulers === 1) return 'it was the only scheduler'
    if (this.#times.length < MOST_DEATHS) return undefined
    return `it was the ${this.#times.length}rd that ended within ${PERIOD_MILLISECONDS / 1000} s`
  }

  /** How often it has died. */
  countOf(scheduler: number): number {
    return this.#counts.get(scheduler) ?? 0
  }

  /** Why it died last. */
  causeOf(scheduler: number): Error {
    return this.#causes.get(scheduler) ?? new Error(`scheduler ${scheduler} ended`)
  }
}

/** The text of it, as it is printed when nobody listens. */
export function formatSchedulerDown({ scheduler, cause, processes }: SchedulerDown): string {
  const lost = processes === 1 ? '1 process was' : `${processes} processes were`
  return `${cause.message}; ${lost} lost with it, and scheduler ${scheduler} has been started anew`
}
