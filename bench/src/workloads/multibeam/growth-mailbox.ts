// What a process pays for the messages that wait in its mailbox: it takes the oldest and gets a new one; it asks another process and takes the
// answer past all of them. Check: the operations, and the messages that are left.

import { makeRef, type Pid, type Process, type Ref, receive, self, send, spawn, timeout } from 'multibeam'
import { middle, TURNS } from '../turns.ts'
import { figuresSince, type Outcome } from './outcome.ts'

type Question = ['ask', Pid, Ref] | 'stop'

export function* run(few: number, more: number, most: number, operations: number): Process<Outcome> {
  const start = performance.now()
  const figures: number[] = []
  const server = spawn(echo)
  let done = 0
  let left = 0
  for (const count of [few, more, most]) {
    for (let index = 0; index < count; index++) send(self(), ['waiting', index])
    const some = operations / TURNS
    for (const operation of [oldest, calls]) {
      const taken: number[] = []
      for (let turn = 0; turn < TURNS; turn++) {
        const before = performance.now()
        done += yield* operation(some, server)
        taken.push(((performance.now() - before) * 1e6) / some)
      }
      figures.push(middle(taken))
    }
    left += yield* drain()
  }
  send(server, 'stop')
  return figuresSince(start, `${done} ${left}`, figures)
}

function* oldest(operations: number): Process<number> {
  let done = 0
  for (let index = 0; index < operations; index++) {
    send(self(), yield* receive())
    done++
  }
  return done
}

function* calls(operations: number, server: Pid): Process<number> {
  let done = 0
  for (let index = 0; index < operations; index++) {
    const ref = makeRef()
    send(server, ['ask', self(), ref])
    yield* receive(['answer', ref])
    done++
  }
  return done
}

export function* echo(): Process<void> {
  for (;;) {
    const question = yield* receive<Question>()
    if (question === 'stop') return
    const [, from, ref] = question
    send(from, ['answer', ref])
  }
}

function* drain(): Process<number> {
  for (let count = 0; ; count++) if ((yield* receive('waiting', { after: 0 })) === timeout) return count
}
