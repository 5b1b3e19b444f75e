/** Which targets results are judged by, and whether they are reached. */

import type { PeerRatio, Result } from './compare.ts'
import { inUnit, unitName } from './units.ts'

export interface Verdict {
  readonly result: Result
  /** What is asked, in words: `at most 0.35 of erlang`. */
  readonly asked: string
  /** What was measured, in the same unit; of several passes each one's, too. */
  readonly measured: string
  /** How many of the passes reached it. */
  readonly reachedIn: number
  readonly passes: number
  /** In every pass. */
  readonly isReached: boolean
  /** The same for a table; a target that lies in the spread might come out either way next time, and that is said. */
  readonly inWords: string
}

/** Undefined for a ratio that no target is about. */
export function ratioVerdict(result: Result, ratio: PeerRatio): Verdict | undefined {
  const { peer, target, median, lower, upper, passes = [median] } = ratio
  if (target === undefined) return undefined
  const show = (value: number) => value.toFixed(2)
  return verdict(result, `at most ${show(target)} of ${peer}`, { limit: target, median, lower, upper, passes }, show)
}

/** The same for what ours may be at the most, of which the spread is that of all runs; undefined where nothing is asked. */
export function limitVerdict(result: Result): Verdict | undefined {
  const { limit, perOperation, passes = [perOperation.median] } = result
  if (limit === undefined) return undefined
  const show = (value: number) => inUnit(value, result)
  const { min: lower, median, max: upper } = perOperation
  return verdict(result, `at most ${show(limit)} ${unitName(result)}`, { limit, median, lower, upper, passes }, show)
}

export function verdictsOf(result: Result): Verdict[] {
  const verdicts = [...result.ratios.map((ratio) => ratioVerdict(result, ratio)), limitVerdict(result)]
  return verdicts.filter((verdict) => verdict !== undefined)
}

interface Judged {
  readonly limit: number
  readonly median: number
  readonly lower: number
  readonly upper: number
  readonly passes: readonly number[]
}

function verdict(
  result: Result,
  asked: string,
  { limit, median, lower, upper, passes }: Judged,
  show: (value: number) => string,
): Verdict {
  const reachedIn = passes.filter((value) => value <= limit).length
  const each = passes.length > 1 ? ` (${passes.map(show).join(', ')})` : ''
  const isWithin = lower <= limit && limit < upper
  return {
    result,
    asked,
    measured: `${show(median)}${each}`,
    reachedIn,
    passes: passes.length,
    isReached: reachedIn === passes.length,
    inWords: `${mark(reachedIn, passes.length)}${isWithin ? ', within the spread' : ''}`,
  }
}

function mark(reachedIn: number, passes: number): string {
  if (reachedIn === passes) return '✓ reached'
  return reachedIn === 0 ? '✗ missed' : `✗ reached in ${reachedIn} of ${passes}`
}
