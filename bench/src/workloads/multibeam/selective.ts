// `messages` messages of one kind are sent to oneself, then one of another kind is received past them, then all the
// others are taken out. Check: how many they were, and the sum of their numbers.

import { type Process, receive, self, send, timeout } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(messages: number): Process<Outcome> {
  const start = performance.now()
  for (let index = 0; index < messages; index++) send(self(), ['junk', index])
  send(self(), 'hit')
  yield* receive('hit')
  let count = 0
  let sum = 0
  for (;;) {
    const message = yield* receive<['junk', number]>('junk', { after: 0 })
    if (message === timeout) break
    count++
    sum += message[1]
  }
  return since(start, `${count} ${sum}`)
}
