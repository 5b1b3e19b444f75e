/** The `share-` workloads, split by hand. There is no first scheduler here: all threads take pieces from the start. */

import type { Outcome } from '../harness/workload.ts'
import { outcomeSince } from './protocol.ts'
import { type Team, Word, type Work } from './team.ts'

type Case = (team: Team, work: Work, own: number) => Promise<Part>

/** Nanoseconds that one kernel took, and what its pieces add up to. */
interface Part {
  readonly time: number
  readonly sum: number
}

const cases: Readonly<Record<string, Case>> = {
  'share-spawned': (team, work) => atOnce(team, work),
  // They are online from the start, which is the best that can be.
  'share-online': (team, work) => atOnce(team, work),
  'share-native': (team, work, blockedFor) => atOnce(team, { ...work, blockedFor }),
  'share-bursts': inBursts,
}

export function isShared(workload: string): boolean {
  return Object.hasOwn(cases, workload)
}

/** Runs the primes and the picture, one after the other, as `workloads/multibeam/share.ts` does. */
export async function runShared(team: Team, workload: string, sizes: readonly number[]): Promise<Outcome> {
  const [limit, pieces, size, tile, own] = sizes as [number, number, number, number, number]
  const run = cases[workload] as Case
  const start = performance.now()
  const primes = await run(team, { workload: 'primes', sizes: [limit, pieces] }, own)
  const mandelbrot = await run(team, { workload: 'mandelbrot', sizes: [size, tile] }, own)
  return outcomeSince(start, `${primes.sum} ${mandelbrot.sum}`, [primes.time, mandelbrot.time])
}

async function atOnce(team: Team, work: Work): Promise<Part> {
  const start = performance.now()
  const sum = await team.begin(work).sum
  return { time: (performance.now() - start) * 1e6, sum }
}

/**
 * The threads wait in `Atomics.wait` and are notified, the quickest way there is to wake a thread; this one waits in the
 * same way for the last of them.
 */
async function inBursts(team: Team, work: Work, bursts: number): Promise<Part> {
  const { words, sum } = team.begin({ ...work, bursts })
  let time = 0
  for (let burst = 1; burst <= bursts; burst++) {
    pause(1)
    const start = performance.now()
    Atomics.store(words, Word.next, 0)
    Atomics.store(words, Word.arrived, burst)
    Atomics.notify(words, Word.arrived)
    for (let done = 0; done < burst * team.size; done = Atomics.load(words, Word.done)) {
      Atomics.wait(words, Word.done, done)
    }
    time += (performance.now() - start) * 1e6
  }
  return { time, sum: await sum }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
