/** Starts the systems of a comparison, lets them take their turns, and checks every run. */

import type { RunningSystem } from '../systems/system.ts'
import type { Durations } from './durations.ts'
import type { Lane } from './lanes.ts'
import type { NodeBinary } from './nodes.ts'
import type { Outcome, Workload } from './workload.ts'

/** Of fewer runs the quartiles say nothing. */
const fewestRuns = 3

/** Work that says it took no time at all must end, too. Chosen: the shortest runs take 11 ms, and warm up for two seconds. */
const mostRepeats = 200

export interface SeriesOptions {
  /** How many count, each time that the systems are started. */
  readonly runs: number
  /** Three are enough when they take long. */
  readonly mayStopEarly: boolean
  readonly scale: number
  readonly node: NodeBinary
  readonly durations: Durations
  /** Told before each run; `run` 0 is the warm-up. */
  progress?(lane: Lane, run: number): void
}

/** A workload at its size, with what is asked of every run: to compute the right answer can take as long as a run. */
interface Work {
  readonly workload: Workload
  readonly sizes: readonly number[]
  readonly operations: number
  readonly expected: string
}

function workOf(workload: Workload, scale: number): Work {
  const sizes = workload.sizes(scale)
  return { workload, sizes, operations: workload.operations(sizes), expected: workload.expected(sizes) }
}

/** What a run gave: by figure; a workload without figures has one value. */
type Values = readonly number[]

/**
 * What counts, of all starts of the systems: by run, by lane, by figure.
 * @throws Error naming workload and system when a run fails or its check is wrong.
 */
export async function measureSeries(
  workload: Workload,
  lanes: readonly Lane[],
  options: SeriesOptions,
): Promise<Values[][]> {
  const { starts, startsWithin } = options.durations
  const work = workOf(workload, options.scale)
  const runs: Values[][] = []
  const begin = performance.now()
  for (let start = 1; start <= starts; start++) {
    const over = start === 1 ? 0 : (nanosecondsSince(begin) * start) / (start - 1)
    if (over > startsWithin) break
    runs.push(...(await oneSeries(work, lanes, options)))
  }
  return runs
}

/** The systems are started, run A B C, A B C, … and are ended. */
async function oneSeries(work: Work, lanes: readonly Lane[], options: SeriesOptions): Promise<Values[][]> {
  const { durations, mayStopEarly } = options
  const { fewestRuns, unit } = work.workload
  const running = await startAll(lanes, options.node)
  try {
    const begin = performance.now()
    const warmUp = await turn(0)
    // What the systems were to warm up for says nothing about how long a run takes.
    const taken = () => nanosecondsSince(begin) - lanes.reduce((sum, lane) => sum + leastOf(lane, 0), 0)
    // The warm-up does not count, unless it took so long that what warms up is nothing beside it.
    if (mayStopEarly && !fewestRuns && taken() >= longEnough(durations)) return [warmUp]
    const runs: Values[][] = []
    for (let run = 1; run <= options.runs; run++) {
      if (mayStopEarly && isEnough(run - 1, taken(), durations, fewestRuns)) break
      runs.push(await turn(run))
    }
    return runs
  } finally {
    await Promise.all(running.map((system) => system.stop()))
  }

  async function turn(run: number): Promise<Values[]> {
    const values: Values[] = []
    for (const [index, lane] of lanes.entries()) {
      options.progress?.(lane, run)
      values.push(await runFor(leastOf(lane, run), work, lane, running[index] as RunningSystem))
    }
    return values
  }

  function leastOf({ system }: Lane, run: number): number {
    if (unit === 'bytes') return 0
    return run === 0 ? durations.warmUp[system.compiled] : durations.run
  }
}

/**
 * Starts them side by side, which takes half the time.
 * @throws Error the first failure, once those that did start have been ended.
 */
async function startAll(lanes: readonly Lane[], node: NodeBinary): Promise<RunningSystem[]> {
  const starts = lanes.map(({ system, schedulers }) => system.start({ schedulers, node: node.path }))
  const outcomes = await Promise.allSettled(starts)
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (!failed) return started
  await Promise.all(started.map((system) => system.stop()))
  throw failed.reason
}

/** Runs the work again and again until that has taken `least` nanoseconds, and gives the mean. */
async function runFor(
  least: number,
  { workload, sizes, expected, operations }: Work,
  lane: Lane,
  system: RunningSystem,
): Promise<Values> {
  let sums: Values = []
  let time = 0
  let repeats = 0
  do {
    const outcome = await system.run(workload, sizes)
    if (outcome.check !== expected) {
      throw new Error(`${workload.id} on ${lane.label} is wrong: expected "${expected}", got "${outcome.check}"`)
    }
    sums = measured(workload, lane, outcome, operations).map((value, which) => value + (sums[which] ?? 0))
    time += outcome.value
    repeats++
  } while (time < least && repeats < mostRepeats)
  return sums.map((sum) => sum / repeats)
}

function isEnough(runs: number, taken: number, durations: Durations, fewest = 1): boolean {
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

/** What one run measured: its figures, or else its value an operation. */
function measured(workload: Workload, lane: Lane, { value, figures }: Outcome, operations: number): readonly number[] {
  if (!workload.figures) return [value / operations]
  if (figures?.length === workload.figures.length && figures.every((figure) => Number.isFinite(figure))) return figures
  const names = workload.figures.map(({ name }) => name).join(', ')
  throw new Error(
    `${workload.id} on ${lane.label} must answer ${workload.figures.length} figures (${names}), got ${figures?.join(', ')}`,
  )
}
