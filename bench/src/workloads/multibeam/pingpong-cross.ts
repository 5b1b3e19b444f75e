// Ping-pong between a process pinned to scheduler 1 and one pinned to scheduler 2.
// Check: the pings counted and the schedulers that ran the two.

import { type Pid, type Process, receive, System, self, send, spawnWith } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = ['ping' | 'stop', Pid]

export function* run(rounds: number): Process<Outcome> {
  const start = performance.now()
  const other = spawnWith({ scheduler: 2 }, pong)
  spawnWith({ scheduler: 1 }, ping, other, rounds, self())
  return since(start, yield* receive<string>())
}

export function* ping(other: Pid, rounds: number, main: Pid): Process<void> {
  for (let round = 0; round < rounds; round++) {
    send(other, ['ping', self()])
    yield* receive('pong')
  }
  send(other, ['stop', self()])
  const [, pings, where] = yield* receive<['pings', number, number]>()
  send(main, `${pings} ${System.schedulerId()} ${where}`)
}

export function* pong(): Process<void> {
  let pings = 0
  for (;;) {
    const [tag, from] = yield* receive<Message>()
    if (tag === 'stop') {
      send(from, ['pings', pings, System.schedulerId()])
      return
    }
    pings++
    send(from, 'pong')
  }
}
