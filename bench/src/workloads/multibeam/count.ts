// One process sends `messages` increments to another one, then asks for the count. Check: the count.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = 'increment' | ['get', Pid]

export function* run(messages: number): Process<Outcome> {
  const start = performance.now()
  const other = spawn(counter)
  for (let index = 0; index < messages; index++) send(other, 'increment')
  send(other, ['get', self()])
  return since(start, yield* receive<number>())
}

export function* counter(): Process<void> {
  let count = 0
  for (;;) {
    const message = yield* receive<Message>()
    if (message !== 'increment') {
      send(message[1], count)
      return
    }
    count++
  }
}
