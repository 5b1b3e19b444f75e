import { useComputed } from '@preact/signals'
import type { JSX } from 'preact'
import type uPlot from 'uplot'
import { cssColour } from '../../appearance/theme.ts'
import { Chart } from '../../components/chart.tsx'
import { schedulerColour } from '../../components/chart-options.ts'
import { formatCount, plural } from '../../format/numbers.ts'
import { type Moves, movesOf } from '../../model/moves.ts'
import { history, toWallTime } from '../../model/store.ts'

/** Steals and migrations as they happen: a lane a scheduler, a disc a second for what came to it, as large as the processes are many. */
export function MovesChart(): JSX.Element {
  const schedulers = history.value.at(-1)?.schedulers.length ?? 0
  const moves = useComputed(() => movesOf(history.value)).value
  const times = useComputed(() => history.value.map(({ time }) => toWallTime(time) / 1000)).value
  const lanes = useComputed(() => [{ label: 'moves', values: history.value.map(() => null), colour: '--accent' }]).value
  const lately = moves.filter(({ time }) => time > (history.value.at(-1)?.time ?? 0) - 10_000)
  const moved = lately.reduce((sum, { processes }) => sum + processes, 0)
  return (
    <Chart
      title="Steals and migrations"
      summary={`${plural(moved, 'process', 'processes')} in ten seconds`}
      times={times}
      series={lanes}
      format={(lane) => (Number.isInteger(lane) && lane >= 1 && lane <= schedulers ? formatCount(lane) : '')}
      top={schedulers + 1}
      steps="whole"
      draw={(chart) => drawMoves(chart, moves)}
    />
  )
}

/** Radius of the disc for one process, what twice as many add, and the most there is room for, in CSS pixels. Chosen. */
const SMALLEST = 2.5
const MORE = 1.4
const LARGEST = 11

function discRadius(processes: number): number {
  return Math.min(LARGEST, SMALLEST + MORE * Math.log2(processes))
}

/** What was stolen is a disc, what was handed over a ring. */
function drawMoves(chart: uPlot, moves: readonly Moves[]): void {
  const { ctx, bbox } = chart
  const scale = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.globalAlpha = 0.65
  ctx.lineWidth = 1.5 * scale
  for (const { time, scheduler, hasStolen, processes } of moves) {
    const x = chart.valToPos(toWallTime(time) / 1000, 'x', true)
    const y = chart.valToPos(scheduler, 'y', true)
    ctx.fillStyle = ctx.strokeStyle = cssColour(schedulerColour(scheduler - 1))
    ctx.beginPath()
    ctx.arc(x, y, discRadius(processes) * scale, 0, 2 * Math.PI)
    if (hasStolen) ctx.fill()
    else ctx.stroke()
  }
  ctx.restore()
}
