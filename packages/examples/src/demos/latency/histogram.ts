import type { Ansis } from 'ansis'
import { accent } from '../../lib/hues.ts'

/** What was measured, under a name. */
export interface Series {
  readonly name: string
  /** Milliseconds, the shortest first. */
  readonly latencies: readonly number[]
}

/** How many latencies of each series are between two limits. */
export interface Bucket {
  /** Milliseconds; `to` is not in it. */
  readonly from: number
  readonly to: number
  readonly counts: readonly number[]
}

/** Buckets are as wide as they are far from zero: so many from 1 ms to 10 ms. */
const PER_DECADE = 4

/** The buckets from the first that has something to the last. */
export function histogram(series: readonly Series[]): Bucket[] {
  const bucketOf = (latency: number): number => Math.floor(Math.log10(Math.max(latency, 0.001)) * PER_DECADE + 1e-9)
  const all = series.flatMap(({ latencies }) => latencies.map(bucketOf))
  const first = all.reduce((a, b) => Math.min(a, b))
  const last = all.reduce((a, b) => Math.max(a, b))
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const bucket = first + i
    const counts = series.map(({ latencies }) => latencies.filter((latency) => bucketOf(latency) === bucket).length)
    return { from: 10 ** (bucket / PER_DECADE), to: 10 ** ((bucket + 1) / PER_DECADE), counts }
  })
}

/** Without colours, series are told apart by their characters. */
const MARKS = ['█', '░']
const LABEL_WIDTH = 11

/** The histogram as text, a line a bucket, within so many columns. */
export function drawHistogram(series: readonly Series[], columns: number, colours: Ansis): string[] {
  const buckets = histogram(series)
  const most = Math.max(...buckets.map(({ counts }) => counts.reduce((a, b) => a + b)))
  const width = Math.max(1, Math.min(columns, 80) - LABEL_WIDTH)
  const paint = (i: number, content: string): string => (content === '' ? '' : colours.rgb(...accent(i + 1))(content))
  const mark = (i: number): string => (colours.level === 0 ? (MARKS[i % MARKS.length] as string) : '█')
  const legend = series.map(({ name }, i) => `${paint(i, mark(i))} ${name}`).join('  ')
  const lines = buckets.map(({ from, counts }) => {
    const bars = counts.map((count, i) => paint(i, mark(i).repeat(Math.ceil((count / most) * width * 0.999 - 0.001))))
    return `${milliseconds(from).padStart(LABEL_WIDTH - 1)} ${bars.join('')}`.trimEnd()
  })
  return [legend, ...lines]
}

/** `0.056 ms`, `1.8 ms`, `560 ms`: two digits that count. */
export function milliseconds(value: number): string {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Math.max(value, 0.001)) + 1e-9))
  return `${Number(value.toPrecision(2)).toFixed(digits)} ms`
}
