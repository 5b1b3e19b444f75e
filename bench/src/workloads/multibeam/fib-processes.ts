// fib(n), a process a call, as in Savina. Check: the value.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(n: number): Process<Outcome> {
  const start = performance.now()
  spawn(fib, n, self())
  return since(start, yield* receive<number>())
}

export function* fib(n: number, parent: Pid): Process<void> {
  if (n < 3) {
    send(parent, 1)
    return
  }
  spawn(fib, n - 1, self())
  spawn(fib, n - 2, self())
  const a = yield* receive<number>()
  const b = yield* receive<number>()
  send(parent, a + b)
}
