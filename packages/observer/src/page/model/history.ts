import type { Overview, SchedulerOverview } from '../../protocol.ts'

/** Five minutes, one a second: what the charts show. Chosen. */
export const LONGEST_HISTORY = 300

/** The last overviews, oldest first. */
export type History = readonly Overview[]

/** An overview that is not younger than the last one is of another VM: history begins anew. */
export function appendOverview(history: History, overview: Overview): History {
  const last = history.at(-1)
  if (last !== undefined && overview.time <= last.time) return [overview]
  return [...history.slice(Math.max(0, history.length + 1 - LONGEST_HISTORY)), overview]
}

/** One number of each overview. */
export function column(history: History, pick: (overview: Overview) => number): number[] {
  return history.map(pick)
}

/** One number of each overview for each scheduler: a column a scheduler, null where it had not begun. */
export function columnsBySchedulers(
  history: History,
  pick: (scheduler: SchedulerOverview) => number,
): (number | null)[][] {
  const count = history.at(-1)?.schedulers.length ?? 0
  return Array.from({ length: count }, (_, i) =>
    history.map(({ schedulers }) => (schedulers[i] === undefined ? null : pick(schedulers[i]))),
  )
}

/** Sum over the schedulers. */
export function total(overview: Overview, pick: (scheduler: SchedulerOverview) => number): number {
  return overview.schedulers.reduce((sum, scheduler) => sum + pick(scheduler), 0)
}
