/** Which targets results are judged by, and whether they are reached. */

import type { Result } from './compare.ts'
import { inUnit, unitName } from './units.ts'

export interface Verdict {
  readonly result: Result
  /** What is asked, in words: `at most 0.35 of erlang`. */
  readonly asked: string
  /** What was measured, in the same unit. */
  readonly measured: string
  readonly isReached: boolean
}

export function verdictsOf(result: Result): Verdict[] {
  const { ratios, limit, perOperation } = result
  const verdicts = ratios.flatMap(({ peer, median, target }) =>
    target === undefined
      ? []
      : [
          {
            result,
            asked: `at most ${target.toFixed(2)} of ${peer}`,
            measured: median.toFixed(2),
            isReached: median <= target,
          },
        ],
  )
  if (limit === undefined) return verdicts
  const asked = `at most ${inUnit(limit, result)} ${unitName(result)}`
  return [
    ...verdicts,
    { result, asked, measured: inUnit(perOperation.median, result), isReached: perOperation.median <= limit },
  ]
}

export function verdictOf(isReached: boolean): string {
  return isReached ? '✓ reached' : '✗ missed'
}
