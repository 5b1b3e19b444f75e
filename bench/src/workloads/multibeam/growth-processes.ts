// What operations cost beside N live processes that wait: a message of two others, spawning, a timer; starting the N; a message to each of
// them in turn. Check: the live processes that answered their last message, and the operations.

import { type Pid, Process, receive, self, send, spawn } from 'multibeam'
import { figuresSince, type Outcome } from './outcome.ts'

/** Later than any run ends. */
const FAR_MILLISECONDS = 600_000

export function* run(few: number, more: number, most: number, operations: number): Process<Outcome> {
  const start = performance.now()
  const figures: number[] = []
  let ended = 0
  let done = 0
  for (const count of [few, more, most]) {
    const begin = performance.now()
    const alive: Pid[] = []
    for (let index = 0; index < count; index++) alive.push(spawn(waiting, self()))
    for (let left = count; left > 0; left--) yield* receive('ready')
    figures.push(((performance.now() - begin) * 1e6) / count)

    for (const operation of [messages, spawns, timers, questions]) {
      const before = performance.now()
      done += yield* operation(operations, alive)
      figures.push(((performance.now() - before) * 1e6) / operations)
    }
    for (const pid of alive) send(pid, ['stop', self()])
    for (let left = count; left > 0; left--) {
      yield* receive('stopped')
      ended++
    }
  }
  return figuresSince(start, `${ended} ${done}`, figures)
}

export function* waiting(parent: Pid): Process<void> {
  send(parent, 'ready')
  for (;;) {
    const [tag, from] = yield* receive<['ask' | 'stop', Pid]>()
    if (tag === 'stop') {
      send(from, 'stopped')
      return
    }
    send(from, 'answer')
  }
}

/** Between this process and one other: a message each way is two operations. */
function* messages(operations: number): Process<number> {
  const other = spawn(waiting, self())
  yield* receive('ready')
  const done = yield* questions(operations / 2, [other])
  send(other, ['stop', self()])
  yield* receive('stopped')
  return 2 * done
}

function* spawns(operations: number): Process<number> {
  let done = 0
  for (let index = 0; index < operations; index++) {
    spawn(child, self())
    yield* receive('here')
    done++
  }
  return done
}

export function* child(parent: Pid): Process<void> {
  send(parent, 'here')
}

/** Started, and cancelled long before its time. */
function* timers(operations: number): Process<number> {
  let done = 0
  for (let index = 0; index < operations; index++) {
    const timer = Process.sendAfter(self(), 'timer', FAR_MILLISECONDS)
    if ((yield* Process.cancelTimer(timer)) !== false) done++
  }
  return done
}

function* questions(operations: number, alive: readonly Pid[]): Process<number> {
  let done = 0
  for (let index = 0; index < operations; index++) {
    send(alive[index % alive.length] as Pid, ['ask', self()])
    yield* receive('answer')
    done++
  }
  return done
}
