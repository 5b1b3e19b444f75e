/** Results as lines of JSON, for programs. */

import type { Result } from './compare.ts'

/**
 * One line a workload and system, or a workload, figure and system. `nsPerOp` holds bytes for `memory`, which then says `"unit":"bytes"`; `ratio` and its
 * `spread` (the quartiles) are on multibeam's line: its value over the peer's; `limit` is what a figure may be at the most.
 */
export function jsonLine(result: Result): string {
  const { workload, figure, label, schedulers, operations, runs, perOperation, ratios, unit, limit, node } = result
  const byPeer = <Value>(value: (ratio: Result['ratios'][number]) => Value) =>
    Object.fromEntries(ratios.map((ratio) => [ratio.peer, value(ratio)]))
  return JSON.stringify({
    workload,
    ...(figure !== undefined && { figure }),
    system: label,
    schedulers,
    node,
    ops: operations,
    runs,
    nsPerOp: {
      min: significant(perOperation.min),
      median: significant(perOperation.median),
      max: significant(perOperation.max),
    },
    ...(unit === 'bytes' && { unit }),
    ...(limit !== undefined && { limit }),
    ...(ratios.length > 0 && {
      ratio: byPeer(({ median }) => significant(median)),
      spread: byPeer(({ lower, upper }) => [significant(lower), significant(upper)]),
    }),
  })
}

/** Four digits: more would be noise. */
export function significant(value: number): number {
  return Number(value.toPrecision(4))
}
