import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import type { Process, ProcessFunction } from '../../process/suspension.ts'
import { CALL_TIMEOUT, call } from '../gen/call.ts'
import { SYSTEM } from '../gen/messages.ts'
import type { ServerRef } from '../start/server-name.ts'
import type { Debug } from './debug.ts'
import type { SystemRequest } from './system-message.ts'

/** What `Sys.getStatus` gives. */
export interface SystemStatus {
  readonly pid: Pid
  readonly parent: Pid | undefined
  readonly status: 'running' | 'suspended'
  readonly dictionary: Map<unknown, unknown>
  readonly debug: Debug | null
  /** What the behaviour shows of its state: `{ behaviour, definition, state }` of a server. */
  readonly state: unknown
}

/** What `Sys.statistics(server, 'get')` gives; times in milliseconds since the VM began. */
export interface SystemStatistics {
  readonly startTime: number
  readonly currentTime: number
  readonly reductions: number
  readonly messagesIn: number
  readonly messagesOut: number
}

function* ask(name: string, server: ServerRef, request: SystemRequest, ms: number): Process<unknown> {
  const [tag, value] = yield* call<['ok' | 'error', unknown]>(server, [SYSTEM, 0, 0, ...request], ms, `Sys.${name}`)
  if (tag === 'error') throw value
  return value
}

function getState<S = unknown>(server: ServerRef, ms: number = CALL_TIMEOUT): Process<S> {
  return ask('getState', server, ['getState'], ms) as Process<S>
}

function replaceState<S = unknown>(
  server: ServerRef,
  fn: ProcessFunction<[state: S], S>,
  ms: number = CALL_TIMEOUT,
): Process<S> {
  if (typeof fn !== 'function') throw new BadArg(`Sys.replaceState: ${inspect(fn)} is no process function`)
  return ask('replaceState', server, ['replaceState', fn as (state: unknown) => unknown], ms) as Process<S>
}

function getStatus(server: ServerRef, ms: number = CALL_TIMEOUT): Process<SystemStatus> {
  return ask('getStatus', server, ['getStatus'], ms) as Process<SystemStatus>
}

function suspend(server: ServerRef, ms: number = CALL_TIMEOUT): Process<void> {
  return ask('suspend', server, ['suspend'], ms) as Process<void>
}

function resume(server: ServerRef, ms: number = CALL_TIMEOUT): Process<void> {
  return ask('resume', server, ['resume'], ms) as Process<void>
}

function trace(server: ServerRef, on: boolean, ms: number = CALL_TIMEOUT): Process<void> {
  return ask('trace', server, ['trace', on], ms) as Process<void>
}

function log(server: ServerRef, what: 'get', ms?: number): Process<unknown[]>
function log(server: ServerRef, what: boolean | number, ms?: number): Process<void>
function log(server: ServerRef, what: boolean | number | 'get', ms: number = CALL_TIMEOUT): Process<unknown> {
  if (typeof what === 'number' && !(Number.isInteger(what) && what > 0)) {
    throw new BadArg(`Sys.log: ${what} is no number of events; give a whole number from 1`)
  }
  return ask('log', server, ['log', what], ms)
}

function statistics(server: ServerRef, what: 'get', ms?: number): Process<SystemStatistics | undefined>
function statistics(server: ServerRef, what: boolean, ms?: number): Process<void>
function statistics(server: ServerRef, what: boolean | 'get', ms: number = CALL_TIMEOUT): Process<unknown> {
  return ask('statistics', server, ['statistics', what], ms)
}

/** Ends a process with a reason, and does not wait until it has ended: `GenServer.stop` does. Source: `sys:terminate/3`. */
function terminate(server: ServerRef, reason: unknown, ms: number = CALL_TIMEOUT): Process<void> {
  return ask('terminate', server, ['terminate', reason], ms) as Process<void>
}

/** Ends `trace`, `log` and `statistics`. Source: `sys:no_debug/2`. */
function* noDebug(server: ServerRef, ms: number = CALL_TIMEOUT): Process<void> {
  yield* trace(server, false, ms)
  yield* log(server, false, ms)
  yield* statistics(server, false, ms)
}

/**
 * Looks into processes of behaviours while they run. All are process code; they exit like calls of a server, after 5000 ms unless `ms` is
 * given.
 *
 * - `getState`, `replaceState(server, function* (state) { … })`: for debugging. What the function throws is thrown here, and the state stays.
 * - `getStatus`: more of it.
 * - `suspend`, `resume`: meanwhile the process takes only what `Sys` asks; its messages wait.
 * - `trace(server, on)`: prints what it gets and sends.
 * - `log(server, true | size | false | 'get')`: keeps the newest events.
 * - `statistics(server, true | false | 'get')`: counts.
 * - `noDebug`: ends the last three.
 * - `terminate(server, reason)`: ends it.
 *
 * Source: OTP's `sys`.
 */
export const Sys = /* @__PURE__ */ nameIntrinsic('multibeam.Sys', {
  getState,
  replaceState,
  getStatus,
  suspend,
  resume,
  trace,
  log,
  statistics,
  noDebug,
  terminate,
} as const)
