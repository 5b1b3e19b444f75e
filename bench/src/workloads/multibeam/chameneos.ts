// Creatures meet pairwise in a mall. Check: the sum of the meetings that each counted (twice `meetings`).

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(creatures: number, meetings: number): Process<Outcome> {
  const start = performance.now()
  const place = spawn(mall, meetings, creatures)
  for (let index = 0; index < creatures; index++) spawn(creature, place, self())
  let met = 0
  for (let left = creatures; left > 0; left--) met += yield* receive<number>()
  return since(start, met)
}

export function* mall(meetings: number, creatures: number): Process<void> {
  for (let left = meetings; left > 0; left--) {
    const [, a] = yield* receive<['meet', Pid]>()
    const [, b] = yield* receive<['meet', Pid]>()
    send(a, ['met', b])
    send(b, ['met', a])
  }
  for (let left = creatures; left > 0; left--) {
    const [, late] = yield* receive<['meet', Pid]>()
    send(late, 'stop')
  }
}

export function* creature(place: Pid, main: Pid): Process<void> {
  let met = 0
  for (;;) {
    send(place, ['meet', self()])
    const message = yield* receive<'stop' | ['met', Pid]>()
    if (message === 'stop') break
    met++
  }
  send(main, met)
}
