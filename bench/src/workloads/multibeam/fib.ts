// A Fibonacci number by the definition, in one process. Check: the number.

import type { Process } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(n: number): Process<Outcome> {
  const start = performance.now()
  return since(start, yield* fibonacci(n))
}

function* fibonacci(n: number): Process<number> {
  return n < 2 ? n : (yield* fibonacci(n - 1)) + (yield* fibonacci(n - 2))
}
