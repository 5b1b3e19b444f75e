// `timers` timers of 0 ms to oneself, each with its index. Check: the sum of the indices.

import { Process, receive, self } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(timers: number): Process<Outcome> {
  const start = performance.now()
  for (let index = 0; index < timers; index++) Process.sendAfter(self(), index, 0)
  let sum = 0
  for (let left = timers; left > 0; left--) sum += yield* receive<number>()
  return since(start, sum)
}
