import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { numbered } from './correspondence.ts'
import { expectations } from './expectations.ts'
import { runRow } from './rows/run-row.ts'

/** Simulations of each row: `MIGRATIONS=10000` makes it as many in all. */
const rows = expectations()
const RUNS = Math.ceil(Number(process.env.MIGRATIONS ?? 0) / rows.length) || 3
const MIGRATE = [1, 0.3, 0.05]

describe('simulated, with processes that move before their slices', () => {
  it.each(rows)('%s is what Erlang/OTP says', { timeout: RUNS * 100_000 }, async (name, expected) => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const migrate = MIGRATE[seed % MIGRATE.length] as number
      const options = { schedulers: 2 + (seed % 2), seed, migrate, processLimit: 1024 }
      const term = await simulate(options, runRow, name, {})
      expect(numbered(term), JSON.stringify(options)).toStrictEqual(expected)
    }
  })
})
