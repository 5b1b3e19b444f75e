import type { Counters, SchedulerCounters } from '../observed.ts'
import type { MigrationEvent, StealEvent } from '../protocol.ts'

type Move = Omit<StealEvent, 'number'> | Omit<MigrationEvent, 'number'>

/** Steals and migrations between two looks at the counters, summed up by the scheduler to which processes came, or which they left. */
export function movesBetween(before: Counters, now: Counters): Move[] {
  const moves: Move[] = []
  for (const [i, counters] of now.schedulers.entries()) {
    const earlier = before.schedulers[i] as SchedulerCounters
    const steals = counters.stealsWon - earlier.stealsWon
    const movedIn = counters.movedIn - earlier.movedIn
    const movedOut = counters.movedOut - earlier.movedOut
    if (steals > 0) moves.push({ kind: 'steal', time: now.time, thief: i + 1, steals, processes: Math.max(0, movedIn) })
    else if (movedIn > 0) moves.push({ kind: 'migration', time: now.time, scheduler: i + 1, movedIn, movedOut })
  }
  return moves
}
