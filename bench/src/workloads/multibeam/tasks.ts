// Tiny tasks as a stream: a process each. Check: the sum of their values.

import { type Process, Task } from 'multibeam'
import { tiny } from '../../kernels/tasks.ts'
import { type Outcome, since } from './outcome.ts'

/** Tasks at once. Chosen: enough that a scheduler always has the next one, and few enough to stay in the cache. */
const CONCURRENCY = 64

export function* run(count: number): Process<Outcome> {
  const inputs = Array.from({ length: count }, (_, index) => index)
  const start = performance.now()
  const results = yield* Task.asyncStream(inputs, task, { maxConcurrency: CONCURRENCY })
  let sum = 0
  for (const [, value] of results) sum += value as number
  return since(start, sum)
}

export function* task(index: number): Process<number> {
  return tiny(index)
}
