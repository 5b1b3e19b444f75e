import { accent } from '../../lib/hues.ts'
import { FAINT, hex, line, rect, svg, text } from '../../lib/svg.ts'
import { histogram, milliseconds, type Series } from './histogram.ts'
import { quantile } from './questions.ts'

const WIDTH = 800
const HEIGHT = 400
const PLOT = { left: 60, right: 770, top: 90, bottom: 340 }

/** The histogram as an SVG file. */
export function chart(series: readonly Series[], about: string): string {
  const buckets = histogram(series)
  const most = Math.max(...buckets.flatMap(({ counts }) => counts))
  const step = (PLOT.right - PLOT.left) / buckets.length
  const bar = (step * 0.86) / series.length
  const high = (count: number): number => ((PLOT.bottom - PLOT.top) * count) / most
  const bars = buckets.flatMap(({ counts }, i) =>
    counts.map((count, n) => {
      const left = PLOT.left + i * step + step * 0.07 + n * bar
      return count === 0 ? '' : rect(left, PLOT.bottom - high(count), bar, high(count), colourOf(n))
    }),
  )
  const every = Math.ceil(buckets.length / 12)
  const labels = buckets.flatMap(({ from }, i) => {
    const small = { size: 11, fill: FAINT, anchor: 'middle' as const }
    return i % every === 0 ? [text(PLOT.left + i * step, PLOT.bottom + 20, milliseconds(from), small)] : []
  })
  const lines = [0, 0.5, 1].flatMap((share) => {
    const y = PLOT.bottom - (PLOT.bottom - PLOT.top) * share
    const count = String(Math.round(most * share))
    return [
      line(PLOT.left, y, PLOT.right, y),
      text(PLOT.left - 8, y + 4, count, { size: 11, fill: FAINT, anchor: 'end' }),
    ]
  })
  return svg(WIDTH, HEIGHT, `How long answers take: ${about}`, [
    text(24, 34, 'How long answers take', { size: 17, bold: true }),
    text(24, 54, about, { fill: FAINT }),
    ...series.flatMap((one, n) => legend(one, n)),
    ...lines,
    ...bars.filter((part) => part !== ''),
    ...labels,
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 16, 'time from question to answer', {
      size: 12,
      fill: FAINT,
      anchor: 'middle',
    }),
  ])
}

function legend({ name, latencies }: Series, n: number): string[] {
  const y = 30 + n * 20
  const words = `${name}: median ${milliseconds(quantile(latencies, 0.5))}, 99 % ${milliseconds(quantile(latencies, 0.99))}`
  return [rect(470, y - 10, 12, 12, colourOf(n)), text(490, y, words)]
}

function colourOf(series: number): string {
  return hex(accent(series + 1))
}
