import { performance } from 'node:perf_hooks'
import { isProcessCode, type Process, type Suspension } from './suspension.ts'

/** Runs a function, ordinary or process code, and returns the microseconds it took and its result. Source: Erlang's `timer:tc`. */
export function* tc<R>(fn: () => R | Process<R>): Generator<Suspension, [microseconds: number, result: R], unknown> {
  const begun = performance.now()
  const result = fn()
  const value = isProcessCode(result) ? ((yield* result) as R) : (result as R)
  return [Math.round((performance.now() - begun) * 1000), value]
}

export const Timer = { tc } as const
