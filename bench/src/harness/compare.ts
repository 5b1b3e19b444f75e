/** Compares systems on one workload: their values, the ratios of ours to the peers', and what was asked of them. */

import type { Lane } from './lanes.ts'
import { measureSeries, type SeriesOptions } from './series.ts'
import { pairwiseRatio, type Ratio, type Summary, summarize } from './statistics.ts'
import { type Figure, targetOf, type Unit, type Workload } from './workload.ts'

export interface PeerRatio extends Ratio {
  readonly peer: string
  readonly target?: number
  /** The medians of several passes, see passes.ts; `median` is theirs then. */
  readonly passes?: readonly number[]
}

/** A point of a curve: which value of what grows the cost was measured at. */
export interface Point {
  readonly line: string
  readonly at: number
  /** What it is that many of. */
  readonly along: string
}

/** What was measured of one system, as plain data: it is kept as JSON. */
export interface Result {
  /** The version of the Node that ran the JavaScript systems. */
  readonly node: string
  readonly workload: string
  /** Which of the workload's figures this is, when it has figures. */
  readonly figure?: string
  readonly curve?: Point
  readonly unit: Unit
  readonly operation: string
  readonly label: string
  readonly schedulers: number
  readonly operations: number
  readonly runs: number
  /** Nanoseconds an operation, or of the figure; bytes for `memory`. */
  readonly perOperation: Summary
  /** Our value over each peer's; empty for the peers. */
  readonly ratios: readonly PeerRatio[]
  /** What ours may be at the most, in the unit of `perOperation`. */
  readonly limit?: number
  /** The medians of several passes, in the unit of `perOperation`. */
  readonly passes?: readonly number[]
}

/**
 * Measures all lanes: A B C, A B C, …; the first turn warms up and does not count. Short work is repeated within a run. The systems stay up for their runs,
 * and are started several times if `durations.starts` says so.
 * @throws Error naming workload and system when a run fails or its check is wrong.
 */
export async function compare(workload: Workload, lanes: readonly Lane[], options: SeriesOptions): Promise<Result[]> {
  const sizes = workload.sizes(options.scale)
  const operations = workload.operations(sizes)
  const figures: readonly (Figure | undefined)[] = workload.figures ?? [undefined]
  const runs = await measureSeries(workload, lanes, options)
  // By lane, by figure, by run.
  const values = lanes.map((_, lane) => figures.map((_, figure) => runs.map((run) => run[lane]?.[figure] as number)))
  return figures.flatMap((figure, which) => {
    const of = (index: number) => values[index]?.[which] as number[]
    const limit = figure?.limit ?? workload.limit
    return lanes.map((lane, index) => {
      const isOurs = lane.system.name === 'multibeam'
      const isCompared = isOurs && index === 0
      return {
        node: options.node.version,
        workload: workload.id,
        ...(figure && named(figure, sizes)),
        unit: workload.unit,
        operation: workload.operation,
        label: lane.label,
        schedulers: lane.schedulers,
        operations,
        runs: of(index).length,
        perOperation: summarize(of(index)),
        ratios: [
          ...(isCompared ? lanes.slice(1).map((peer, position) => ratioTo(peer, of(0), of(position + 1))) : []),
          ...growth(figures, figure, sizes, values[index] as number[][], isOurs),
        ],
        ...(isOurs && limit !== undefined && { limit }),
      }

      function ratioTo(peer: Lane, own: readonly number[], theirs: readonly number[]): PeerRatio {
        const target = targetOf(figure?.targets ?? workload.targets, peer.label, lane.schedulers)
        return { peer: peer.label, ...(target !== undefined && { target }), ...pairwiseRatio(own, theirs) }
      }
    })
  })
}

function named({ name, curve }: Figure, sizes: readonly number[]): Pick<Result, 'figure' | 'curve'> {
  if (curve === undefined) return { figure: name }
  const at = sizes[curve.size] ?? 0
  return { figure: `${name} at ${at.toLocaleString('en')}`, curve: { line: name, at, along: curve.along } }
}

/** A point of a curve over the first point of its line, in the same runs. Peers are not judged. */
function growth(
  figures: readonly (Figure | undefined)[],
  figure: Figure | undefined,
  sizes: readonly number[],
  values: readonly number[][],
  isJudged: boolean,
): PeerRatio[] {
  const { name, curve } = figure ?? {}
  if (curve === undefined) return []
  const first = figures.findIndex((other) => other?.curve !== undefined && other.name === name)
  const own = figures.indexOf(figure)
  if (first === own) return []
  const ratio = pairwiseRatio(values[own] as number[], values[first] as number[])
  const peer = `itself at ${(sizes[figures[first]?.curve?.size ?? 0] ?? 0).toLocaleString('en')}`
  return [{ peer, ...(isJudged && curve.most !== undefined && { target: curve.most }), ...ratio }]
}
