// The primes below `limit`: a process a range, all spawned by one process. Check: how many there are.

import { type Pid, type Process, self, send, spawn } from 'multibeam'
import { isPrime, rangeStart } from '../../kernels/primes.ts'
import { sumOfAnswers } from './answers.ts'
import { type Outcome, since } from './outcome.ts'

export function* run(limit: number, pieces: number): Process<Outcome> {
  const start = performance.now()
  return since(start, yield* countAll(limit, pieces))
}

export function* countAll(limit: number, pieces: number): Process<number> {
  spawnRanges(limit, pieces)
  return yield* sumOfAnswers(pieces)
}

/** Starts the processes, which answer to this one. */
export function spawnRanges(limit: number, pieces: number): void {
  for (let index = 0; index < pieces; index++) {
    spawn(countRange, rangeStart(limit, pieces, index), rangeStart(limit, pieces, index + 1), self())
  }
}

/** The loop is process code, so that it can be preempted once it is compiled; the test of one number is not. */
export function* countRange(low: number, high: number, parent: Pid): Process<void> {
  let count = 0
  for (let n = low; n < high; n++) if (isPrime(n)) count++
  send(parent, count)
}
