/** A chart of lines over a logarithmic axis: how a cost grows with something that grows a thousandfold. */

import { chartWidth, dot, legend, page, path, segment, text, ticks } from './svg.ts'

export interface Line {
  /** Lines of one name share a colour. */
  readonly name: string
  /** Drawn dotted: not ours. */
  readonly isPeer: boolean
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface LineChart {
  readonly title: string
  readonly subtitle: string
  readonly xLabel: string
  readonly lines: readonly Line[]
  /** A dashed line across: what no value should be above. */
  readonly limit?: number
}

const left = 44
const right = chartWidth - 24
const top = 66
const bottom = 306

export function lineChart({ title, subtitle, xLabel, lines, limit }: LineChart): string {
  const points = lines.flatMap((line) => line.points)
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b)
  const axis = ticks(Math.max(limit ?? 0, ...points.map(({ y }) => y)) * 1.05, 5)
  const [first = 1, last = 1] = [xs[0], xs.at(-1)]
  const width = Math.log(last / first) || 1
  const x = (value: number) => left + 10 + ((right - left - 20) * Math.log(value / first)) / width
  const y = (value: number) => bottom - ((bottom - top) * value) / (axis.at(-1) as number)

  const names = [...new Set(lines.map(({ name }) => name))]
  const grid = axis.flatMap((tick) => [
    segment(left, y(tick), right, y(tick), 'grid'),
    text(left - 6, y(tick) + 4, `${tick}`, 'end faint'),
  ])
  const marks = xs.map((value) => text(x(value), bottom + 16, value.toLocaleString('en'), 'middle faint'))
  const drawn = lines.flatMap((line) => {
    const series = names.indexOf(line.name)
    const places = line.points.map((point) => [x(point.x), y(point.y)] as const)
    return [path(places, series, line.isPeer ? 'peer' : ''), ...places.map(([px, py]) => dot(px, py, series))]
  })
  return page(bottom + 40, title, [
    text(0, 33, subtitle, 'faint'),
    legend(52, names),
    ...grid,
    segment(left, bottom, right, bottom, 'axis'),
    ...marks,
    text((left + right) / 2, bottom + 33, xLabel, 'middle faint'),
    ...(limit === undefined ? [] : [segment(left, y(limit), right, y(limit), 'reference')]),
    ...drawn,
  ])
}
