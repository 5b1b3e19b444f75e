// What the `share-` workloads have in common: two kernels, each a number of processes that scheduler 1 has and the others get.

import { type Pid, type Process, receive, self, send, spawnWith } from 'multibeam'
import { spawnTiles } from './mandelbrot.ts'
import { figuresSince, type Outcome } from './outcome.ts'
import { spawnRanges } from './primes.ts'

/** Runs one case with one kernel: nanoseconds, and what the pieces add up to. */
export type Case = (kernel: number, a: number, b: number, extra: number) => Process<[number, number]>

/** Runs a case with each kernel, one after the other, in a process that is pinned to scheduler 1: what it spawns is spawned there. */
export function* onFirst(
  shared: Case,
  [limit, pieces, size, tile, extra]: readonly [number, number, number, number, number],
): Process<Outcome> {
  const start = performance.now()
  spawnWith({ scheduler: 1 }, both, shared, limit, pieces, size, tile, extra, self())
  const [primes, count, mandelbrot, iterations] = yield* receive<[number, number, number, number]>()
  return figuresSince(start, `${count} ${iterations}`, [primes, mandelbrot])
}

export function* both(
  shared: Case,
  limit: number,
  pieces: number,
  size: number,
  tile: number,
  extra: number,
  main: Pid,
): Process<void> {
  const [primes, count] = yield* shared(PRIMES, limit, pieces, extra)
  const [mandelbrot, iterations] = yield* shared(MANDELBROT, size, tile, extra)
  send(main, [primes, count, mandelbrot, iterations])
}

const PRIMES = 0
const MANDELBROT = 1

/** Starts the processes of one kernel, which answer to this one, and tells how many they are. */
export function spawnPieces(kernel: number, a: number, b: number): number {
  if (kernel === MANDELBROT) return spawnTiles(a, b)
  spawnRanges(a, b)
  return b
}

export function nanosecondsSince(start: number): number {
  return (performance.now() - start) * 1e6
}
