/** The figures in the project's README: three charts, where Erlang/OTP is faster, the ratios in a table. */

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Result } from '../harness/compare.ts'
import { markdownTable, whereErlangIsFaster } from './markdown.ts'
import type { Measurement } from './measurement.ts'

const charts = [
  { file: 'messages.svg', title: 'Messages and processes, beside Erlang/OTP' },
  { file: 'cpu.svg', title: 'CPU work, beside worker threads and plain functions' },
  { file: 'growth-processes.svg', title: 'The cost of an operation beside a thousand to a million live processes' },
]

const begin = /<!-- figures: begin[^>]*-->/
const end = '<!-- figures: end -->'

/**
 * Replaces what stands between the marks `figures: begin` and `figures: end`.
 * @throws Error when the file has no such marks
 */
export function writeReadme(file: string, reportFolder: string, measurement: Measurement): void {
  const text = readFileSync(file, 'utf8')
  const opening = begin.exec(text)
  const to = text.indexOf(end)
  if (!opening || to < opening.index) {
    throw new Error(`${file} has no place for the figures, between <!-- figures: begin --> and ${end}`)
  }
  const report = relative(dirname(file), reportFolder).split(sep).join('/')
  const figures = figuresOf(measurement, report)
  writeFileSync(
    file,
    `${text.slice(0, opening.index)}<!-- figures: begin. Written by pnpm -s bench --render. -->\n\n${figures}\n\n${text.slice(to)}`,
  )
}

/** `report` is the path of the report's folder as the README links to it. */
export function figuresOf({ machine, results }: Measurement, report: string): string {
  // One Node is enough here; the report has all.
  const node = results[0]?.node
  const own = results.filter((result) => result.node === node)
  return [
    ...charts.map(({ file, title }) => `![${title}](${join(report, file).split(sep).join('/')})`),
    ratioTable(own),
    whereErlangIsFaster(own, [node ?? '']),
    `Medians of interleaved runs on ${machine.processor}, ${machine.cores} cores, Node ${node}, Erlang/${machine.versions.erlang ?? 'OTP'}, ${machine.date}. The
[report](${report}/README.md) has all rows with their spread, the other Node versions, the targets, what was missed and what was tried.`,
  ].join('\n\n')
}

function ratioTable(results: readonly Result[]): string {
  // The points of curves are for the charts.
  const compared = results.filter(({ ratios, curve }) => !curve && ratios.some(({ peer }) => peer === 'erlang'))
  const schedulers = [...new Set(compared.map((result) => result.schedulers))].sort((a, b) => a - b)
  const names = [...new Set(compared.map(nameOf))]
  const rows = names.map((name) => [
    name,
    ...schedulers.map((count) => {
      const found = compared.find((result) => nameOf(result) === name && result.schedulers === count)
      return found?.ratios.find(({ peer }) => peer === 'erlang')?.median.toFixed(2) ?? ''
    }),
  ])
  const headings = schedulers.map((count) => `${count} scheduler${count === 1 ? '' : 's'}`)
  return markdownTable(
    ['time, of that of Erlang/OTP', ...headings],
    rows,
    headings.map((_, index) => index + 1),
  )
}

function nameOf({ workload, figure }: Result): string {
  return figure === undefined ? `\`${workload}\`` : `\`${workload}\`, ${figure}`
}
