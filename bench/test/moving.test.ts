import { type Process, System } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import * as big from '../src/workloads/multibeam/big.ts'
import * as chameneos from '../src/workloads/multibeam/chameneos.ts'
import * as count from '../src/workloads/multibeam/count.ts'
import * as fibProcesses from '../src/workloads/multibeam/fib-processes.ts'
import type { Outcome } from '../src/workloads/multibeam/outcome.ts'
import * as pingpong from '../src/workloads/multibeam/pingpong.ts'
import * as primes from '../src/workloads/multibeam/primes.ts'
import * as ring from '../src/workloads/multibeam/ring.ts'
import * as skynet from '../src/workloads/multibeam/skynet.ts'
import * as spawnMonitor from '../src/workloads/multibeam/spawn-monitor.ts'
import * as spawnReply from '../src/workloads/multibeam/spawn-reply.ts'

/** Whole programs in the simulator, small, their processes handed over before their slices. */
type Workload = { run(...sizes: number[]): Process<Outcome> }

/** How often a process has come to a scheduler from another one. */
function* moves(): Process<number> {
  return System.statistics().reduce((sum, { processesIn }) => sum + processesIn, 0)
}

/** Simulations of each: `MIGRATIONS=10000` makes it as many in all. */
const MIGRATE = [1, 0.5, 0.05]

const WORKLOADS: [string, Workload, number[], string?][] = [
  ['ring', ring, [20, 400], '400'],
  ['big', big, [8, 30], '240'],
  ['chameneos', chameneos, [6, 100], '200'],
  ['count', count, [500]],
  ['fib-processes', fibProcesses, [7]],
  ['pingpong', pingpong, [200], '200'],
  ['primes', primes, [300, 20], '62'],
  ['skynet', skynet, [100], '4950'],
  ['spawn-monitor', spawnMonitor, [60], '60'],
  ['spawn-reply', spawnReply, [60], '1770'],
]
const RUNS = Math.ceil(Number(process.env.MIGRATIONS ?? 0) / WORKLOADS.length) || 4

describe('programs whose processes move all the time', () => {
  it.each(WORKLOADS)('%s comes out right', { timeout: RUNS * 60_000 }, async (_, workload, sizes, expected) => {
    const still = await new Simulation({ schedulers: 1, seed: 1 }).run(workload.run, ...sizes)
    if (expected !== undefined) expect(still.check).toBe(expected)
    let moved = 0
    for (let seed = 1; seed <= RUNS; seed++) {
      const migrate = MIGRATE[seed % MIGRATE.length] as number
      const options = { schedulers: 2 + (seed % 3), seed, migrate, processLimit: 4096 }
      const simulation = new Simulation(options)
      const { check } = await simulation.run(workload.run, ...sizes)
      expect(check, JSON.stringify(options)).toBe(still.check)
      expect(simulation.crashes).toHaveLength(0)
      moved += await simulation.run(moves)
    }
    expect(moved / RUNS).toBeGreaterThan(1)
  })
})
