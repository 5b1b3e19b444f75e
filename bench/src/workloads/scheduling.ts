/** How the schedulers treat processes: how soon one is answered or moved while others compute, how work spreads, what idling costs. */

import { type Figure, type SystemName, scaled, type Target, type Workload } from '../harness/workload.ts'
import { mandelbrot } from '../kernels/mandelbrot.ts'
import { sieve } from '../kernels/primes.ts'
import * as cpu from './cpu.ts'

/** Processes that burn beside the one that is asked. */
const FEW_HOGS = 20
const MANY_HOGS = 200

/** No worse than Erlang, in the middle and at the end. */
const noWorse: readonly Target[] = [{ peer: 'erlang', more: 1 }]

export const fairness: Workload = {
  id: 'fairness',
  title: 'time to an answer, asked every millisecond, beside 0, 20 and 200 hogs',
  operation: 'round trip',
  unit: 'µs',
  systems: ['multibeam', 'erlang'],
  sizes: (scale) => [FEW_HOGS, MANY_HOGS, scaled(300, scale), scaled(20_000, scale)],
  operations: ([, , questions = 0]) => questions,
  expected: ([few = 0, many = 0, questions = 0]) => `${4 * questions} ${few + 2 * many}`,
  minimumSchedulers: 2,
  targets: noWorse,
  figures: ['idle', `${FEW_HOGS} hogs`, `${MANY_HOGS} hogs`, `${MANY_HOGS} hogs, high`].flatMap((row) => [
    { name: `${row}, p50` },
    { name: `${row}, p99` },
  ]),
}

/** A process that has gone to another scheduler runs there at once. */
const MOVE_LIMIT_NANOSECONDS = 100_000

export const theft: Workload = {
  id: 'theft',
  title: 'time to the first slice on another scheduler: from its theft, and from before the thief was woken',
  operation: 'move',
  unit: 'µs',
  systems: ['multibeam'],
  sizes: (scale) => [scaled(500, scale), scaled(500, scale), scaled(3000, scale)],
  operations: ([thefts = 0, moves = 0]) => thefts + moves,
  expected: ([thefts, moves]) => `${thefts} ${moves}`,
  minimumSchedulers: 2,
  targets: [],
  figures: [
    { name: 'since the theft, p50', limit: MOVE_LIMIT_NANOSECONDS },
    { name: 'since the theft, p99' },
    { name: 'since the spawn, p50', limit: MOVE_LIMIT_NANOSECONDS },
    { name: 'since the spawn, p99' },
    { name: 'handed over, p50', limit: MOVE_LIMIT_NANOSECONDS },
    { name: 'handed over, p99' },
  ],
}

export const idle: Workload = {
  id: 'idle',
  title: 'CPU time of a VM that has nothing to do, for 4 s',
  operation: 'second',
  unit: '% of a core',
  systems: ['multibeam'],
  sizes: (scale) => [scaled(4000, scale)],
  operations: () => 1,
  // The process that measures is the only one.
  expected: () => '1',
  targets: [],
  // Nanoseconds a second: half a percent.
  figures: [{ name: 'CPU time', limit: 5e6 }],
}

/** At least 0.95 of the speed of threads that deal out the same work by hand. */
const shared: readonly Figure[] = [{ name: 'primes' }, { name: 'mandelbrot' }]

/** The same for all: the sizes are those of the two kernels, and a number that is the case's own. */
function share(
  id: string,
  title: string,
  sizes: Workload['sizes'],
  repeated: (own: number) => number = () => 1,
): Workload {
  return {
    id,
    title,
    operation: 'run',
    unit: 'ms a run',
    systems: ['multibeam', 'threads'] satisfies SystemName[],
    sizes,
    operations: () => 1,
    expected: ([limit = 0, , size = 0, , own = 0]) =>
      `${repeated(own) * sieve(limit).length} ${repeated(own) * mandelbrot.piece([size, size], 0)}`,
    minimumSchedulers: 2,
    targets: [{ peer: 'threads', more: 1 / 0.95 }],
    figures: shared,
  }
}

const whole = (scale: number, own: number) => [...cpu.primes.sizes(scale), ...cpu.mandelbrot.sizes(scale), own]

export const shareSpawned = share('share-spawned', 'CPU work, every process spawned on scheduler 1', (scale) =>
  whole(scale, 1),
)

export const shareOnline = share(
  'share-online',
  'CPU work that has run on scheduler 1 for 5 ms when the others come online',
  (scale) => whole(scale, 5),
)

export const shareNative = share(
  'share-native',
  'CPU work spawned on scheduler 1, which then sits in a native call for 200 ms',
  (scale) => whole(scale, scaled(200, scale)),
)

export const shareBursts = share(
  'share-bursts',
  'CPU work that arrives on scheduler 1 in 200 bursts of 1 ms',
  // Calibrated: 50,000 numbers, or 70² pixels, take about a millisecond of one core.
  (scale) => [50_000, 16, 70, 18, scaled(200, scale)],
  (bursts) => bursts,
)
