// Runs every program of a chapter with the real command line, and compares all that it prints with `expected/NAME.txt`, and what it prints on
// stderr with `expected/NAME.stderr.txt`, or with nothing.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { maskPids, maskTimes } from './mask.ts'
import { ordersOf } from './orders.ts'
import { runProgram } from './run-program.ts'

/** Declares the tests of `src/CHAPTER`, whose outputs are in `test/CHAPTER/expected`. */
export function testPrograms(chapter: string): void {
  const programs = fileURLToPath(new URL(`../../src/${chapter}/`, import.meta.url))
  const expected = fileURLToPath(new URL(`../${chapter}/expected/`, import.meta.url))
  const names = namesIn(programs, '.ts')

  it('has an expected output for each program', () => {
    expect(namesIn(expected, '.txt').filter((name) => !name.endsWith('.stderr'))).toEqual(names)
  })

  for (const schedulers of [1, 2]) {
    describe.concurrent(`with --schedulers ${schedulers}`, () => {
      it.for(names)('%s prints what is expected', async (name, { expect, signal }) => {
        const orders = expectedOutputs(`${expected}${name}.txt`, schedulers)
        const { stdout, stderr, code } = await runProgram(`${programs}${name}.ts`, schedulers, signal)
        const printed = maskPids(maskTimes(stdout))
        // One of several orders: when it is none, the first shows the difference.
        const output = orders.includes(printed) ? printed : orders[0]
        const errors = expectedErrors(`${expected}${name}.stderr.txt`)
        expect({ stdout: printed, stderr: maskPids(stderr), code }).toEqual({ stdout: output, stderr: errors, code: 0 })
      })
    })
  }
}

/** What a program may print: `{schedulers}` stands for their number, lines marked `< ` and `> ` may mix (see `ordersOf`). */
function expectedOutputs(file: string, schedulers: number): string[] {
  const text = readFileSync(file, 'utf8').replaceAll('{schedulers}', String(schedulers))
  return ordersOf(text).map(maskPids)
}

function expectedErrors(file: string): string {
  return existsSync(file) ? maskPids(readFileSync(file, 'utf8')) : ''
}

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => basename(file, extension))
    .sort()
}
