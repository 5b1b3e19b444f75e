// Random programs. A failure prints its seed and path; to see it again:
//
//   SEED=… FAST_CHECK_PATH=… npx vitest run packages/compiler/test/differential/random.test.ts

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compare, explain } from './compare.ts'
import { module } from './corpus/case.ts'
import { writeProgram } from './random-program.ts'

const { SEED, FAST_CHECK_PATH, RUNS } = process.env

// Without bias: fast-check would begin with short lists and small numbers, which make little programs.
const choices = fc.noBias(fc.array(fc.nat(9_999), { size: 'max', maxLength: 1_500 }))

it('a random program does in every form what its generators do', async () => {
  await fc.assert(
    fc.asyncProperty(choices, async (list) => {
      const program = module('random', writeProgram(list))
      const comparison = await compare(program)
      expect(comparison.differences.length, explain(program, comparison)).toBe(0)
    }),
    {
      numRuns: Number(RUNS ?? 60),
      // Shrinking goes on as long as it finds something smaller; what it has then is small enough to read.
      interruptAfterTimeLimit: 40_000,
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      ...(FAST_CHECK_PATH === undefined ? {} : { path: FAST_CHECK_PATH }),
    },
  )
})
