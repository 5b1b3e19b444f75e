/** Bare worker threads that share pieces of CPU work: the memory they count in, and how they are told what to do. */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { entryFile } from '../harness/places.ts'

/** What a worker thread started by a team finds as its workerData. */
export const threadRole = 'multibeam-bench-thread'

/** Words of the memory that all threads of a run share. */
export const Word = {
  /** The index of the next piece that nobody has taken. Written by the threads; by the main thread before a burst. */
  next: 0,
  /** Bursts that have arrived. Written by the main thread, which notifies. */
  arrived: 1,
  /** Threads that have found the current burst empty. Written by the threads; the last one notifies. */
  done: 2,
  words: 3,
} as const

export interface Share {
  readonly workload: string
  readonly sizes: readonly number[]
  readonly words: Int32Array
  readonly threads: number
  /** Milliseconds that the first thread sits in a native call before it takes pieces. */
  readonly blockedFor: number
  /** How often the same work comes; the threads wait for each time. 0: it is there, once. */
  readonly bursts: number
}

/** Work that is to be split: what `Team.begin` makes a share for each thread of. */
export type Work = Pick<Share, 'workload' | 'sizes'> & Partial<Pick<Share, 'blockedFor' | 'bursts'>>

/** The threads, and how they are told what to do. */
export class Team {
  readonly #workers: readonly Worker[]

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers
  }

  static async start(threads: number): Promise<Team> {
    const workers = Array.from({ length: threads }, () => new Worker(entryFile, { workerData: threadRole }))
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    return new Team(workers)
  }

  get size(): number {
    return this.#workers.length
  }

  /** Gives the work to all threads; `sum` resolves to what their pieces add up to. */
  begin({ workload, sizes, blockedFor = 0, bursts = 0 }: Work): { words: Int32Array; sum: Promise<number> } {
    const words = new Int32Array(new SharedArrayBuffer(4 * Word.words))
    const sums = this.#workers.map(async (worker, index) => {
      const answer = once(worker, 'message')
      const share: Share = {
        workload,
        sizes,
        words,
        threads: this.size,
        bursts,
        blockedFor: index === 0 ? blockedFor : 0,
      }
      worker.postMessage(share)
      return (await answer)[0] as number
    })
    return { words, sum: Promise.all(sums).then((parts) => parts.reduce((total, part) => total + part, 0)) }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}
