/** How the cost of an operation grows: with the processes that are alive, with the messages that wait, with the schedulers. */

import { type Figure, type SystemName, scaled, type Workload } from '../harness/workload.ts'
import { sieve } from '../kernels/primes.ts'
import { roundsOf } from './rounds.ts'
import { TURNS } from './turns.ts'

/** Ours may cost half as much again at the end of a curve as at its beginning. */
const MOST = 1.5

/** A line for each name, over the first three sizes, which count what is `along` the chart. */
function lines(along: string, ...names: string[]): Figure[] {
  return [0, 1, 2].flatMap((size) => names.map((name) => ({ name, curve: { size, along, most: MOST } })))
}

const systems: readonly SystemName[] = ['multibeam', 'erlang']

export const growthProcesses: Workload = {
  id: 'growth-processes',
  title:
    'messages, spawning and timers beside 1,000, 100,000 and 1M live processes; starting so many; a message to each in turn',
  operation: 'operation',
  unit: 'ns',
  systems,
  sizes: (scale) => {
    const most = scaled(1_000_000, scale)
    return [
      Math.min(1000, Math.ceil(most / 100)),
      Math.ceil(most / 10),
      most,
      2 * TURNS * scaled(22_000, Math.sqrt(scale)),
    ]
  },
  operations: () => 1,
  // Processes that have answered their last message, and what was done beside those that were alive.
  expected: ([few = 0, more = 0, most = 0, operations = 0]) => {
    const started = [few, more, most].map((count) => count * roundsOf(count, operations))
    return `${started.reduce((sum, count) => sum + count)} ${3 * 4 * operations}`
  },
  quick: 0.02,
  // On one scheduler: whether two processes meet on one is then not part of the answer.
  usualSchedulers: [1],
  // A figure takes 40 to 200 ms of ours: with one run alone, what befalls the machine would be what grows.
  fewestRuns: 3,
  targets: [],
  figures: lines('live processes', 'start', 'message beside', 'spawn beside', 'timer beside', 'message to each'),
}

export const growthMailbox: Workload = {
  id: 'growth-mailbox',
  title: 'taking the oldest message, and the answer of a call, with 10, 1000 and 1M messages waiting',
  operation: 'operation',
  unit: 'ns',
  systems,
  sizes: (scale) => [
    10,
    scaled(1000, Math.sqrt(scale)),
    scaled(1_000_000, scale),
    TURNS * scaled(22_000, Math.sqrt(scale)),
  ],
  operations: () => 1,
  // Operations, and the messages that were left in the mailbox.
  expected: ([few = 0, more = 0, most = 0, operations = 0]) => `${3 * 2 * operations} ${few + more + most}`,
  usualSchedulers: [1],
  targets: [],
  figures: lines('messages waiting', 'take the oldest', 'call'),
}

/** Oversubscribed where there are fewer cores: it shows the shape, not a speed-up. */
export const growthSchedulers: Workload = {
  id: 'growth-schedulers',
  title: 'messages among 120 processes, spawning and CPU work on 1, 2, 4 and 8 schedulers',
  operation: 'operation',
  unit: 'ns',
  systems: ['multibeam'],
  sizes: (scale) => [120, scaled(500, scale), scaled(100_000, scale), scaled(2_000_000, scale), 64],
  operations: () => 1,
  expected: ([workers = 0, pings = 0, processes = 0, limit = 0]) =>
    `${workers * pings} ${(processes * (processes - 1)) / 2} ${sieve(limit).length}`,
  quick: 0.03,
  lanes: [8, 1, 2, 4].map((schedulers) => ({ system: 'multibeam', schedulers })),
  targets: [{ peer: 'multibeam@1', more: MOST }],
  figures: [{ name: 'message' }, { name: 'spawn' }, { name: 'CPU work' }],
}
