import type { Process } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { sumOfShortest, weights } from '../src/kernels/graph.ts'
import { draw, drawLast, randomNumbers } from '../src/kernels/pseudo-random.ts'
import { firstGrant, isFull, newGrowth, nextGrant } from '../src/kernels/tree-growth.ts'
import { workloads } from '../src/workloads/index.ts'
import * as apsp from '../src/workloads/multibeam/apsp.ts'
import * as banking from '../src/workloads/multibeam/banking.ts'
import * as barber from '../src/workloads/multibeam/barber.ts'
import * as bndbuffer from '../src/workloads/multibeam/bndbuffer.ts'
import * as concdict from '../src/workloads/multibeam/concdict.ts'
import * as logmap from '../src/workloads/multibeam/logmap.ts'
import type { Outcome } from '../src/workloads/multibeam/outcome.ts'
import * as philosopher from '../src/workloads/multibeam/philosopher.ts'
import * as quicksort from '../src/workloads/multibeam/quicksort.ts'
import * as recmatmul from '../src/workloads/multibeam/recmatmul.ts'
import * as sieve from '../src/workloads/multibeam/sieve.ts'
import * as uct from '../src/workloads/multibeam/uct.ts'

/** Small enough for the simulator, big enough for every kind of message to be sent. */
const WORKLOADS: [string, { run(...sizes: number[]): Process<Outcome> }, number[], string][] = [
  ['bndbuffer', bndbuffer, [8, 6, 3, 10, 1], '60 -179'],
  ['philosopher', philosopher, [5, 20], '100 100'],
  ['barber', barber, [40, 3, 5, 20], '40 1462436 1224999'],
  ['concdict', concdict, [4, 25, 10, 50], '100 50 84 16 2129'],
  ['logmap', logmap, [30, 4], '1357725694'],
  ['banking', banking, [20, 100, 1000], '100 20000 1719'],
  ['sieve', sieve, [200, 10], '46 5 179'],
  ['uct', uct, [300, 50, 10, 10, 50], '290 28 15 19139368'],
  ['recmatmul', recmatmul, [16, 16, 5], '64 256'],
  ['quicksort', quicksort, [300, 40], '300 10065894 0'],
  ['apsp', apsp, [12, 3, 100], '3028'],
]

describe("Savina's workloads", () => {
  it.each(WORKLOADS)(
    '%s comes out right, its processes still or moving',
    { timeout: 60_000 },
    async (id, workload, sizes, check) => {
      expect(workloads.find((known) => known.id === id)?.expected(sizes)).toBe(check)
      for (const options of [
        { schedulers: 1, seed: 1 },
        { schedulers: 2, seed: 2, migrate: 0.05 },
        { schedulers: 3, seed: 3, migrate: 0.5 },
        { schedulers: 4, seed: 4, migrate: 1 },
      ]) {
        const simulation = new Simulation({ ...options, processLimit: 4096 })
        expect((await simulation.run(workload.run, ...sizes)).check, JSON.stringify(options)).toBe(check)
        expect(simulation.crashes).toHaveLength(0)
      }
    },
  )

  it('have the parameters of the suite', () => {
    const ids = WORKLOADS.map(([id]) => id)
    const sizes = workloads.filter(({ id }) => ids.includes(id)).map((workload) => [workload.id, workload.sizes(1)])
    expect(Object.fromEntries(sizes)).toEqual({
      bndbuffer: [50, 40, 40, 1000, 25],
      philosopher: [20, 10_000],
      barber: [5000, 1000, 1000, 1000],
      concdict: [20, 10_000, 10, 524_287],
      logmap: [25_000, 10],
      banking: [1000, 50_000, 1_000_000_000],
      sieve: [100_000, 1000],
      uct: [200_000, 500, 100, 10, 50],
      recmatmul: [1024, 128 ** 2, 20],
      quicksort: [1_000_000, 2048],
      apsp: [300, 50, 100],
    })
  })

  it.each([0.1, 0.01, 0.001, 1e-9])('know their answer at scale %d', (scale) => {
    for (const [id] of WORKLOADS) {
      const workload = workloads.find((known) => known.id === id)
      expect(workload?.expected(workload.sizes(scale))).toMatch(/^-?\d+( -?\d+)*$/)
    }
  })
})

describe("Savina's numbers", () => {
  it('are drawn as its PseudoRandom draws them, each once in 65,536', () => {
    expect([draw(74755), draw(draw(74755)), drawLast(74755, 2)]).toEqual([22896, 34761, 34761])
    expect(new Set(randomNumbers(1, 65_536)).size).toBe(65_536)
  })

  it('let the tree grow until it is full', () => {
    const growth = newGrowth(200_000, 10, 500, 100, 50)
    let asking = 10
    let fewest = asking
    firstGrant(growth)
    while (!isFull(growth)) {
      asking--
      if (nextGrant(growth) !== undefined) asking += 10
      fewest = Math.min(fewest, asking)
    }
    expect(fewest).toBeGreaterThan(0)
    expect(growth.size).toBe(199_991)
  })

  it('give the shortest paths by hand', () => {
    // 0-1: 3, 0-2: 10, 1-2: 4, both ways.
    expect(sumOfShortest(Int32Array.of(0, 3, 10, 3, 0, 4, 10, 4, 0), 3)).toBe(2 * (3 + 4 + 7))
    expect(weights(3, 100)).toHaveLength(9)
  })
})
