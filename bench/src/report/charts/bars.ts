/** A chart of horizontal bars: a row a workload, in it a bar a series, each with its spread and its target. */

import { chartWidth, legend, page, rectangle, segment, text, ticks } from './svg.ts'

export interface Bar {
  readonly value: number
  readonly lower: number
  readonly upper: number
  /** Where it should end at the most. */
  readonly target?: number
}

export interface BarRow {
  readonly label: string
  /** A bar for each series, in their order; undefined where there is none. */
  readonly bars: readonly (Bar | undefined)[]
}

export interface BarChart {
  readonly title: string
  /** What the length of a bar is. */
  readonly subtitle: string
  readonly series: readonly string[]
  readonly rows: readonly BarRow[]
  /** A line across all rows: what the values are shares of. */
  readonly reference: { readonly value: number; readonly label: string }
}

const labelWidth = 200
const barHeight = 9
const rowGap = 9
const top = 80
/** What a number takes, with the space before it. */
const numberWidth = 36
/** Room for the number behind the longest bar. */
const right = chartWidth - 50
/** Longer bars are cut off, their numbers stay: one of them would leave no room for the others to differ. Chosen. */
const mostOfReference = 3

export function barChart({ title, subtitle, series, rows, reference }: BarChart): string {
  const values = rows.flatMap(({ bars }) => bars.flatMap((bar) => (bar ? [bar.value, bar.target ?? 0] : [])))
  const longest = Math.min(mostOfReference * reference.value, Math.max(...values))
  const axis = ticks(Math.max(reference.value * 1.1, longest), 6)
  const scale = (right - labelWidth) / (axis.at(-1) as number)
  const x = (value: number) => labelWidth + Math.min(value * scale, right - labelWidth)

  const parts: string[] = []
  let y = top
  for (const { label, bars } of rows) {
    const present = bars.flatMap((bar, index) => (bar ? [{ bar, index }] : []))
    const height = present.length * (barHeight + 2)
    parts.push(text(labelWidth - 8, y + height / 2 + 4, label, 'end'))
    for (const { bar, index } of present) {
      const middle = y + barHeight / 2
      parts.push(rectangle(labelWidth, y, x(bar.value) - labelWidth, barHeight, index))
      parts.push(segment(x(bar.lower), middle, x(bar.upper), middle, 'whisker'))
      if (bar.target !== undefined)
        parts.push(segment(x(bar.target), y - 1.5, x(bar.target), y + barHeight + 1.5, 'target'))
      const end = Math.max(x(bar.value), x(bar.upper))
      // Not across the mark: behind it.
      const mark = bar.target === undefined ? 0 : x(bar.target)
      const isOnMark = mark > end && mark < end + numberWidth
      parts.push(text((isOnMark ? mark : end) + 5, middle + 4, bar.value.toFixed(2), 'faint'))
      y += barHeight + 2
    }
    y += rowGap
  }
  const grid = axis.flatMap((tick) => [
    segment(x(tick), top - 8, x(tick), y, 'grid'),
    text(x(tick), y + 14, `${tick}`, 'middle faint'),
  ])
  const mark = [
    segment(x(reference.value), top - 8, x(reference.value), y, 'reference'),
    text(x(reference.value), top - 12, reference.label, 'middle faint'),
  ]
  return page(y + 22, title, [text(0, 33, subtitle, 'faint'), legend(50, series), ...grid, ...parts, ...mark])
}
