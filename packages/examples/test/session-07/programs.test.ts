// Runs every program of the tutorial with the real command line, and compares all that it prints with `expected/NAME.txt`.

import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { maskPids, maskTimes } from './mask.ts'
import { ordersOf } from './orders.ts'
import { runProgram } from './run-program.ts'

const programs = fileURLToPath(new URL('../../src/session-07/', import.meta.url))
const expected = fileURLToPath(new URL('./expected/', import.meta.url))

const names = namesIn(programs, '.ts')

it('has an expected output for each program', () => {
  expect(namesIn(expected, '.txt')).toEqual(names)
})

for (const schedulers of [1, 2]) {
  describe.concurrent(`with --schedulers ${schedulers}`, () => {
    it.for(names)('%s prints what the tutorial says', async (name, { expect, signal }) => {
      const orders = expectedOutputs(name, schedulers)
      const { stdout, stderr, code } = await runProgram(`${programs}${name}.ts`, schedulers, signal)
      const printed = maskPids(maskTimes(stdout))
      // One of several orders: when it is none, the first shows the difference.
      const output = orders.includes(printed) ? printed : orders[0]
      expect({ stdout: printed, stderr, code }).toEqual({ stdout: output, stderr: '', code: 0 })
    })
  })
}

/** What a program may print: `{schedulers}` stands for their number, lines marked `< ` and `> ` may mix (see `ordersOf`). */
function expectedOutputs(name: string, schedulers: number): string[] {
  const text = readFileSync(`${expected}${name}.txt`, 'utf8').replaceAll('{schedulers}', String(schedulers))
  return ordersOf(text).map(maskPids)
}

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(folder)
    .map((file) => basename(file, extension))
    .sort()
}
