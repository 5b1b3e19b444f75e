// Latency under load, on the main thread: asks processes, then a pool of threads, and sets the answers' times side by side.

import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, whole } from '../../lib/options.ts'
import { counted } from '../../lib/summary.ts'
import { writeOut } from '../../lib/write-out.ts'
import { chart } from './chart.ts'
import { drawHistogram, milliseconds, type Series } from './histogram.ts'
import { askPool, askProcesses } from './measure.ts'
import { quantile } from './questions.ts'

const ROWS: readonly (readonly [name: string, share: number])[] = [
  ['median', 0.5],
  ['90 %', 0.9],
  ['99 %', 0.99],
  ['longest', 1],
]

export const latency = defineDemo({
  name: 'latency',
  about:
    'A question every millisecond, beside others that compute for ever: how long do answers take? Processes, then a Piscina pool.',
  options: {
    questions: whole(1000, [10, 100_000], 'questions'),
    hogs: whole(20, [0, 10_000], 'that compute beside'),
    out: fileToWrite('latency.svg', 'the SVG file'),
  },
  run: async (stage, { questions, hogs, schedulers: threads, out }) => {
    stage.title('Latency under load', `, ${questions} questions`)
    stage.print(`One a millisecond, beside ${counted(hogs, 'hog')}`, 'that compute for ever.\n')
    stage.print(`Multibeam, ${counted(threads, 'scheduler')}:\n`)
    const processes = await askProcesses(stage, { questions, hogs, threads })
    stage.print(`\nPiscina, ${counted(threads, 'thread')}:`, 'a hog is one task of 50 ms after another.\n')
    const pool = await askPool(stage, { questions, hogs, threads })
    const series: Series[] = [
      { name: 'Multibeam', latencies: processes },
      { name: 'Piscina', latencies: pool },
    ]
    stage.print('', ...drawHistogram(series, stage.size.columns, stage.colours))
    writeOut(
      out,
      chart(series, `${questions} questions, one a millisecond; ${hogs} hogs; ${counted(threads, 'thread')}`),
    )
    stage.print(`\nAs an SVG file:\n${out}\n`, ...table(series))
    return series.every(({ latencies }) => latencies.length === questions)
  },
})

function table(series: readonly Series[]): string[] {
  const row = (name: string, cells: readonly string[]): string =>
    name.padEnd(9) + cells.map((cell) => cell.padStart(12)).join('')
  const head = row(
    '',
    series.map(({ name }) => name),
  )
  const rows = ROWS.map(([name, share]) => {
    return row(
      name,
      series.map(({ latencies }) => milliseconds(quantile(latencies, share))),
    )
  })
  return [head, ...rows]
}
