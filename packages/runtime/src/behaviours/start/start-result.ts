import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg, describeReason, MultibeamError } from '../../errors.ts'
import { inspect } from '../../inspect.ts'

/** The process runs, and has said that it is ready. Erlang's `{ok, Pid}`, with `info` `{ok, Pid, Info}`. */
export class Started {
  readonly ok = true
  readonly pid: Pid
  /** What it gave with `ProcLib.initAck`. */
  readonly info: unknown

  constructor(pid: Pid, info: unknown) {
    this.pid = pid
    this.info = info
  }
}

/** `Started` with a monitor of the process. Erlang's `{ok, {Pid, MonRef}}`. */
export class StartedMonitored extends Started {
  readonly ref: Ref

  constructor(pid: Pid, info: unknown, ref: Ref) {
    super(pid, info)
    this.ref = ref
  }
}

/** The process could not be started, or is not needed. Erlang's `{error, Reason}` and `ignore`. */
export class NotStarted {
  readonly ok = false
  /** Why; `'ignore'` if it said that it is not needed. */
  readonly reason: unknown
  /** It said that it is not needed: no mistake. */
  readonly ignored: boolean

  constructor(reason: unknown, ignored: boolean) {
    this.reason = reason
    this.ignored = ignored
  }

  /**
   * Throws: there is no process. So `const { pid } = yield* Counter.startLink(0)` is what `{ok, Pid} = …` is in Erlang, a match that fails. (Of the
   * prototype: a copy of a result that is sent has no such property.)
   */
  get pid(): never {
    return notThere(this.reason)
  }

  /** Throws like `pid`. */
  get ref(): never {
    return notThere(this.reason)
  }
}

function notThere(reason: unknown): never {
  throw new MultibeamError('NOT_STARTED', `the process was not started: ${describeReason(reason)}`, { cause: reason })
}

/**
 * What starting a process of a behaviour gives. Look at `ok` to go on with a failure; take `pid` at once to fail with it.
 *
 * Reasons: what `init` said or threw, `['alreadyStarted', pid]`, `'timeout'`, or the exit reason of a process that ended before it was ready.
 */
export type StartResult = Started | NotStarted
export type StartMonitorResult = StartedMonitored | NotStarted

/** What a start function gave, as a result; the result may be a copy that another process has sent. Throws BadArg for what is none. */
export function startResultOf(call: string, value: unknown): StartResult {
  if (value instanceof Started || value instanceof NotStarted) return value
  const { ok, pid, info, reason, ignored } = (value ?? {}) as Partial<Started & { reason: unknown; ignored: boolean }>
  if (ok === true && typeof pid === 'number') return new Started(pid, info)
  if ((ok as unknown) === false) return new NotStarted(reason, ignored === true)
  throw new BadArg(
    `${call}: ${inspect(value)} is no result of a start; give { ok: true, pid } or { ok: false, reason }`,
  )
}
