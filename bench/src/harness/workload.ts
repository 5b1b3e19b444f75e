/**
 * What a workload is, whatever system runs it. The work itself is written once a system: `workloads/multibeam/ID.ts`,
 * `erlang/bench_ID.erl`, and for CPU work once in `kernels/` for all JavaScript systems.
 */

export type SystemName = 'multibeam' | 'erlang' | 'piscina' | 'threads' | 'plain'

/** How the table shows a result: the value of one operation, of the whole run, or of a second as a share of it. */
export type Unit = 'ns' | 'µs' | 'ms' | 'ms a run' | '% of a core' | 'bytes'

/** The ratio to reach: multibeam's value over the peer's, at one scheduler and at two or more. */
export interface Target {
  readonly peer: string
  readonly one?: number
  readonly more?: number
}

/** One of several values that a run measures, when that is not simply the time it took. Nanoseconds, each shown and compared by itself. */
export interface Figure {
  readonly name: string
  /** Instead of the workload's. */
  readonly targets?: readonly Target[]
  /** The most that ours may be, whatever the peers need. */
  readonly limit?: number
  /** Set when the figures of this name are the points of a curve: each is compared with the first of them, and they are drawn. */
  readonly curve?: {
    /** Which of the workload's sizes the cost may grow with. */
    readonly size: number
    /** What that size counts: `messages waiting`. */
    readonly along: string
    /** The most that ours may be of the first point. */
    readonly most?: number
  }
}

/** One column of a comparison: a system with a number of schedulers. */
export interface LaneSpec {
  readonly system: SystemName
  readonly schedulers: number
}

export interface Workload {
  readonly id: string
  /** What is done, in a line, with its sizes. */
  readonly title: string
  /** Under which heading the report shows it; `workloads/index.ts` says so. */
  readonly group?: string
  /** What one operation is: `message`, `process`, `piece`… */
  readonly operation: string
  readonly unit: Unit
  readonly systems: readonly SystemName[]
  /** What `--quick` scales the sizes by; 0.1 if it is not said. */
  readonly quick?: number
  /** The most that ours may be an operation, in nanoseconds or bytes, whatever the peers need. */
  readonly limit?: number
  /** The integers that every system's side is called with; `scale` is 1 for the published sizes. */
  sizes(scale: number): number[]
  /** Operations of one run: the measured value is divided by it. */
  operations(sizes: readonly number[]): number
  /** What every system's side must answer; any other answer fails the run. */
  expected(sizes: readonly number[]): string
  readonly minimumSchedulers?: number
  /** So many runs count, however long they take, unless fewer were asked for (`--runs`, `--passes`), and the warm-up does not; 1 if it is not said. */
  readonly fewestRuns?: number
  /** The numbers of schedulers that it is about, where its targets do not say so. */
  readonly usualSchedulers?: readonly number[]
  /** Set when a run measures several values: the names of the outcome's figures, in order. */
  readonly figures?: readonly Figure[]
  readonly targets: readonly Target[]
  /** Set when the comparison is not one of systems with the `--schedulers` of the command line. */
  readonly lanes?: readonly LaneSpec[]
}

/** What one run of one system gave: nanoseconds (bytes for `memory`) of the work, its figures if it has some, and its check. */
export interface Outcome {
  readonly value: number
  readonly check: string
  readonly figures?: readonly number[]
}

/** Of every system: room for a million processes and for all that skynet has alive, more than the usual defaults. */
export const processLimit = 5_000_000

/** A size times the scale, at least 1. */
export function scaled(size: number, scale: number): number {
  return Math.max(1, Math.round(size * scale))
}

/** The sum of 0 … n − 1. */
export function sumBelow(n: number): number {
  return (n * (n - 1)) / 2
}

/** The target against `peer` at this number of schedulers, when there is one. */
export function targetOf(targets: readonly Target[], peer: string, schedulers: number): number | undefined {
  const target = targets.find((candidate) => candidate.peer === peer)
  return schedulers === 1 ? target?.one : target?.more
}
