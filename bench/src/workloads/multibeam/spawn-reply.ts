// `processes` processes are spawned at once, each replies with its index. Check: the sum of the indices.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(processes: number): Process<Outcome> {
  const start = performance.now()
  for (let index = 0; index < processes; index++) spawn(child, self(), index)
  let sum = 0
  for (let left = processes; left > 0; left--) sum += yield* receive<number>()
  return since(start, sum)
}

export function* child(parent: Pid, index: number): Process<void> {
  send(parent, index)
}
