import { MultibeamError } from '../errors.ts'

/**
 * What `exit` throws to leave process code: not an Error, it has no stack and is nobody's mistake. Catch it to look at the reason, as with
 * Erlang's `catch exit:Reason`; a call of a server that fails exits its caller with one.
 */
export class ExitSignal {
  readonly reason: unknown

  constructor(reason: unknown) {
    this.reason = reason
  }
}

/** Stands in for a process function that is not known yet. */
export function Undefined(): never {
  throw new MultibeamError('FUNCTION_NOT_FOUND', 'a process was started before its function was known')
}
