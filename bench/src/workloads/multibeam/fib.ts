// A Fibonacci number by the definition, several times, in one process. Check: the sum of the results.

import type { Process } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(n: number, times: number): Process<Outcome> {
  const start = performance.now()
  let sum = 0
  for (let time = 0; time < times; time++) sum += yield* fibonacci(n)
  return since(start, sum)
}

function* fibonacci(n: number): Process<number> {
  return n < 2 ? n : (yield* fibonacci(n - 1)) + (yield* fibonacci(n - 2))
}
