import type uPlot from 'uplot'
import { cssColour } from '../appearance/theme.ts'
import { roof, timeRange } from './scale.ts'

export interface ChartSeries {
  readonly label: string
  readonly values: readonly (number | null)[]
  /** The custom property with its colour. */
  readonly colour: string
}

export type Steps = 'whole' | 'bytes'

/** What may lie between two lines of a scale. */
const INCREMENTS: Record<Steps, number[]> = {
  whole: Array.from({ length: 9 }, (_, i) => [1, 2, 5].map((n) => n * 10 ** i)).flat(),
  bytes: Array.from({ length: 40 }, (_, i) => 2 ** (i + 10)),
}

interface Wanted {
  readonly width: number
  readonly height: number
  readonly series: readonly ChartSeries[]
  readonly format: (value: number) => string
  readonly top: number | undefined
  readonly steps: Steps | undefined
  readonly draw: (chart: uPlot) => void
}

/** More schedulers than colours: the next eight are dashed, and so on. */
export const COLOURS = 8

export function schedulerColour(index: number): string {
  return `--series-${(index % COLOURS) + 1}`
}

/** The looks of all charts, in the colours of the moment. */
export function chartOptions({ width, height, series, format, top, steps, draw }: Wanted): uPlot.Options {
  const ink = cssColour('--muted')
  const grid = { stroke: cssColour('--line'), width: 1 }
  const font = '11px system-ui, sans-serif'
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 26, 0, 0],
    cursor: { sync: { key: 'time' }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: { time: true, range: (chart) => timeRange(...boundsOf(chart.data?.[0] ?? [])) },
      y: { range: (_chart, _least, most) => [0, top ?? roof(most)] },
    },
    axes: [
      { stroke: ink, grid: { show: false }, ticks: { show: false }, font, size: 24, space: 70, values: clockTimes },
      {
        stroke: ink,
        grid,
        ticks: { show: false },
        font,
        size: 58,
        space: 32,
        ...(steps !== undefined && { incrs: INCREMENTS[steps] }),
        values: (_c, ticks) => ticks.map(format),
      },
    ],
    series: [
      {},
      ...series.map(({ label, colour }, i) => ({
        label,
        stroke: cssColour(colour),
        width: 1.5,
        points: { show: false },
        ...(i >= COLOURS && { dash: [4 + 2 * Math.floor(i / COLOURS), 4] }),
      })),
    ],
    hooks: { draw: [draw] },
  }
}

/** Of the times themselves: uPlot would make a single one the first of a whole day. */
function boundsOf(times: ArrayLike<number>): [first: number | null, last: number | null] {
  return [times[0] ?? null, times[times.length - 1] ?? null]
}

function clockTimes(_chart: uPlot, ticks: number[]): string[] {
  return ticks.map((tick) =>
    new Date(tick * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  )
}
