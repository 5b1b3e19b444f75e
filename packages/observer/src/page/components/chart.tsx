import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { coloursChanged } from '../appearance/theme.ts'
import { type ChartSeries, chartOptions, type Steps } from './chart-options.ts'

interface Props {
  readonly title: string
  /** What the chart says now, in words: for those who do not see it, and beside the title. */
  readonly summary: string
  /** Seconds since 1970. */
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly format: (value: number) => string
  /** The top of the scale; undefined: as high as the values go. */
  readonly top?: number
  /** Where the scale may have lines: in whole numbers, powers of two, or as it comes. */
  readonly steps?: Steps
  /** Instead of lines: draws on the canvas. */
  readonly draw?: (chart: uPlot) => void
}

const HEIGHT = 150

/** Lines over time. Charts of a page share their cursor. */
export function Chart({ title, summary, times, series, format, top, steps, draw }: Props): JSX.Element {
  const holder = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const id = useId()
  const pointed = useSignal<string | null>(null)
  const drawn = useRef(draw)
  drawn.current = draw
  const colours = coloursChanged.value
  const labels = series.map(({ label }) => label).join()

  useEffect(() => {
    const element = holder.current as HTMLDivElement
    const width = Math.max(200, element.clientWidth)
    const options = chartOptions({
      width,
      height: HEIGHT,
      series,
      format,
      top,
      steps,
      draw: (self) => drawn.current?.(self),
    })
    const made = new uPlot(
      {
        ...options,
        hooks: { ...options.hooks, setCursor: [(self) => (pointed.value = valuesAt(self, series, format))] },
      },
      dataOf(times, series),
      element,
    )
    chart.current = made
    const observer = new ResizeObserver(() =>
      made.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT }),
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
    }
  }, [labels, colours])

  useEffect(() => chart.current?.setData(dataOf(times, series)), [times, series])

  return (
    <figure class="chart">
      <figcaption id={id}>
        <span class="title">{title}</span>
        <span class="summary">{pointed.value ?? summary}</span>
      </figcaption>
      <div class="canvas" ref={holder} role="img" aria-labelledby={id} />
    </figure>
  )
}

function dataOf(times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData {
  return [times as number[], ...series.map(({ values }) => values as (number | null)[])]
}

/** The values under the cursor; null: it is elsewhere. */
function valuesAt(chart: uPlot, series: readonly ChartSeries[], format: (value: number) => string): string | null {
  const index = chart.cursor.idx
  if (index === null || index === undefined || (chart.cursor.left ?? -1) < 0) return null
  const values = series.flatMap(({ label }, i) => {
    const value = chart.data[i + 1]?.[index]
    return value === null || value === undefined
      ? []
      : [series.length === 1 ? format(value) : `${label}: ${format(value)}`]
  })
  return values.length === 0 ? null : values.join(' · ')
}
