/**
 * The work split by hand over bare worker threads: each takes the next piece from a counter in shared memory until none
 * is left. That balances as well as can be and costs next to nothing, which makes it the limit for CPU work.
 */

import { once } from 'node:events'
import { parentPort, Worker } from 'node:worker_threads'
import { entryFile } from '../harness/places.ts'
import { kernelOf } from '../kernels/index.ts'
import { outcomeSince, serve } from './protocol.ts'

/** What a worker thread started by `hostThreads` finds in its workerData. */
export const threadRole = 'multibeam-bench-thread'

interface Share {
  readonly workload: string
  readonly sizes: readonly number[]
  /** One word: the index of the next piece that nobody has taken. */
  readonly next: Int32Array
}

export async function hostThreads(threads: number): Promise<void> {
  const workers = Array.from({ length: threads }, () => new Worker(entryFile, { workerData: threadRole }))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  await serve(async (workload, sizes) => {
    const start = performance.now()
    const share: Share = { workload, sizes, next: new Int32Array(new SharedArrayBuffer(4)) }
    const sums = workers.map(async (worker) => {
      const answer = once(worker, 'message')
      worker.postMessage(share)
      return (await answer)[0] as number
    })
    const sum = (await Promise.all(sums)).reduce((total, part) => total + part, 0)
    return outcomeSince(start, `${sum}`)
  })
  await Promise.all(workers.map((worker) => worker.terminate()))
}

/** The body of such a thread. */
export function serveThread(): void {
  parentPort?.on('message', ({ workload, sizes, next }: Share) => {
    const kernel = kernelOf(workload)
    const pieces = kernel.pieces(sizes)
    let sum = 0
    for (let index = Atomics.add(next, 0, 1); index < pieces; index = Atomics.add(next, 0, 1)) {
      sum += kernel.piece(sizes, index)
    }
    parentPort?.postMessage(sum)
  })
  parentPort?.postMessage('ready')
}
