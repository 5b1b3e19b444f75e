/** The report as a page of Markdown. */

import type { Result } from '../harness/compare.ts'
import { inUnit, unitName } from '../harness/units.ts'
import { limitVerdict, ratioVerdict, type Verdict, verdictsOf } from '../harness/verdicts.ts'
import type { Chart } from './charts/charts.ts'
import type { Measurement } from './measurement.ts'

/** A text that somebody wrote about a workload, or, under another name, about the whole. */
export interface Note {
  readonly name: string
  readonly text: string
}

export function markdown(measurement: Measurement, charts: readonly Chart[], notes: readonly Note[]): string {
  const { results, failures } = measurement
  const nodes = [...new Set(results.map(({ node }) => node))]
  const sections = [
    '# How fast it is',
    ...(measurement.quick
      ? ['Measured with `--quick`: small sizes and few runs, to see that all is well. Quote the full run.']
      : []),
    onWhat(measurement, nodes),
    ...(failures.length > 0 ? ['## What failed', bullets(failures)] : []),
    '## The targets',
    targets(results, nodes),
    ...(results.some(({ ratios }) => ratios.some(({ peer }) => peer === 'erlang'))
      ? ['## Where Erlang/OTP is faster', whereErlangIsFaster(results, nodes)]
      : []),
    ...missed(results, nodes, notes),
    ...nodes.flatMap((node) => chapter(measurement, charts, node)),
    '## Method',
    methodOf(results),
    ...generalNotes(measurement, notes),
  ]
  return `${sections.join('\n\n')}\n`
}

function methodOf(results: readonly Result[]): string {
  const passes = passesOf(results)
  return passes === 1 ? method : `${method}\n\n${passText(passes)}`
}

function passText(passes: number): string {
  return `All of it was measured ${passes} times, one pass after the other, each with the runs of several VMs, or of one where they take long. A
value is the median of the passes' medians; their own stand in parentheses where a target was missed; a spread is the widest of any
pass. A target counts as reached when each pass has reached it.`
}

const method = `Every system runs the same work in a process of its own; they take turns, run by run, after a turn to warm up that does not
count: what runs on V8 warms up for two seconds (0.4 in a quick run), since V8 compiles while a program runs, Erlang for half as long, since it compiles when a program is loaded. Each run is checked. A ratio is the median of the ratios of runs that were made one after the other, the spread
beside it is from the lower to the upper quartile. *median* and *range* are those of the runs. What each workload does,
and how it is measured, is in [bench/README.md](../README.md). This page, the charts and \`report.json\` are written by
\`pnpm bench\`; the notes are kept in \`bench/report-notes\`.`

function onWhat({ machine }: Measurement, nodes: readonly string[]): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`)
  return bullets([
    `${machine.processor}, ${machine.cores} core${machine.cores === 1 ? '' : 's'}, ${machine.memoryGb} GB; ${machine.system}`,
    `Node ${nodes.join(' and ')}; ${versions.join('; ')}`,
    `measured on ${machine.date}`,
  ])
}

function targets(results: readonly Result[], nodes: readonly string[]): string {
  const passes = passesOf(results)
  const rows = nodes.map((node) => {
    const verdicts = verdictsOn(results, node)
    const reached = verdicts.filter(({ isReached }) => isReached).length
    const sometimes = verdicts.filter(({ isReached, reachedIn }) => !isReached && reachedIn > 0).length
    return [`Node ${node}`, `${reached} of ${verdicts.length}`, ...(passes > 1 ? [`${sometimes}`] : [])]
  })
  if (passes === 1) return markdownTable(['', 'reached'], rows)
  return markdownTable(['', `reached in each of ${passes} passes`, 'in some of them'], rows)
}

function passesOf(results: readonly Result[]): number {
  return Math.max(1, ...results.map(({ passes = [] }) => passes.length))
}

/** A paragraph; medians above 1, whatever the target. */
export function whereErlangIsFaster(results: readonly Result[], nodes: readonly string[]): string {
  const slower = results.flatMap((result) =>
    result.ratios
      .filter(({ peer, median }) => peer === 'erlang' && median > 1)
      .map(({ median }) => `${nameOf(result, nodes)}: ${median.toFixed(2)} × its time`),
  )
  if (slower.length === 0) return 'Erlang/OTP is nowhere faster in what is measured here.'
  return `Erlang/OTP is faster in:\n\n${bullets(slower)}`
}

/** What was missed, with what is known about it. */
function missed(results: readonly Result[], nodes: readonly string[], notes: readonly Note[]): string[] {
  const byWorkload = new Map<string, Verdict[]>()
  for (const verdict of results.flatMap(verdictsOf)) {
    const { workload } = verdict.result
    if (!verdict.isReached) byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), verdict])
  }
  if (byWorkload.size === 0) return []
  const parts = [...byWorkload].flatMap(([workload, verdicts]) => [
    `### ${workload}`,
    bullets(verdicts.map(({ result, asked, measured }) => `${nameOf(result, nodes)}: ${measured}, ${asked} asked`)),
    notes.find(({ name }) => name === workload)?.text ?? `No note yet: \`bench/report-notes/${workload}.md\``,
  ])
  return ['## What was missed', ...parts]
}

/** All that was measured on one Node, group by group, and the charts. */
function chapter({ workloads, results }: Measurement, charts: readonly Chart[], node: string): string[] {
  const groups = [...new Set(workloads.map(({ group }) => group))]
  const tables = groups.flatMap((group) => {
    const members = workloads.filter((workload) => workload.group === group)
    const rows = members.flatMap(({ id }) =>
      results.filter((result) => result.node === node && result.workload === id).flatMap(rowsOf),
    )
    if (rows.length === 0) return []
    const titles = members.filter(({ id }) => results.some(({ workload }) => workload === id))
    return [
      `### ${group}`,
      bullets(titles.map(({ id, title }) => `\`${id}\`: ${title}`)),
      markdownTable(headings, rows, rightAligned),
    ]
  })
  const images = charts.filter((chart) => chart.node === node).map(({ file, title }) => `![${title}](${file})`)
  return [`## On Node ${node}`, ...images, ...tables]
}

const headings = ['workload', 'system', 'schedulers', 'median', 'range', 'unit', 'ratio', 'spread', 'target', '']
const rightAligned = [2, 3, 4, 6, 7, 8]

/** A row for the result, and one for each peer that it is compared with after the first. */
function rowsOf(result: Result): string[][] {
  const { label, schedulers, perOperation, ratios, limit } = result
  const judged = ratios.map((ratio) => [
    `${ratio.median.toFixed(2)} of ${ratio.peer}`,
    `${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)}`,
    ratio.target === undefined ? '' : `≤ ${ratio.target.toFixed(2)}`,
    ratioVerdict(result, ratio)?.inWords ?? '',
  ])
  if (limit !== undefined) judged.push(['', '', `≤ ${inUnit(limit, result)}`, limitVerdict(result)?.inWords ?? ''])
  const [first = ['', '', '', ''], ...further] = judged
  return [
    [
      ...[nameOf(result, []), label, `${schedulers}`, inUnit(perOperation.median, result)],
      `${inUnit(perOperation.min, result)}–${inUnit(perOperation.max, result)}`,
      unitName(result),
      ...first,
    ],
    ...further.map((cells) => ['', '', '', '', '', '', ...cells]),
  ]
}

function generalNotes({ workloads }: Measurement, notes: readonly Note[]): string[] {
  const general = notes.filter(({ name }) => !workloads.some(({ id }) => id === name))
  return general.length === 0 ? [] : ['## Notes', ...general.map(({ text }) => text)]
}

/** A workload, or a figure of it; what tells it apart from others is said only where there are others. */
function nameOf({ workload, figure, schedulers, node }: Result, nodes: readonly string[]): string {
  const name = figure === undefined ? workload : `${workload}, ${figure}`
  if (nodes.length === 0) return name
  return `${name}, ${schedulers} scheduler${schedulers === 1 ? '' : 's'}${nodes.length > 1 ? `, Node ${node}` : ''}`
}

function verdictsOn(results: readonly Result[], node: string): Verdict[] {
  return results.filter((result) => result.node === node).flatMap(verdictsOf)
}

export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = headings.map((_, column) => (rightAligned.includes(column) ? '---:' : '---'))
  return [line(headings), line(rule), ...rows.map(line)].join('\n')
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}
