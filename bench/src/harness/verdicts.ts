/** Which targets results are judged by, and whether they are reached. */

import type { Result } from './compare.ts'
import type { Summary } from './statistics.ts'
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

/** `between`: the spread, by whose middle it is judged; a target that lies in it might come out either way next time, and that is said. */
export function verdictOf(target: number, median: number, between: readonly [lower: number, upper: number]): string {
  const verdict = median <= target ? '✓ reached' : '✗ missed'
  const [lower, upper] = between
  return lower <= target && target < upper ? `${verdict}, within the spread` : verdict
}

/** The same for what ours may be at the most: the spread is that of all runs. */
export function limitVerdict(limit: number, { min, median, max }: Summary): string {
  return verdictOf(limit, median, [min, max])
}
