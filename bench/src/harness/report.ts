/** Results as lines of JSON, and as a table to read. */

import type { Result } from './compare.ts'
import type { Unit } from './workload.ts'

/**
 * One line a workload and system, or a workload, figure and system. `nsPerOp` holds bytes for `memory`, which then says `"unit":"bytes"`; `ratio` and its
 * `spread` (the quartiles) are on multibeam's line: its value over the peer's; `limit` is what a figure may be at the most.
 */
export function jsonLine(result: Result): string {
  const { workload, figure, label, schedulers, operations, runs, perOperation, ratios } = result
  const byPeer = <Value>(value: (ratio: Result['ratios'][number]) => Value) =>
    Object.fromEntries(ratios.map((ratio) => [ratio.peer, value(ratio)]))
  return JSON.stringify({
    workload: workload.id,
    ...(figure && { figure: figure.name }),
    system: label,
    schedulers,
    ops: operations,
    runs,
    nsPerOp: {
      min: significant(perOperation.min),
      median: significant(perOperation.median),
      max: significant(perOperation.max),
    },
    ...(workload.unit === 'bytes' && { unit: 'bytes' }),
    ...(hasLimit(result) && { limit: figure?.limit }),
    ...(ratios.length > 0 && {
      ratio: byPeer(({ median }) => significant(median)),
      spread: byPeer(({ lower, upper }) => [significant(lower), significant(upper)]),
    }),
  })
}

const headings = ['workload', 'system', 'schedulers', 'min', 'median', 'max', 'unit', 'ratio', 'spread', 'target', '']

/** Column by column: is it aligned to the right. */
const numeric = [false, false, true, true, true, true, false, true, false, true, false]

/** A table; a line of ours that is compared with several peers is followed by a line for each further one. */
export function table(results: readonly Result[]): string {
  const rows = [headings]
  for (const result of results) {
    const { workload, figure, label, schedulers, perOperation, operations, ratios } = result
    const shown = (value: number) => inUnit(value, workload.unit, operations)
    const [first, ...further] = [...ratios.map(ratioCells), ...limitCells(result)]
    rows.push([
      ...[figure ? `${workload.id} ${figure.name}` : workload.id, label, `${schedulers}`],
      ...[perOperation.min, perOperation.median, perOperation.max].map(shown),
      unitName(workload.unit, workload.operation),
      ...(first ?? ['', '', '', '']),
    ])
    for (const cells of further) rows.push(['', '', '', '', '', '', '', ...cells])
  }
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** How many of the targets in these results were reached. */
export function targetSummary(results: readonly Result[]): string {
  const judged = results.flatMap((result) => [
    ...result.ratios.flatMap(({ median, target }) => (target === undefined ? [] : [median <= target])),
    ...(hasLimit(result) ? [isWithinLimit(result)] : []),
  ])
  const reached = judged.filter(Boolean).length
  return judged.length === 0 ? 'no targets apply' : `targets reached: ${reached} of ${judged.length}`
}

function ratioCells({ peer, median, lower, upper, target }: Result['ratios'][number]): string[] {
  return [
    median.toFixed(2),
    `${lower.toFixed(2)}–${upper.toFixed(2)} of ${peer}`,
    target === undefined ? '' : `≤ ${target.toFixed(2)}`,
    target === undefined ? '' : median <= target ? '✓ reached' : '✗ missed',
  ]
}

/** The cells of a figure of ours that has a limit. */
function limitCells(result: Result): string[][] {
  const { workload, figure, operations } = result
  if (figure?.limit === undefined || !hasLimit(result)) return []
  const limit = inUnit(figure.limit, workload.unit, operations)
  return [['', '', `≤ ${limit}`, isWithinLimit(result) ? '✓ reached' : '✗ missed']]
}

function hasLimit({ figure, label }: Result): boolean {
  return figure?.limit !== undefined && label.startsWith('multibeam')
}

function isWithinLimit({ figure, perOperation }: Result): boolean {
  return perOperation.median <= (figure?.limit ?? Number.POSITIVE_INFINITY)
}

function inUnit(value: number, unit: Unit, operations: number): string {
  if (unit === 'ms a run') return ((value * operations) / 1e6).toFixed(1)
  if (unit === '% of a core') return (value / 1e7).toFixed(2)
  if (unit === 'µs') return (value / 1000).toFixed(2)
  return value.toFixed(unit === 'bytes' || value >= 1000 ? 0 : 1)
}

function unitName(unit: Unit, operation: string): string {
  return unit === 'ms a run' || unit === '% of a core' ? unit : `${unit} a ${operation}`
}

/** Four digits: more would be noise. */
function significant(value: number): number {
  return Number(value.toPrecision(4))
}
