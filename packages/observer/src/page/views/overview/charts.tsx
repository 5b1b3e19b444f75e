import { useComputed } from '@preact/signals'
import type { JSX } from 'preact'
import type { Overview, SchedulerOverview } from '../../../protocol.ts'
import { Chart } from '../../components/chart.tsx'
import { type ChartSeries, type Steps, schedulerColour } from '../../components/chart-options.ts'
import { formatBytes, formatCount, formatShare, formatShort } from '../../format/numbers.ts'
import { column, columnsBySchedulers, type History, total } from '../../model/history.ts'
import { history, toWallTime } from '../../model/store.ts'
import { MovesChart } from './moves-chart.tsx'

/** The last five minutes. */
export function Charts(): JSX.Element {
  return (
    <section class="charts" aria-label="The last five minutes">
      <PerScheduler title="Utilization" pick={(s) => s.utilization} format={formatShare} top={1} />
      <PerScheduler title="Run queue" pick={(s) => s.runQueue} format={formatCount} steps="whole" />
      <MovesChart />
      <Whole title="Signals between schedulers" pick={signals} format={(rate) => `${formatShort(rate)}/s`} />
      <PerScheduler title="Heap in use" pick={(s) => s.heapUsed} format={formatBytes} steps="bytes" />
      <Whole title="Processes alive" pick={(overview) => overview.processes} format={formatShort} steps="whole" />
    </section>
  )
}

const signals = (overview: Overview): number => total(overview, (s) => s.signalsSentPerSecond)

function useTimes(): number[] {
  return useComputed(() => column(history.value, ({ time }) => toWallTime(time) / 1000)).value
}

interface PerSchedulerProps {
  readonly title: string
  readonly pick: (scheduler: SchedulerOverview) => number
  readonly format: (value: number) => string
  readonly top?: number
  readonly steps?: Steps
}

function PerScheduler({ title, pick, format, top, steps }: PerSchedulerProps): JSX.Element {
  const times = useTimes()
  const series = useComputed(() => schedulerSeries(history.value, pick)).value
  const now = history.value.at(-1)?.schedulers ?? []
  // Of many schedulers, the extremes.
  const values = now.map(pick)
  const summary =
    values.length <= 4
      ? values.map((value, i) => `${i + 1}: ${format(value)}`).join(' · ')
      : `${format(Math.min(...values))} to ${format(Math.max(...values))}`
  return (
    <Chart
      title={title}
      summary={summary}
      times={times}
      series={series}
      format={format}
      {...(top !== undefined && { top })}
      {...(steps !== undefined && { steps })}
    />
  )
}

function schedulerSeries(all: History, pick: (scheduler: SchedulerOverview) => number): ChartSeries[] {
  return columnsBySchedulers(all, pick).map((values, i) => ({
    label: String(i + 1),
    values,
    colour: schedulerColour(i),
  }))
}

interface WholeProps {
  readonly title: string
  readonly pick: (overview: Overview) => number
  readonly format: (value: number) => string
  readonly steps?: Steps
}

function Whole({ title, pick, format, steps }: WholeProps): JSX.Element {
  const times = useTimes()
  const series = useComputed(() => [{ label: title, values: column(history.value, pick), colour: '--accent' }]).value
  const last = series[0]?.values.at(-1) ?? 0
  return (
    <Chart
      title={title}
      summary={format(last)}
      times={times}
      series={series}
      format={format}
      {...(steps !== undefined && { steps })}
    />
  )
}
