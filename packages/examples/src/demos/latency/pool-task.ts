// What the threads of the Piscina pool run.

import { threadId } from 'node:worker_threads'

/** A task computes for so many milliseconds; one that only answers, for none. Its value is the thread that has run it. */
export interface PoolTask {
  readonly milliseconds: number
}

export default function run({ milliseconds }: PoolTask): number {
  const end = performance.now() + milliseconds
  for (let n = 1; performance.now() < end; ) {
    for (let i = 0; i < 1000; i++) n = (n * 16_807) % 2_147_483_647
  }
  return threadId
}
