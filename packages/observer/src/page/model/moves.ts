import type { SchedulerOverview } from '../../protocol.ts'
import type { History } from './history.ts'

/** Processes that came to a scheduler between two overviews. */
export interface Moves {
  /** Of the later overview. */
  readonly time: number
  readonly scheduler: number
  /** It has stolen; otherwise they were handed to it. */
  readonly hasStolen: boolean
  readonly processes: number
}

/**
 * All moves of the history, oldest first. Taken from the counters that overviews bring, and not from the log of events: of these only the
 * latest are kept, and with many schedulers that is less than a minute.
 */
export function movesOf(history: History): Moves[] {
  return history.slice(1).flatMap(({ time, schedulers }, i) =>
    schedulers.flatMap((scheduler) => {
      const before = history[i]?.schedulers[scheduler.id - 1]
      const processes = grown('movedIn', before, scheduler)
      if (processes === 0) return []
      return [{ time, scheduler: scheduler.id, hasStolen: grown('stealsWon', before, scheduler) > 0, processes }]
    }),
  )
}

/** A scheduler that was started anew counts anew: less than before. */
function grown(name: 'movedIn' | 'stealsWon', before: SchedulerOverview | undefined, now: SchedulerOverview): number {
  return Math.max(0, now[name] - (before?.[name] ?? now[name]))
}
