// A tree of processes, ten children each; each leaf sends its number up. Check: the sum at the root.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(leaves: number): Process<Outcome> {
  const start = performance.now()
  spawn(node, 0, leaves, self())
  return since(start, yield* receive<number>())
}

export function* node(number: number, size: number, parent: Pid): Process<void> {
  if (size === 1) {
    send(parent, number)
    return
  }
  const part = size / 10
  for (let index = 0; index < 10; index++) spawn(node, number + index * part, part, self())
  let sum = 0
  for (let left = 10; left > 0; left--) sum += yield* receive<number>()
  send(parent, sum)
}
