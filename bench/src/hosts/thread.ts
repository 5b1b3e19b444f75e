/** The body of a thread of a team: it takes pieces until none is left. */

import { parentPort } from 'node:worker_threads'
import { kernelOf } from '../kernels/index.ts'
import { type Share, Word } from './team.ts'

export function serveThread(): void {
  parentPort?.on('message', (share: Share) => parentPort?.postMessage(compute(share)))
  parentPort?.postMessage('ready')
}

/** What the pieces that this thread took add up to. */
function compute(share: Share): number {
  const { words, threads, blockedFor, bursts } = share
  if (blockedFor > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, blockedFor)
  if (bursts === 0) return takePieces(share)
  let sum = 0
  for (let burst = 0; burst < bursts; burst++) {
    Atomics.wait(words, Word.arrived, burst)
    sum += takePieces(share)
    if (Atomics.add(words, Word.done, 1) === (burst + 1) * threads - 1) Atomics.notify(words, Word.done)
  }
  return sum
}

function takePieces({ workload, sizes, words }: Share): number {
  const kernel = kernelOf(workload)
  const pieces = kernel.pieces(sizes)
  let sum = 0
  for (let index = Atomics.add(words, Word.next, 1); index < pieces; index = Atomics.add(words, Word.next, 1)) {
    sum += kernel.piece(sizes, index)
  }
  return sum
}
