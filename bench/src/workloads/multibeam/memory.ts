// Bytes of idle processes: what the heaps of all schedulers grow by when all of them wait in `receive`, garbage
// collected before each look. Check: a message reaches each of them, by the answers.

import { type Pid, type Process, receive, System, self, send, spawn, spawnWith } from 'multibeam'
import { collectGarbage } from './collector.ts'
import type { Outcome } from './outcome.ts'

export function* run(processes: number): Process<Outcome> {
  const before = yield* heapOfAllSchedulers()
  const pids: Pid[] = []
  for (let index = 0; index < processes; index++) pids.push(spawn(idle, self()))
  // Each has run, so that none is counted as cheap as one that has not started.
  for (let left = processes; left > 0; left--) yield* receive('ready')
  const value = (yield* heapOfAllSchedulers()) - before
  for (const pid of pids) send(pid, ['hello', self()])
  let here = 0
  for (let left = processes; left > 0; left--) {
    yield* receive('here')
    here++
  }
  return { value, check: `${here}` }
}

export function* idle(parent: Pid): Process<void> {
  send(parent, 'ready')
  const [, from] = yield* receive<['hello', Pid]>()
  send(from, 'here')
}

function* heapOfAllSchedulers(): Process<number> {
  let sum = 0
  for (let scheduler = 1; scheduler <= System.schedulers(); scheduler++) {
    spawnWith({ scheduler }, heap, self())
    const [, bytes] = yield* receive<['heap', number]>('heap')
    sum += bytes
  }
  return sum
}

/** Tells the bytes in use of the heap of the scheduler that it is pinned to, buffers outside of it included. */
export function* heap(parent: Pid): Process<void> {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  send(parent, ['heap', heapUsed + external])
}
