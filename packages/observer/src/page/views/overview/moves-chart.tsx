import { useComputed } from '@preact/signals'
import type { JSX } from 'preact'
import type uPlot from 'uplot'
import type { MigrationEvent, StealEvent } from '../../../protocol.ts'
import { cssColour } from '../../appearance/theme.ts'
import { Chart } from '../../components/chart.tsx'
import { schedulerColour } from '../../components/chart-options.ts'
import { formatCount, plural } from '../../format/numbers.ts'
import { history, log, toWallTime } from '../../model/store.ts'

/** Steals and migrations as they happen: a lane a scheduler, a disc for what came to it (or left it), as large as the processes are many. */
export function MovesChart(): JSX.Element {
  const schedulers = history.value.at(-1)?.schedulers.length ?? 0
  const begin = history.value[0]?.time ?? 0
  const moves = useComputed(() => log.value.moves.filter(({ time }) => time >= begin)).value
  const times = useComputed(() => history.value.map(({ time }) => toWallTime(time) / 1000)).value
  const lanes = useComputed(() => [{ label: 'moves', values: history.value.map(() => null), colour: '--accent' }]).value
  const lately = moves.filter(({ time }) => time >= (history.value.at(-1)?.time ?? 0) - 10_000)
  const moved = lately.reduce((sum, move) => sum + processesOf(move), 0)
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

export function processesOf(move: StealEvent | MigrationEvent): number {
  return move.kind === 'steal' ? move.processes : Math.max(move.movedIn, move.movedOut)
}

/** Radius of the disc for one process, and for very many, in CSS pixels. Chosen. */
const SMALLEST = 2.5
const LARGEST = 11

export function discRadius(processes: number): number {
  return Math.min(LARGEST, SMALLEST * Math.sqrt(Math.max(1, processes)))
}

function drawMoves(chart: uPlot, moves: readonly (StealEvent | MigrationEvent)[]): void {
  const { ctx, bbox } = chart
  const scale = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const move of moves) {
    const scheduler = move.kind === 'steal' ? move.thief : move.scheduler
    const x = chart.valToPos(toWallTime(move.time) / 1000, 'x', true)
    const y = chart.valToPos(scheduler, 'y', true)
    const colour = cssColour(schedulerColour(scheduler - 1))
    ctx.globalAlpha = 0.65
    ctx.beginPath()
    ctx.arc(x, y, discRadius(processesOf(move)) * scale, 0, 2 * Math.PI)
    if (move.kind === 'steal') {
      ctx.fillStyle = colour
      ctx.fill()
    } else {
      ctx.strokeStyle = colour
      ctx.lineWidth = 1.5 * scale
      ctx.stroke()
    }
  }
  ctx.restore()
}
