import { execution } from '@multibeam/compiler/support'
import { machineFor } from '../machine/current.ts'

/** Counts `n` more reductions: work done in an ordinary function, say. The slice ends sooner. Source: Erlang's `bump_reductions/1`. */
export function bumpReductions(n: number): void {
  machineFor('Process.bumpReductions')
  execution.reductions -= Math.max(0, n)
}
