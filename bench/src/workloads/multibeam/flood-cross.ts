// A process pinned to scheduler 1 sends numbered messages to one pinned to scheduler 2.
// Check: how many came, how many of them out of order, and the schedulers that ran the two.

import { type Pid, type Process, receive, System, self, send, spawnWith } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = number | ['stop', Pid, number]

export function* run(messages: number): Process<Outcome> {
  const start = performance.now()
  const other = spawnWith({ scheduler: 2 }, sink)
  spawnWith({ scheduler: 1 }, source, other, messages, self())
  return since(start, yield* receive<string>())
}

export function* source(other: Pid, messages: number, main: Pid): Process<void> {
  for (let index = 0; index < messages; index++) send(other, index)
  send(other, ['stop', main, System.schedulerId()])
}

export function* sink(): Process<void> {
  let count = 0
  let disorder = 0
  for (;;) {
    const message = yield* receive<Message>()
    if (typeof message !== 'number') {
      const [, main, where] = message
      send(main, `${count} ${disorder} ${where} ${System.schedulerId()}`)
      return
    }
    if (message !== count) disorder++
    count++
  }
}
