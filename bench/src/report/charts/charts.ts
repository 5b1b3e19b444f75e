/** Which charts a measurement gives, on each Node. */

import type { PeerRatio, Result } from '../../harness/compare.ts'
import type { Measurement } from '../measurement.ts'
import { type BarRow, barChart } from './bars.ts'
import { type Line, lineChart } from './lines.ts'

export interface Chart {
  readonly file: string
  readonly title: string
  readonly node: string
  readonly svg: string
}

/** The growth of a cost from the first point of a curve that is accepted: BENCHMARKS' 1.5. */
const growthLimit = 1.5

/** The first Node's charts have plain names, which others may link to; those of further Nodes end in the version. */
export function chartsOf({ results, workloads }: Measurement): Chart[] {
  const nodes = [...new Set(results.map(({ node }) => node))]
  const groups = [...new Set(workloads.map(({ group }) => group))]
  return nodes.flatMap((node, index) => {
    const own = results.filter((result) => result.node === node)
    const ending = index === 0 ? '' : `-node${node.slice(1).split('.')[0]}`
    const byGroup = groups.flatMap((group) => {
      const members = new Set(workloads.filter((workload) => workload.group === group).map(({ id }) => id))
      const inGroup = own.filter(({ workload }) => members.has(workload))
      return againstErlang(group, inGroup)
    })
    return [...byGroup, ...cpuWork(own), ...fairness(own), ...curves(own), ...schedulerCurves(own)].map(
      ({ name, title, svg }) => ({ file: `${name}${ending}.svg`, title, node, svg }),
    )
  })
}

type Drawn = { readonly name: string; readonly title: string; readonly svg: string }

/** The file is named after the first word of the group: `messages`. */
function againstErlang(group: string, results: readonly Result[]): Drawn[] {
  const compared = results.filter((result) => result.figure === undefined && ratioTo(result, 'erlang'))
  return bars(group.toLowerCase().replace(/\W.*/, ''), compared, {
    title: `${group}, beside Erlang/OTP`,
    subtitle: 'Time (or bytes) as a share of what Erlang/OTP takes: shorter is better. The mark is the target.',
    label: ({ workload }) => workload,
    series: ({ schedulers }) => schedulersInWords(schedulers),
    ratio: (result) => ratioTo(result, 'erlang'),
    reference: 'Erlang/OTP',
  })
}

function cpuWork(results: readonly Result[]): Drawn[] {
  const pairs = results.flatMap((result) =>
    result.ratios
      .filter(({ peer }) => peer === 'threads' || peer === 'plain')
      .map((ratio) => ({ ...result, ratios: [ratio] })),
  )
  return bars('cpu', pairs, {
    title: 'CPU work, beside hand-split worker threads and plain functions',
    subtitle: 'Time as a share of what the peer takes with as many threads: shorter is better. The mark is the target.',
    label: (result) => `${nameOf(result)}, ${result.schedulers}`,
    series: ({ ratios }) => (ratios[0]?.peer === 'plain' ? 'plain functions' : 'worker threads, split by hand'),
    ratio: ({ ratios }) => ratios[0],
    reference: 'the peer',
  })
}

function fairness(results: readonly Result[]): Drawn[] {
  const compared = results.filter((result) => result.workload === 'fairness' && ratioTo(result, 'erlang'))
  return bars('fairness', compared, {
    title: 'Time to an answer beside busy processes, beside Erlang/OTP',
    subtitle: 'As a share of what Erlang/OTP takes: shorter is better. The mark is the target.',
    label: ({ figure = '' }) => figure,
    series: ({ schedulers }) => schedulersInWords(schedulers),
    ratio: (result) => ratioTo(result, 'erlang'),
    reference: 'Erlang/OTP',
  })
}

interface BarsOf {
  readonly title: string
  readonly subtitle: string
  readonly reference: string
  label(result: Result): string
  series(result: Result): string
  ratio(result: Result): PeerRatio | undefined
}

function bars(name: string, results: readonly Result[], { label, series, ratio, ...texts }: BarsOf): Drawn[] {
  if (results.length === 0) return []
  const names = [...new Set(results.map(series))].sort()
  const rows = new Map<string, BarRow & { bars: BarRow['bars'][number][] }>()
  for (const result of results) {
    const row = rows.get(label(result)) ?? { label: label(result), bars: names.map(() => undefined) }
    const found = ratio(result)
    if (found) row.bars[names.indexOf(series(result))] = { ...found, value: found.median }
    rows.set(row.label, row)
  }
  const reference = { value: 1, label: texts.reference }
  return [{ name, title: texts.title, svg: barChart({ ...texts, reference, series: names, rows: [...rows.values()] }) }]
}

/** A chart for each workload that has curves, of all systems. */
function curves(results: readonly Result[]): Drawn[] {
  const points = results.filter(({ curve }) => curve)
  return [...new Set(points.map(({ workload }) => workload))].map((workload) => {
    const own = points.filter((point) => point.workload === workload)
    const lines = [...new Set(own.map(({ label, curve }) => `${label}\n${curve?.line}`))].map((key): Line => {
      const [label = '', name = ''] = key.split('\n')
      const line = own.filter((point) => point.label === label && point.curve?.line === name)
      const first = line[0]?.perOperation.median ?? 1
      return {
        name,
        isPeer: label !== 'multibeam',
        points: line.map(({ curve, perOperation }) => ({ x: curve?.at ?? 0, y: perOperation.median / first })),
      }
    })
    return growthChart(workload, own[0]?.curve?.along ?? '', lines)
  })
}

/** A chart for each workload that multibeam runs on three or more numbers of schedulers. */
function schedulerCurves(results: readonly Result[]): Drawn[] {
  const points = results.filter(({ label }) => label.startsWith('multibeam@'))
  const workloads = [...new Set(points.map(({ workload }) => workload))]
  return workloads.flatMap((workload) => {
    const own = points.filter((point) => point.workload === workload).sort((a, b) => a.schedulers - b.schedulers)
    if (new Set(own.map(({ schedulers }) => schedulers)).size < 3) return []
    const lines = [...new Set(own.map(nameOf))].map((name): Line => {
      const line = own.filter((point) => nameOf(point) === name)
      const first = line[0]?.perOperation.median ?? 1
      return {
        name: line[0]?.figure ?? name,
        isPeer: false,
        points: line.map(({ schedulers, perOperation }) => ({ x: schedulers, y: perOperation.median / first })),
      }
    })
    return [growthChart(workload, 'schedulers', lines)]
  })
}

function growthChart(workload: string, xLabel: string, lines: readonly Line[]): Drawn {
  const title = `How cost grows: ${workload}`
  const subtitle = `Cost of one operation, as a share of the first point's. The dashed line is the limit, ${growthLimit}.${
    lines.some(({ isPeer }) => isPeer) ? ' Dotted: Erlang/OTP.' : ''
  }`
  return { name: workload, title, svg: lineChart({ title, subtitle, xLabel, lines, limit: growthLimit }) }
}

function ratioTo(result: Result, peer: string): PeerRatio | undefined {
  return result.ratios.find((ratio) => ratio.peer === peer)
}

function nameOf({ workload, figure }: Result): string {
  return figure === undefined ? workload : `${workload} ${figure}`
}

function schedulersInWords(schedulers: number): string {
  return schedulers === 1 ? '1 scheduler' : `${schedulers} schedulers`
}
