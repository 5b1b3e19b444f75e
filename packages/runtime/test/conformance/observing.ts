// How processes under test wait without a clock, and see what has come.

import { makeRef, type Pid, type Process, type Ref, receive, System, self, send, spawnWith, timeout } from 'multibeam'

/** How often `quiet` asks around: more than the processes through which one thing leads to another in any row or statement. */
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
      spawnWith({ scheduler }, answerQuiet, self(), ref)
      yield* receive(['quiet', ref])
    }
  }
}

export function* answerQuiet(to: Pid, ref: Ref): Process {
  send(to, ['quiet', ref])
}

/** Takes every message that is in the mailbox or on its way. */
export function* all(): Process<unknown[]> {
  yield* quiet()
  return yield* queued()
}

/** Takes every message that is in the mailbox. */
export function* queued(): Process<unknown[]> {
  const messages: unknown[] = []
  for (;;) {
    const message = yield* receive(undefined, { after: 0 })
    if (message === timeout) return messages
    messages.push(message)
  }
}

/** The reason in the DOWN message of a monitor. */
export function* down(ref: Ref): Process<unknown> {
  return (yield* receive<unknown[]>(['DOWN', ref]))[4]
}

/** The reason in the EXIT message of a linked process, for one that traps exits. */
export function* exitOf(pid: Pid): Process<unknown> {
  return (yield* receive<unknown[]>(['EXIT', pid]))[2]
}
