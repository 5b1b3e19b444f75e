import { processFor } from '../machine/current.ts'
import { ExitSignal } from './exit-signal.ts'

/**
 * Ends this process with a reason, any term. `'normal'` counts as having returned.
 * Source: Erlang's `exit/1`. Like there, it leaves through `finally` blocks.
 */
export function exit(reason: unknown): never {
  processFor('exit')
  throw new ExitSignal(reason)
}
