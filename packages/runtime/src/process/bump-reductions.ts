import { execution } from '@multibeam/compiler/support'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor } from '../machine/current.ts'

/** Counts `n` more reductions: work done in an ordinary function, say. The slice ends sooner. Source: Erlang's `bump_reductions/1`. */
export function bumpReductions(n: number): void {
  machineFor('Process.bumpReductions')
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new BadArg(`Process.bumpReductions: ${inspect(n)} is no number of reductions; give an integer from 0 up`)
  }
  // Within the small integers: a double would be allocated anew at every count.
  execution.reductions = Math.max(-1_000_000_000, execution.reductions - n)
}
