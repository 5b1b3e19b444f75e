// The CPU time of a VM that has nothing to do, all its threads together. Check: the processes alive, which is this one.

import { type Process, System, sleep } from 'multibeam'
import { figuresSince, type Outcome } from './outcome.ts'

/** What ran before has been collected, and every scheduler sleeps. Chosen. */
const SETTLE_MILLISECONDS = 500

export function* run(milliseconds: number): Process<Outcome> {
  yield* sleep(SETTLE_MILLISECONDS)
  const start = performance.now()
  // Of the whole operating system process, in microseconds.
  const before = process.cpuUsage()
  yield* sleep(milliseconds)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - start) / 1000
  return figuresSince(start, System.processCount(), [((user + system) * 1000) / seconds])
}
