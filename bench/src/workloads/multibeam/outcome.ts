/** What every workload's `run` returns: nanoseconds (bytes for `memory`), and what the harness checks. */
export interface Outcome {
  readonly value: number
  readonly check: string
}

/** The outcome of work that began at `start` (`performance.now()`, milliseconds) and ends now. */
export function since(start: number, check: number | string): Outcome {
  return { value: (performance.now() - start) * 1e6, check: `${check}` }
}
