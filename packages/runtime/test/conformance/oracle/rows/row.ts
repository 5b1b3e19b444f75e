// What rows have in common: where their helper processes run, and how to wait without a clock.

import {
  exit,
  makeRef,
  type Pid,
  type Process,
  type Ref,
  receive,
  System,
  self,
  send,
  spawnWith,
  timeout,
} from 'multibeam'

/** Where the helper processes of a row run, as options of `spawnWith`: anywhere, or on one scheduler. */
export interface Place {
  readonly scheduler?: number
}

/** Where the row's own process runs, if its helpers have a place. */
export const HOME = 1

/** Computes the term that the row of the same name gives in Erlang/OTP. */
export type Row = (place: Place) => Process<unknown>

export type Rows = Readonly<Record<string, Row>>

/** Where a helper's own helper runs: back where the row is. */
export function across(place: Place): Place {
  return place.scheduler === undefined ? place : { scheduler: HOME }
}

/** How often `quiet` asks around: more than the processes through which one thing leads to another in any row. */
const ROUNDS = 12

/**
 * Waits until what has been started has happened: on every scheduler a process has had its turn `ROUNDS` times, one behind those that could run
 * before, and its answer came behind the signals sent from there before. What waits for a timer, or for a module to be loaded, is not waited
 * for.
 */
export function* quiet(): Process {
  for (let round = 0; round < ROUNDS; round++) {
    for (let scheduler = 1; scheduler <= System.schedulers(); scheduler++) {
      const ref = makeRef()
      spawnWith({ scheduler }, answer, self(), ref)
      yield* receive(['quiet', ref])
    }
  }
}

function* answer(to: Pid, ref: Ref): Process {
  send(to, ['quiet', ref])
}

/** Every message that has come and, once all is quiet, will come. */
export function* all(): Process<unknown[]> {
  yield* quiet()
  return yield* queued()
}

/** Every message in the mailbox. */
export function* queued(): Process<unknown[]> {
  const messages: unknown[] = []
  for (;;) {
    const message = yield* receive(undefined, { after: 0 })
    if (message === timeout) return messages
    messages.push(message)
  }
}

/** The reason of a monitored process's exit. */
export function* down(ref: Ref): Process<unknown> {
  return (yield* receive<unknown[]>(['DOWN', ref]))[4]
}

/** The reason of a linked process's exit, for a process that traps exits. */
export function* exitOf(pid: Pid): Process<unknown> {
  return (yield* receive<unknown[]>(['EXIT', pid]))[2]
}

// ---- helper processes that many rows use

export function* end(): Process {}

/** Waits for 'x', and returns. */
export function* idle(): Process {
  yield* receive('x')
}

/** Waits for what never comes. */
export function* waitForEver(): Process {
  yield* receive('never')
}

/** Waits for 'x', and exits. */
export function* exitWhenTold(reason: unknown): Process {
  yield* receive('x')
  exit(reason)
}

export function* exitWith(reason: unknown): Process {
  exit(reason)
}

/** The pid of a process that is no more. */
export function* dead(place: Place): Process<Pid> {
  const [pid, ref] = spawnWith({ ...place, monitor: true }, end)
  yield* down(ref)
  return pid
}
