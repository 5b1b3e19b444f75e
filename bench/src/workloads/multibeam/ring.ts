// A token goes round a ring of `size` processes, `hops` times received. Check: the sum of what each node counted.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = ['token' | 'sum', number] | ['done', 0]

export function* run(size: number, hops: number): Process<Outcome> {
  const start = performance.now()
  const first = self()
  let next = first
  for (let index = 1; index < size; index++) next = spawn(node, next, first)
  send(next, ['token', hops - 1])
  // The first process is a node of the ring too.
  let count = 0
  for (;;) {
    const [tag, left] = yield* receive<Message>()
    if (tag === 'done') break
    count++
    if (left === 0) break
    send(next, ['token', left - 1])
  }
  send(next, ['sum', count])
  const [, sum] = yield* receive<Message>()
  return since(start, sum)
}

export function* node(next: Pid, first: Pid): Process<void> {
  let count = 0
  for (;;) {
    const [tag, value] = yield* receive<Message>()
    if (tag === 'sum') {
      send(next, ['sum', value + count])
      return
    }
    count++
    if (value === 0) send(first, ['done', 0])
    else send(next, ['token', value - 1])
  }
}
