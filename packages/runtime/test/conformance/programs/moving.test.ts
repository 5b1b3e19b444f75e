import { readFileSync } from 'node:fs'
import { System } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { difference } from './canonical.ts'
import { drive, PATIENCE } from './interpreter.ts'
import { describeProgram, type Program, type Trace } from './program.ts'
import { runSimulated, type SimulatedRun } from './run.ts'

/** The recorded programs once more, with processes that are handed over before their slices: what they observe is what Erlang/OTP said. */
const recorded = readFileSync(new URL('./recorded.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [seed, steps, trace] = JSON.parse(line) as [number, Program['steps'], Trace]
    return { program: { seed, steps }, trace }
  })

/** Simulations of each program: `MIGRATIONS=10000` makes it as many in all. */
const RUNS = Math.ceil(Number(process.env.MIGRATIONS ?? 0) / recorded.length) || 1
const PART = 40
const parts = recorded.flatMap((_, index) => (index % PART === 0 ? [index] : []))

const MIGRATE = [1, 0.5, 1, 0.1]

function runOf(program: Program, round: number): SimulatedRun {
  const seed = program.seed + 1000 * round
  return {
    schedulers: 2 + (seed % 3),
    // Processes that are placed somewhere are pinned there.
    placement: 'free',
    seed,
    migrate: MIGRATE[seed % MIGRATE.length] as number,
  }
}

describe('recorded programs whose processes move observe what they do on Erlang/OTP', () => {
  it.each(parts)(`programs from %i`, { timeout: RUNS * 60_000 }, async (first) => {
    for (const { program, trace } of recorded.slice(first, first + PART)) {
      for (let round = 0; round < RUNS; round++) {
        const run = runOf(program, round)
        const text = difference(program, trace, await runSimulated(program, run))
        expect(text, `${JSON.stringify(run)}\n${describeProgram(program)}`).toBeUndefined()
      }
    }
  })

  it('and they do move', async () => {
    const simulation = new Simulation({ schedulers: 3, seed: 1, migrate: 1, processLimit: 1024 })
    await simulation.run(drive, (recorded[0] as { program: Program }).program.steps, 'free', PATIENCE.simulator)
    // Not a process function: it only reads.
    const statistics = await simulation.run(() => System.statistics())
    const moves = statistics.reduce((sum, { processesIn }) => sum + processesIn, 0)
    expect(moves).toBeGreaterThan(50)
  })
})
