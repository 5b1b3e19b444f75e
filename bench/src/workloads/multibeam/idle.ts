// The CPU time of a VM that has nothing to do, all its threads together: the middle one of nine turns, so that V8's one collection
// some seconds after the last work is not seen. Check: the processes alive, which is this one.

import { type Process, System, sleep } from 'multibeam'
import { middle, TURNS } from '../turns.ts'
import { figuresSince, type Outcome } from './outcome.ts'

/** What ran before has been collected, and every scheduler sleeps. Chosen. */
const SETTLE_MILLISECONDS = 500

export function* run(milliseconds: number): Process<Outcome> {
  yield* sleep(SETTLE_MILLISECONDS)
  const start = performance.now()
  const taken: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const begin = performance.now()
    // Of the whole operating system process, in microseconds.
    const before = process.cpuUsage()
    yield* sleep(milliseconds / TURNS)
    const { user, system } = process.cpuUsage(before)
    taken.push(((user + system) * 1e6) / (performance.now() - begin))
  }
  return figuresSince(start, System.processCount(), [middle(taken)])
}
