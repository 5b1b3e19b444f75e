/** Runs one workload on its systems, turn by turn, and checks every run. */

import type { RunningSystem, System } from '../systems/system.ts'
import type { NodeBinary } from './nodes.ts'
import { pairwiseRatio, type Ratio, type Summary, summarize } from './statistics.ts'
import { type Figure, type LaneSpec, type Outcome, targetOf, type Unit, type Workload } from './workload.ts'

/** A system that takes part in a comparison. Its label is what ratios are named after. */
export interface Lane {
  readonly label: string
  readonly system: System
  readonly schedulers: number
}

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

/** How long is measured, in nanoseconds. */
export interface Durations {
  /** What a measured turn takes at the least: shorter work is repeated, and the mean counts. */
  readonly run: number
  /** The same for the first turn, which does not count. */
  readonly warmUp: number
  /** Once a comparison has taken so long, three runs are enough, unless the command line says how many. */
  readonly enough: number
  /** After so many times `enough` no other run begins: of what takes so long, one is enough. */
  readonly muchTooLong: number
}

/**
 * Chosen: a ring of 40 ms is shorter than one hiccup of a shared machine, and after a second of warm-up both sides' compilers
 * are through. A run of seconds is a mean by itself; with five of each, a dozen of the 75 comparisons would take most of the time.
 */
export const durations: Durations = { run: 250e6, warmUp: 1e9, enough: 5e9, muchTooLong: 6 }

/** What a quick run can afford of that. Chosen, so that all workloads take about two minutes. */
export function quickly(durations: Durations): Durations {
  return { ...durations, run: durations.run / 5, warmUp: durations.warmUp / 5 }
}

/** One of several passes, which add up: of what takes more than ten seconds one run a pass is enough. Chosen, so that three take an hour. */
export function inPasses(durations: Durations): Durations {
  return { ...durations, muchTooLong: 2 }
}

/** Of fewer runs the quartiles say nothing. */
const fewestRuns = 3

/** Work that says it took no time at all must end, too. Chosen. */
const mostRepeats = 50

export interface CompareOptions {
  /** How many count. */
  readonly runs: number
  /** Three are enough when they take long. */
  readonly mayStopEarly: boolean
  readonly scale: number
  readonly node: NodeBinary
  readonly durations: Durations
  /** Told before each run; `run` 0 is the warm-up. */
  progress?(lane: Lane, run: number): void
}

/** The lanes that a workload has with these systems; none when no system has a side of it. */
export function lanesOf(workload: Workload, systems: readonly System[], schedulers: number): Lane[] {
  const named = new Map(systems.map((system) => [system.name, system]))
  const specs: readonly LaneSpec[] = workload.lanes ?? workload.systems.map((system) => ({ system, schedulers }))
  const lanes: Lane[] = []
  for (const spec of specs) {
    const system = named.get(spec.system)
    if (!system) continue
    const label = workload.lanes ? `${spec.system}@${spec.schedulers}` : spec.system
    lanes.push({ label, system, schedulers: system.schedulers(spec.schedulers) })
  }
  // In the order of the systems, so that ours comes first and takes its turn first.
  return workload.lanes ? lanes : lanes.sort((a, b) => systems.indexOf(a.system) - systems.indexOf(b.system))
}

/**
 * Measures all lanes: A B C, A B C, …; the first run of each warms up and does not count. Short work is repeated within a run. The systems stay up for the
 * whole comparison and are ended after it.
 * @throws Error naming workload and system when a run fails or its check is wrong.
 */
export async function compare(workload: Workload, lanes: readonly Lane[], options: CompareOptions): Promise<Result[]> {
  const sizes = workload.sizes(options.scale)
  const expected = workload.expected(sizes)
  const operations = workload.operations(sizes)
  const figures: readonly (Figure | undefined)[] = workload.figures ?? [undefined]
  // By lane, by figure, by run.
  const values: number[][][] = lanes.map(() => figures.map(() => []))
  const running: RunningSystem[] = []
  try {
    for (const { system, schedulers } of lanes)
      running.push(await system.start({ schedulers, node: options.node.path }))
    const begin = performance.now()
    for (let run = 0; run <= options.runs; run++) {
      if (options.mayStopEarly && isEnough(run - 1, begin, options.durations, workload.fewestRuns)) break
      for (const [index, lane] of lanes.entries()) {
        options.progress?.(lane, run)
        const least = workload.unit === 'bytes' ? 0 : run === 0 ? options.durations.warmUp : options.durations.run
        const sums = figures.map(() => 0)
        let time = 0
        let repeats = 0
        do {
          const outcome = await (running[index] as RunningSystem).run(workload, sizes)
          if (outcome.check !== expected) {
            throw new Error(`${workload.id} on ${lane.label} is wrong: expected "${expected}", got "${outcome.check}"`)
          }
          for (const [which, value] of measured(workload, lane, outcome, operations).entries()) {
            sums[which] = (sums[which] as number) + value
          }
          time += outcome.value
          repeats++
        } while (time < least && repeats < mostRepeats)
        for (const [which, sum] of sums.entries()) values[index]?.[which]?.push(sum / repeats)
      }
      if (run > 0) continue
      // The warm-up, which does not count, unless it took so long that what warms up is nothing beside it.
      if (options.mayStopEarly && !workload.fewestRuns && nanosecondsSince(begin) >= 2 * longEnough(options.durations))
        break
      for (const lane of values) for (const figure of lane) figure.length = 0
    }
  } finally {
    await Promise.all(running.map((system) => system.stop()))
  }
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

function isEnough(runs: number, begin: number, durations: Durations, fewest = 1): boolean {
  const taken = nanosecondsSince(begin)
  return (runs >= fewestRuns && taken >= durations.enough) || (runs >= fewest && taken >= longEnough(durations))
}

/** Nanoseconds after which one run must do. */
function longEnough({ enough, muchTooLong }: Durations): number {
  return enough * muchTooLong
}

/** `begin` in milliseconds. */
function nanosecondsSince(begin: number): number {
  return (performance.now() - begin) * 1e6
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

/** What one run measured: its figures, or else its value an operation. */
function measured(workload: Workload, lane: Lane, { value, figures }: Outcome, operations: number): readonly number[] {
  if (!workload.figures) return [value / operations]
  if (figures?.length === workload.figures.length && figures.every((figure) => Number.isFinite(figure))) return figures
  const names = workload.figures.map(({ name }) => name).join(', ')
  throw new Error(
    `${workload.id} on ${lane.label} must answer ${workload.figures.length} figures (${names}), got ${figures?.join(', ')}`,
  )
}
