/** What `multibeam bench` prints: a table, or lines of JSON. */

import type { Result } from '../harness/compare.ts'
import { significant } from '../harness/json-lines.ts'
import type { Ratio } from '../harness/statistics.ts'
import { aligned } from '../harness/table.ts'

/** One workload in one column of the comparison. */
export interface Row {
  readonly workload: string
  readonly column: string
  readonly node: string
  readonly result: Result
  /** How many times as fast as the first column; undefined for the first. */
  readonly speedUp: Ratio | undefined
}

const headings = ['workload', 'on', 'min', 'median', 'max', '', 'speed-up', 'spread']
const alignRight = [false, false, true, true, true, false, true, false]

export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ workload, column, result, speedUp }) => {
    const { min, median, max } = result.perOperation
    return [
      ...[speedUp ? '' : workload, column, inTime(min), inTime(median), inTime(max), `a ${result.operation}`],
      ...(speedUp ? [speedUp.median.toFixed(2), `${speedUp.lower.toFixed(2)}–${speedUp.upper.toFixed(2)}`] : ['', '']),
    ]
  })
  return aligned([headings, ...cells], alignRight)
}

export function jsonLine({ workload, node, result, speedUp }: Row): string {
  const { schedulers, operations, runs, perOperation } = result
  const { min, median, max } = perOperation
  return JSON.stringify({
    ...{ workload, schedulers, node, ops: operations, runs },
    nsPerOp: { min: significant(min), median: significant(median), max: significant(max) },
    ...(speedUp && {
      speedUp: significant(speedUp.median),
      spread: [significant(speedUp.lower), significant(speedUp.upper)],
    }),
  })
}

/** Nanoseconds in the unit that leaves a number one can read. */
export function inTime(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(0)} ns`
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(2)} µs`
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toFixed(1)} ms`
  return `${(nanoseconds / 1e9).toFixed(2)} s`
}
