/** Savina's workloads of processes that share out one piece of work, with its own parameters; see savina-concurrency.ts. */

import { type SystemName, scaled, type Target, type Workload } from '../harness/workload.ts'
import { sumOfShortest, weights } from '../kernels/graph.ts'
import { sieve as primesBelow } from '../kernels/primes.ts'
import { drawLast, randomNumbers } from '../kernels/pseudo-random.ts'
import { firstGrant, type Grant, isFull, newGrowth, nextGrant } from '../kernels/tree-growth.ts'

const systems: readonly SystemName[] = ['multibeam', 'erlang']

/** Ahead of Erlang. */
const targets: readonly Target[] = [{ peer: 'erlang', one: 1, more: 1 }]

export const sieve: Workload = {
  id: 'sieve',
  title: 'primes below 100k, through a chain of processes that keep 1000 each',
  operation: 'number',
  unit: 'ns',
  systems,
  // More primes than one process keeps at any scale but the smallest.
  sizes: (scale) => [scaled(100_000, scale), Math.max(2, scaled(1000, scale))],
  operations: ([limit = 0]) => Math.max(1, Math.floor(limit / 2) - 1),
  expected([limit = 0, capacity = 1]) {
    const primes = primesBelow(limit)
    const [filters, taken] = passedOn(limit, capacity, primes)
    // Two is there before the first number, and the first process too.
    return `${Math.max(1, primes.length)} ${filters} ${taken}`
  },
  targets,
}

/** How many processes there are in the chain, and how many numbers they take in. */
function passedOn(limit: number, capacity: number, primes: readonly number[]): [number, number] {
  const filters = Math.max(1, Math.ceil(primes.length / capacity))
  let taken = 0
  let index = 1
  for (let candidate = 3; candidate < limit; candidate += 2) {
    if (primes[index] === candidate) {
      // It stays in the process that has room for it, or becomes the first of a new one, which does not take it in.
      taken += Math.ceil(index / capacity)
      index++
    } else {
      const divisor = primes.findIndex((prime) => candidate % prime === 0)
      taken += Math.floor(divisor / capacity) + 1
    }
  }
  return [filters, taken]
}

export const quicksort: Workload = {
  id: 'quicksort',
  title: 'quicksort of 1M numbers, alone below 2048',
  operation: 'number',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(1_000_000, scale), Math.max(2, scaled(2048, Math.sqrt(scale)))],
  operations: ([count = 0]) => count,
  expected: ([count = 0]) => `${count} ${randomNumbers(1024, count).reduce((sum, value) => sum + value, 0)} 0`,
  targets,
}

export const uct: Workload = {
  id: 'uct',
  title: 'an unbalanced tree of 200k processes grows, works and ends',
  operation: 'node',
  unit: 'µs',
  systems,
  // Work of 500 ± 100 turns. Savina has 40,000 times as many, of a loop that a JVM leaves out.
  sizes: (scale) => [scaled(200_000, scale), 500, 100, 10, 50],
  operations: ([most = 0]) => Math.max(11, most),
  expected([most = 0, average = 0, deviation = 0, arity = 0, urgentPercent = 0]) {
    const growth = newGrowth(most, arity, average, deviation, urgentPercent)
    let urgent = 0
    let work = 0
    const add = ([first, turns, urgentChild]: Grant) => {
      if (urgentChild >= 0) urgent++
      for (let id = first; id < first + arity; id++) work += drawLast(id, 100) + drawLast(id, turns)
    }
    add(firstGrant(growth))
    while (!isFull(growth)) {
      const grant = nextGrant(growth)
      if (grant !== undefined) add(grant)
    }
    return `${growth.size - 1} ${(growth.size - 1) / arity - 1} ${urgent} ${work}`
  },
  targets,
}

export const recmatmul: Workload = {
  id: 'recmatmul',
  title: 'product of two matrices, 1024², by blocks of 128², 20 workers',
  operation: 'product of blocks',
  unit: 'µs',
  systems,
  // Three cuts into quarters at any scale.
  sizes: (scale) => {
    const length = Math.max(8, 2 ** Math.round(Math.log2(1024 * Math.cbrt(scale))))
    return [length, (length / 8) ** 2, 20]
  },
  // 256².
  quick: 0.02,
  operations: ([length = 0, threshold = 1]) => (length / Math.sqrt(threshold)) ** 3,
  expected: ([length = 0, threshold = 1]) => `${(length / Math.sqrt(threshold)) ** 3} ${length ** 2}`,
  targets,
}

export const apsp: Workload = {
  id: 'apsp',
  title: 'shortest paths between 300 nodes, by blocks of 50²',
  operation: 'round',
  unit: 'µs',
  systems,
  // Six blocks across at any scale. A round is one of all blocks.
  sizes: (scale) => {
    const size = scaled(50, Math.cbrt(scale))
    return [6 * size, size, 100]
  },
  operations: ([nodes = 0]) => nodes,
  expected: ([nodes = 0, , heaviest = 1]) => `${sumOfShortest(weights(nodes, heaviest), nodes)}`,
  targets,
}
