// The primes again, every process spawned by one that is pinned to scheduler 1: the others have only what they steal.

import { type Pid, type Process, receive, self, send, spawnWith } from 'multibeam'
import { type Outcome, since } from './outcome.ts'
import { countAll } from './primes.ts'

export function* run(limit: number, pieces: number): Process<Outcome> {
  const start = performance.now()
  spawnWith({ scheduler: 1 }, countOnFirst, limit, pieces, self())
  return since(start, yield* receive<number>())
}

export function* countOnFirst(limit: number, pieces: number, main: Pid): Process<void> {
  send(main, yield* countAll(limit, pieces))
}
