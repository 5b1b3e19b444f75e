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
  const expected = drive(await loadNative(program), 'generators', unlimited)
  const differences: Difference[] = []
  const check = (way: string, got: Outcome) => {
    if (!isDeepStrictEqual(got, expected)) differences.push({ way, expected, got })
  }
  const { main, compiled } = await loadCompiled(program)
  check('compiled', drive(main, 'steps', unlimited))
  check('compiled, suspended at every site', drive(main, 'steps', everySite))
  for (const seed of seeds) {
    check(`compiled, random budgets of seed ${seed}`, drive(main, 'steps', randomBudget(seed)))
  }
  check('compiled, waiting in native generators', drive(main, 'generators', unlimited))
  check('compiled, waiting in native generators, suspended at every site', drive(main, 'generators', everySite))
  if (!program.stateful) {
    const [first, second] = driveTwo(main, 42)
    check('compiled, the first of two at once', first)
    check('compiled, the second of two at once', second)
  }
  const interpreted = await loadInterpreted(program)
  check('interpreted', drive(interpreted, 'steps', unlimited))
  check('interpreted, suspended at every site', drive(interpreted, 'steps', everySite))
  return { expected, differences, code: compiled.code }
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
