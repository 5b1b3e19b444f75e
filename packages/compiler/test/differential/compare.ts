// One program in every form and at every pace: all must do what the native generators do.

import { isDeepStrictEqual } from 'node:util'
import type { Case } from './corpus/case.ts'
import { drive, driveTwo, everySite, type Outcome, randomBudget, show, unlimited } from './drive.ts'
import { loadCompiled, loadInterpreted, loadNative } from './load.ts'

export interface Difference {
  /** How it was run. */
  readonly way: string
  readonly expected: Outcome
  readonly got: Outcome
}

export interface Comparison {
  readonly expected: Outcome
  readonly differences: readonly Difference[]
  /** The compiled module's text. */
  readonly code: string
}

const seeds = [1, 20_061, 777_777]

export async function compare(program: Case): Promise<Comparison> {
  const native = await loadNative(program)
  const expected = drive(native.main, 'generators', unlimited)
  const differences: Difference[] = []
  const check = (way: string, got: Outcome) => {
    if (!isDeepStrictEqual(got, expected)) differences.push({ way, expected, got })
  }
  const { main, called, module } = await loadCompiled(program)
  const published = await loadCompiled(program, 16)
  check('compiled, iterations counted by 16', drive(published.called, 'steps', randomBudget(seeds[0] as number)))
  check('compiled', drive(main, 'steps', unlimited))
  check('compiled, called', drive(called, 'steps', unlimited))
  check('compiled, suspended at every site', drive(main, 'steps', everySite))
  check('compiled, suspended at every site, and moved there', drive(main, 'steps', everySite, true))
  for (const seed of seeds) {
    check(`compiled, called, random budgets of seed ${seed}`, drive(called, 'steps', randomBudget(seed)))
  }
  check('compiled, called, waiting in native generators', drive(called, 'generators', unlimited))
  check('compiled, waiting in native generators, suspended at every site', drive(main, 'generators', everySite))
  if (!program.stateful) {
    const [first, second] = driveTwo(called, 42)
    check('compiled, the first of two at once', first)
    check('compiled, the second of two at once', second)
  }
  const interpreted = await loadInterpreted(program)
  check('interpreted', drive(interpreted.main, 'steps', unlimited))
  check('interpreted, called, suspended at every site', drive(interpreted.called, 'steps', everySite))
  return { expected, differences, code: module.code }
}

/** What a failing test prints. */
export function explain(program: Case, { differences, code }: Comparison): string {
  const [first] = differences
  if (first === undefined) return ''
  return [
    `${program.name}: ${differences.map(({ way }) => way).join('; ')}`,
    program.source,
    `expected ${show(first.expected)}`,
    `got ${show(first.got)}`,
    `compiled to\n${code.replace(/\/\/# sourceMappingURL=.*/, '')}`,
  ].join('\n')
}
