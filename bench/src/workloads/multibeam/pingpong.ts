// Two processes, `rounds` round trips. Check: the pings that the other side counted.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = ['ping' | 'stop', Pid]

export function* run(rounds: number): Process<Outcome> {
  const start = performance.now()
  const other = spawn(pong)
  for (let round = 0; round < rounds; round++) {
    send(other, ['ping', self()])
    yield* receive('pong')
  }
  send(other, ['stop', self()])
  const [, pings] = yield* receive<['pings', number]>()
  return since(start, pings)
}

export function* pong(): Process<void> {
  let pings = 0
  for (;;) {
    const [tag, from] = yield* receive<Message>()
    if (tag === 'stop') {
      send(from, ['pings', pings])
      return
    }
    pings++
    send(from, 'pong')
  }
}
