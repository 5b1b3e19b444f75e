// CPU work whose processes are all spawned on scheduler 1, which sits in a native call meanwhile. Check: the primes, and the
// iterations of the picture.

import { type Pid, type Process, self, send, spawnWith } from 'multibeam'
import { sumOfAnswers } from './answers.ts'
import type { Outcome } from './outcome.ts'
import { nanosecondsSince, onFirst, spawnPieces } from './share.ts'

export function* run(limit: number, pieces: number, size: number, tile: number, blocked: number): Process<Outcome> {
  return yield* onFirst(native, [limit, pieces, size, tile, blocked])
}

/** `blocked`: milliseconds of the call. */
export function* native(kernel: number, a: number, b: number, blocked: number): Process<[number, number]> {
  const start = performance.now()
  const answers = spawnPieces(kernel, a, b)
  spawnWith({ scheduler: 1 }, sit, blocked, self())
  const sum = yield* sumOfAnswers(answers + 1)
  return [nanosecondsSince(start), sum]
}

/** As a synchronous call of the file system does, it keeps the thread and needs no processor. It answers when it is over: nothing. */
export function* sit(milliseconds: number, parent: Pid): Process<void> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  send(parent, 0)
}
