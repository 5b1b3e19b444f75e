/**
 * Savina's workloads of processes that compete for something (Imam and Sarkar, "Savina: An Actor Benchmark Suite", 2014), with its own
 * parameters. Where its programs draw from Java's generators, ours draw Savina's own numbers, which are the same on every system, so that every
 * run has one right answer.
 */

import { type SystemName, scaled, type Target, type Workload } from '../harness/workload.ts'
import { processItem } from '../kernels/logarithms.ts'
import { draw, drawLast } from '../kernels/pseudo-random.ts'

const systems: readonly SystemName[] = ['multibeam', 'erlang']

/** Ahead of Erlang. */
const targets: readonly Target[] = [{ peer: 'erlang', one: 1, more: 1 }]

export const bndbuffer: Workload = {
  id: 'bndbuffer',
  title: 'bounded buffer of 50, 40 producers of 1000 items, 40 consumers',
  operation: 'item',
  unit: 'µs',
  systems,
  // The last one is what producing or consuming an item costs, in hundreds of logarithms.
  sizes: (scale) => [50, 40, 40, scaled(1000, scale), 25],
  quick: 0.02,
  operations: ([, producers = 0, , items = 0]) => producers * items,
  expected([, producers = 0, , items = 0, cost = 0]) {
    let item = 0
    let sum = 0
    for (let left = items; left > 0; left--) {
      item = processItem(item, cost)
      sum += item + processItem(0, cost)
    }
    return `${producers * items} ${Math.round((producers * sum) / 1000)}`
  },
  targets,
}

export const philosopher: Workload = {
  id: 'philosopher',
  title: '20 dining philosophers, 10k meals each, one arbitrator',
  operation: 'meal',
  unit: 'ns',
  systems,
  sizes: (scale) => [20, scaled(10_000, scale)],
  operations: ([philosophers = 0, rounds = 0]) => philosophers * rounds,
  expected: ([philosophers = 0, rounds = 0]) => `${philosophers * rounds} ${philosophers * rounds}`,
  targets,
}

/** Savina's seed of the barber and of the factory. */
const BARBER_SEED = 74755

export const barber: Workload = {
  id: 'barber',
  title: 'sleeping barber, 5000 haircuts, 1000 seats',
  operation: 'haircut',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(5000, scale), scaled(1000, scale), 1000, 1000],
  operations: ([haircuts = 0]) => haircuts,
  expected: ([haircuts = 0, , production = 1, cutting = 1]) =>
    `${haircuts} ${workOf(haircuts, cutting)} ${workOf(haircuts, production)}`,
  targets,
}

function workOf(times: number, average: number): number {
  let random = BARBER_SEED
  let work = 0
  for (let left = times; left > 0; left--) {
    random = draw(random)
    work += drawLast(random, (random % average) + 10)
  }
  return work
}

/** Savina's `Integer.MAX_VALUE / 4096`. */
const DICTIONARY_ENTRIES = 524_287

export const concdict: Workload = {
  id: 'concdict',
  title: 'a dictionary of 524,287 entries, 20 workers of 10k requests, a tenth of them writes',
  operation: 'request',
  unit: 'ns',
  systems,
  sizes: (scale) => [20, scaled(10_000, scale), 10, scaled(DICTIONARY_ENTRIES, scale)],
  operations: ([workers = 0, requests = 0]) => workers * requests,
  expected([workers = 0, requests = 0, writePercent = 0, entries = 1]) {
    let writes = 0
    let keys = 0
    for (let id = 0; id < workers; id++) {
      let random = id + requests + writePercent
      for (let left = requests; left > 0; left--) {
        random = draw(random)
        const isWrite = random % 100 < writePercent
        const high = draw(random)
        random = draw(high)
        keys += (high * 65536 + random) % entries
        if (!isWrite) continue
        writes++
        random = draw(random)
      }
    }
    const all = workers * requests
    return `${all} ${entries} ${all - writes} ${writes} ${keys}`
  },
  targets,
}

export const logmap: Workload = {
  id: 'logmap',
  title: 'logistic map, 10 series of 25k terms',
  operation: 'term',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(25_000, scale), 10],
  operations: ([terms = 0, series = 0]) => terms * series,
  expected([terms = 0, series = 0]) {
    let sum = 0
    for (let index = 0; index < series; index++) {
      const rate = 3.46 + index * 0.0025
      let term = index * 0.0025
      for (let left = terms; left > 0; left--) term = rate * term * (1 - term)
      sum += Math.round(term * 1e9)
    }
    return `${sum}`
  },
  targets,
}

export const banking: Workload = {
  id: 'banking',
  title: '50k transactions between 1000 accounts',
  operation: 'transaction',
  unit: 'ns',
  systems,
  // A balance that is never used up, as Savina's, but exact. The accounts are at least ten: eight of ten give.
  sizes: (scale) => [Math.max(10, scaled(1000, scale)), scaled(50_000, scale), 1_000_000_000],
  operations: ([, transactions = 0]) => transactions,
  expected([accounts = 0, transactions = 0, balance = 0]) {
    let random = 123_456
    let moved = 0
    for (let left = transactions; left > 0; left--) {
      random = draw(draw(draw(random)))
      moved += Math.floor(100_000 / (random + 1))
    }
    return `${transactions} ${accounts * balance} ${moved}`
  },
  targets,
}
