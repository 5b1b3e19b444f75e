/** Results as a table to read in a terminal. */

import type { PeerRatio, Result } from './compare.ts'
import { inUnit, unitName } from './units.ts'
import { limitVerdict, ratioVerdict, verdictsOf } from './verdicts.ts'

const headings = ['workload', 'system', 'schedulers', 'min', 'median', 'max', 'unit', 'ratio', 'spread', 'target', '']

/** Column by column: is it aligned to the right. */
const numeric = [false, false, true, true, true, true, false, true, false, true, false]

/** A table; a line of ours that is compared with several peers is followed by a line for each further one. */
export function table(results: readonly Result[]): string {
  const rows = [headings]
  for (const result of results) {
    const { workload, figure, label, schedulers, perOperation, ratios } = result
    const [first, ...further] = [...ratios.map((ratio) => ratioCells(result, ratio)), ...limitCells(result)]
    rows.push([
      ...[figure === undefined ? workload : `${workload} ${figure}`, label, `${schedulers}`],
      ...[perOperation.min, perOperation.median, perOperation.max].map((value) => inUnit(value, result)),
      unitName(result),
      ...(first ?? ['', '', '', '']),
    ])
    for (const cells of further) rows.push(['', '', '', '', '', '', '', ...cells])
  }
  return aligned(rows, numeric)
}

/** Rows of cells as lines, every column as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[], alignRight: readonly boolean[]): string {
  const widths = alignRight.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          alignRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** How many of the targets in these results were reached. */
export function targetSummary(results: readonly Result[]): string {
  const verdicts = results.flatMap(verdictsOf)
  const reached = verdicts.filter(({ isReached }) => isReached).length
  return verdicts.length === 0 ? 'no targets apply' : `targets reached: ${reached} of ${verdicts.length}`
}

function ratioCells(result: Result, ratio: PeerRatio): string[] {
  const { peer, median, lower, upper, target } = ratio
  const spread = `${lower.toFixed(2)}–${upper.toFixed(2)} of ${peer}`
  return target === undefined
    ? [median.toFixed(2), spread, '', '']
    : [median.toFixed(2), spread, `≤ ${target.toFixed(2)}`, ratioVerdict(result, ratio)?.inWords ?? '']
}

/** The cells of what ours may be at the most. */
function limitCells(result: Result): string[][] {
  const { limit } = result
  if (limit === undefined) return []
  return [['', '', `≤ ${inUnit(limit, result)}`, limitVerdict(result)?.inWords ?? '']]
}
