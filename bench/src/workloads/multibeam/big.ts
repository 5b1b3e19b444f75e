// `workers` processes each send `pings` pings to random others, one at a time, and answer the others' meanwhile.
// Check: the sum of the pings that each answered.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type Message = 'pong' | 'stop' | ['ping', Pid]

export function* run(workers: number, pings: number): Process<Outcome> {
  const start = performance.now()
  const pids: Pid[] = []
  for (let index = 0; index < workers; index++) pids.push(spawn(worker, pings, self()))
  for (const pid of pids) send(pid, ['go', pids])
  for (let left = workers; left > 0; left--) yield* receive('done')
  for (const pid of pids) send(pid, 'stop')
  let answered = 0
  for (let left = workers; left > 0; left--) answered += yield* receive<number>()
  return since(start, answered)
}

export function* worker(pings: number, parent: Pid): Process<void> {
  const [, pids] = yield* receive<['go', Pid[]]>('go')
  let answered = 0
  for (let left = pings; left > 0; left--) {
    send(pids[Math.floor(Math.random() * pids.length)] as Pid, ['ping', self()])
    for (;;) {
      const message = yield* receive<Message>()
      if (message === 'pong') break
      send(message[1] as Pid, 'pong')
      answered++
    }
  }
  send(parent, 'done')
  for (;;) {
    const message = yield* receive<Message>()
    if (message === 'stop') break
    send(message[1] as Pid, 'pong')
    answered++
  }
  send(parent, answered)
}
