// CPU work that runs on scheduler 1, alone, when the others come online. Check: the primes, and the iterations of the picture.
// The time before they come online counts, too: nobody is given a start.

import { type Process, System, sleep } from 'multibeam'
import { sumOfAnswers } from './answers.ts'
import type { Outcome } from './outcome.ts'
import { nanosecondsSince, onFirst, spawnPieces } from './share.ts'

export function* run(limit: number, pieces: number, size: number, tile: number, alone: number): Process<Outcome> {
  return yield* onFirst(online, [limit, pieces, size, tile, alone])
}

/** `alone`: milliseconds for which scheduler 1 is the only one; every loop has had many slices by then. */
export function* online(kernel: number, a: number, b: number, alone: number): Process<[number, number]> {
  yield* System.setSchedulersOnline(1)
  const start = performance.now()
  const answers = spawnPieces(kernel, a, b)
  yield* sleep(alone)
  yield* System.setSchedulersOnline(System.schedulers())
  const sum = yield* sumOfAnswers(answers)
  return [nanosecondsSince(start), sum]
}
