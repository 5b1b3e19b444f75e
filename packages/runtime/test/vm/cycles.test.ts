import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'
import { runNode } from './support/run-node.ts'

/**
 * Five VMs each. What every VM leaves behind shows after the first round, since the counts must be equal; more rounds look for what only some
 * leave: with `DEEP=1` it is 250 VMs.
 */
const ROUNDS = process.env.DEEP === '1' ? 50 : 10

it(`a Node process has as many threads and handles after ${5 * ROUNDS} VMs as after the first`, {
  timeout: 240_000,
}, async ({ signal }) => {
  const { stdout, stderr, code } = await runNode([fileURLToPath(fixture('cycles.mjs')), String(ROUNDS)], signal)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  const { before, after } = JSON.parse(stdout)
  expect(after).toEqual(before)
})
