import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { numbered } from './correspondence.ts'
import { expectations } from './expectations.ts'
import type { Place } from './rows/row.ts'
import { runRow } from './rows/run-row.ts'

const SEEDS = 6

describe.each<[string, number, Place]>([
  ['1 scheduler', 1, {}],
  ['2 schedulers, the helpers anywhere', 2, {}],
  ['2 schedulers, the helpers on the other one', 2, { scheduler: 2 }],
])('simulated, %s', (_, schedulers, place) => {
  it.each(expectations())('%s is what Erlang/OTP says', async (name, expected) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const term = await simulate({ schedulers, seed, processLimit: 1024 }, runRow, name, place)
      expect(numbered(term), `seed ${seed}`).toStrictEqual(expected)
    }
  })
})
