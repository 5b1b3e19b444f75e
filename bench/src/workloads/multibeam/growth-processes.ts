// What operations cost beside N live processes that wait: a message of two others, spawning, a timer; starting the N; a message to each of
// them in turn. What collecting the started ones costs belongs to their start. Check: the processes that answered their last message, and the operations.

import { type Pid, Process, receive, self, send, spawn } from 'multibeam'
import { roundsOf } from '../rounds.ts'
import { middle, TURNS } from '../turns.ts'
import { makeOld } from './collector.ts'
import { figuresSince, type Outcome } from './outcome.ts'

/** Later than any run ends. */
const FAR_MILLISECONDS = 600_000

const beside = [messages, spawns, timers, questions]

export function* run(few: number, more: number, most: number, operations: number): Process<Outcome> {
  const start = performance.now()
  const figures: number[] = []
  let ended = 0
  let done = 0
  for (const count of [few, more, most]) {
    // A thousand are started in no time: again and again, so that there is something to measure.
    const rounds = roundsOf(count, operations)
    let alive: Pid[] = []
    let starting = 0
    for (let round = 1; round <= rounds; round++) {
      if (round > 1) ended += yield* stop(alive)
      alive = []
      const begin = performance.now()
      for (let index = 0; index < count; index++) alive.push(spawn(waiting, self()))
      for (let left = count; left > 0; left--) yield* receive('ready')
      starting += performance.now() - begin
    }
    const begin = performance.now()
    makeOld()
    starting += performance.now() - begin
    figures.push((starting * 1e6) / (rounds * count))

    const some = operations / TURNS
    const taken: number[][] = beside.map(() => [])
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [which, operation] of beside.entries()) {
        const before = performance.now()
        done += yield* operation(some, alive, turn * some)
        taken[which]?.push(((performance.now() - before) * 1e6) / some)
      }
    }
    for (const times of taken) figures.push(middle(times))
    ended += yield* stop(alive)
  }
  return figuresSince(start, `${ended} ${done}`, figures)
}

/** Ends all, and says how many have. */
function* stop(alive: readonly Pid[]): Process<number> {
  for (const pid of alive) send(pid, ['stop', self()])
  let ended = 0
  while (ended < alive.length) {
    yield* receive('stopped')
    ended++
  }
  return ended
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
  const done = yield* questions(operations / 2, [other], 0)
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

/** Of each in turn, where the last ones have stopped. */
function* questions(operations: number, alive: readonly Pid[], from: number): Process<number> {
  let done = 0
  for (let index = from; index < from + operations; index++) {
    send(alive[index % alive.length] as Pid, ['ask', self()])
    yield* receive('answer')
    done++
  }
  return done
}
