// CPU work that arrives on scheduler 1 in bursts, each of about a millisecond on one core, with pauses between them in which the
// others find nothing. What counts is the time from each burst's arrival to its last answer. Check: the primes, and the iterations of
// the pictures.

import { type Process, sleep } from 'multibeam'
import { sumOfAnswers } from './answers.ts'
import type { Outcome } from './outcome.ts'
import { nanosecondsSince, onFirst, spawnPieces } from './share.ts'

export function* run(limit: number, pieces: number, size: number, tile: number, bursts: number): Process<Outcome> {
  return yield* onFirst(inBursts, [limit, pieces, size, tile, bursts])
}

export function* inBursts(kernel: number, a: number, b: number, bursts: number): Process<[number, number]> {
  let time = 0
  let sum = 0
  for (let burst = 0; burst < bursts; burst++) {
    yield* sleep(1)
    const start = performance.now()
    sum += yield* sumOfAnswers(spawnPieces(kernel, a, b))
    time += nanosecondsSince(start)
  }
  return [time, sum]
}
