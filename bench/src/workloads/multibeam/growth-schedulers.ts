// The same work on however many schedulers there are: messages among many, spawning, CPU work. Check: those of the three.

import type { Process } from 'multibeam'
import * as big from './big.ts'
import { figuresSince, type Outcome } from './outcome.ts'
import * as primes from './primes.ts'
import * as spawnReply from './spawn-reply.ts'

export function* run(
  workers: number,
  pings: number,
  processes: number,
  limit: number,
  pieces: number,
): Process<Outcome> {
  const start = performance.now()
  const messages = yield* big.run(workers, pings)
  const spawning = yield* spawnReply.run(processes)
  const computing = yield* primes.run(limit, pieces)
  return figuresSince(start, [messages, spawning, computing].map(({ check }) => check).join(' '), [
    messages.value / (2 * workers * pings),
    spawning.value / processes,
    computing.value / pieces,
  ])
}
