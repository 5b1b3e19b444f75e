/** What every workload's `run` returns: nanoseconds (bytes for `memory`), what the harness checks, and the figures of one that has some. */
export interface Outcome {
  readonly value: number
  readonly check: string
  readonly figures?: readonly number[]
}

/** The outcome of work that began at `start` (`performance.now()`, milliseconds) and ends now. */
export function since(start: number, check: number | string): Outcome {
  return { value: (performance.now() - start) * 1e6, check: `${check}` }
}

/** The same for a workload with figures, in nanoseconds. */
export function figuresSince(start: number, check: number | string, figures: readonly number[]): Outcome {
  return { ...since(start, check), figures }
}

/** The value below which `percent` of 100 lie, counted as Erlang's side does: the n-th smallest. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(1, Math.floor((sorted.length * percent) / 100)) - 1] as number
}
