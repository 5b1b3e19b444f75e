/** How long the bench measures. */

import type { Compilation } from '../systems/system.ts'

/** How long is measured, in nanoseconds, and how many times. */
export interface Durations {
  /** What a measured turn takes at the least: shorter work is repeated, and the mean counts. */
  readonly run: number
  /** The same for the first turn, which does not count: by when a system's code is compiled. */
  readonly warmUp: Readonly<Record<Compilation, number>>
  /** Once a comparison has taken so long beyond its warm-up, three runs are enough, unless the command line says how many. */
  readonly enough: number
  /** After so many times `enough` no other run begins: of what takes so long, one is enough. */
  readonly muchTooLong: number
  /** How many times the systems are started, with all runs each time. */
  readonly starts: number
  /** They are not started again where that is likely to be over later than so long after the first time. */
  readonly startsWithin: number
}

/**
 * Chosen: a ring of 40 ms is shorter than one hiccup of a shared machine. A run of seconds is a mean by itself; with five of each, a dozen of
 * the 75 comparisons would take most of the time. Warm-ups are measured: by then both sides are within some 3 % of what they take later
 * (bench/report-notes/passes.md).
 */
export const durations: Durations = {
  run: 250e6,
  warmUp: { whenLoaded: 1e9, whileRunning: 2e9 },
  enough: 5e9,
  muchTooLong: 6,
  starts: 1,
  startsWithin: 10e9,
}

/** What a quick run can afford of that. Chosen, so that all workloads take about two minutes. */
export function quickly(durations: Durations): Durations {
  const { whenLoaded, whileRunning } = durations.warmUp
  const warmUp = { whenLoaded: whenLoaded / 5, whileRunning: whileRunning / 5 }
  return { ...durations, run: durations.run / 5, warmUp }
}

/**
 * One of several passes, in each of which a target must be reached. What V8 makes of a program and where processes come to lie differ more from VM to VM
 * than from run to run, so the runs of a pass are those of two where `startsWithin` allows it. Chosen, so that three passes take an hour and a half: of
 * what takes more than ten seconds one run is enough.
 */
export function inPasses(durations: Durations): Durations {
  return { ...durations, muchTooLong: 2, starts: 2 }
}
