// CPU work whose processes are all spawned on scheduler 1. Check: the primes, and the iterations of the picture.

import type { Process } from 'multibeam'
import { sumOfAnswers } from './answers.ts'
import type { Outcome } from './outcome.ts'
import { nanosecondsSince, onFirst, spawnPieces } from './share.ts'

export function* run(limit: number, pieces: number, size: number, tile: number): Process<Outcome> {
  return yield* onFirst(spawned, [limit, pieces, size, tile, 0])
}

export function* spawned(kernel: number, a: number, b: number): Process<[number, number]> {
  const start = performance.now()
  const sum = yield* sumOfAnswers(spawnPieces(kernel, a, b))
  return [nanosecondsSince(start), sum]
}
