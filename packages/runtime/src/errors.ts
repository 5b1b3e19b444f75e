import { inspect as show } from 'node:util'
import type { Pid } from '@multibeam/scheduler'
import { inspect } from './inspect.ts'

/** The codes of all errors this package throws, see `MultibeamError`. */
export type ErrorCode =
  | 'BAD_ARGUMENT'
  | 'SYSTEM_LIMIT'
  | 'NOT_IN_PROCESS'
  | 'PROCESS_EXIT'
  | 'NOT_STARTED'
  | 'NO_HANDLER'
  | 'MODULE_NOT_FOUND'
  | 'MODULE_ERROR'
  | 'FUNCTION_NOT_FOUND'
  | 'VM_STOPPED'
  | 'SCHEDULER_FAILED'
  | 'DIRTY_THREAD_FAILED'
  | 'OBSERVER_FAILED'
  | 'PROCESS_EXIT_REFUSED'
  | 'TRACE_FAILED'

/** What this package throws: `code` tells what happened, the message to whom and what to do. */
export class MultibeamError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MultibeamError'
    this.code = code
  }
}

/** An argument is not what the call takes (Erlang's `badarg`). */
export class BadArg extends MultibeamError {
  constructor(message: string) {
    super('BAD_ARGUMENT', message)
    this.name = 'BadArg'
  }
}

/** A limit of the VM is reached (Erlang's `system_limit`). */
export class SystemLimit extends MultibeamError {
  constructor(message: string) {
    super('SYSTEM_LIMIT', message)
    this.name = 'SystemLimit'
  }
}

/** What `vm.run` rejects with when the process exits abnormally. */
export class ProcessExit extends MultibeamError {
  readonly pid: Pid
  /**
   * The exit reason; an uncaught exception is the reason itself, and the `cause` of this error. With `'schedulerDown'` the cause is why the thread
   * of the scheduler ended.
   */
  readonly reason: unknown

  constructor(pid: Pid, reason: unknown, cause: unknown = reason) {
    super('PROCESS_EXIT', `process ${inspect(pid)} exited: ${describeReason(reason)}`, { cause })
    this.name = 'ProcessExit'
    this.pid = pid
    this.reason = reason
  }
}

/** An exit reason in a line. */
export function describeReason(reason: unknown): string {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`
  return show(reason, { breakLength: Number.POSITIVE_INFINITY })
}

export function notInProcess(call: string): MultibeamError {
  return new MultibeamError(
    'NOT_IN_PROCESS',
    `${call} was called outside of a process; call it in a function started with spawn or vm.run`,
  )
}
