// What the processes of a CPU workload send their parent: a number each.

import { type Process, receive } from 'multibeam'

export function* sumOfAnswers(answers: number): Process<number> {
  let sum = 0
  for (let left = answers; left > 0; left--) sum += yield* receive<number>()
  return sum
}
