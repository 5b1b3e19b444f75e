import { performance } from 'node:perf_hooks'
import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import type { HandlerResult } from './receive.ts'
import { isProcessCode, type Suspension } from './suspension.ts'

/** Runs a function, ordinary or process code, and returns the microseconds it took and its result. Source: Erlang's `timer:tc`. */
export function* tc<R>(fn: () => R): Generator<Suspension, [microseconds: number, result: HandlerResult<R>], unknown> {
  if (typeof fn !== 'function') throw new BadArg(`Timer.tc: ${inspect(fn)} is no function`)
  const begun = performance.now()
  const result = fn()
  const value = isProcessCode(result) ? yield* result : result
  return [Math.round((performance.now() - begun) * 1000), value as HandlerResult<R>]
}

export const Timer = /* @__PURE__ */ nameIntrinsic('multibeam.Timer', { tc } as const)
