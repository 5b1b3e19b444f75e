import type { Pid } from '@multibeam/scheduler'
import type { Process } from '../../process/process.ts'
import type { ChildId } from '../child-spec.ts'
import { stopChild } from './children.ts'
import { type CompleteChildSpec, refusalOf } from './complete-spec.ts'
import { startChild } from './start-child.ts'
import { addChild, type Child, hasStarted, type State } from './state.ts'

/** What a supervisor is asked, and by which function. */
export type Request =
  | readonly ['startChild', CompleteChildSpec]
  | readonly ['terminateChild', ChildId]
  | readonly ['restartChild', ChildId]
  | readonly ['deleteChild', ChildId]
  | readonly ['getChildSpec', ChildId]
  | readonly ['whichChildren']
  | readonly ['countChildren']

/** A child as `whichChildren` shows it. */
export interface ChildInfo {
  /** Undefined under a DynamicSupervisor. */
  readonly id: ChildId | undefined
  /** Undefined if it does not run; `'restarting'` if it is to be started anew, which has failed so far. */
  readonly pid: Pid | 'restarting' | undefined
  readonly type: 'worker' | 'supervisor'
}

/** How many children a supervisor has. */
export interface ChildCount {
  /** Children, whether they run or not. */
  readonly specs: number
  /** Those that run. */
  readonly active: number
  readonly supervisors: number
  readonly workers: number
}

export type Outcome<E extends string> = { readonly ok: true } | { readonly ok: false; readonly reason: E }

/** Answers a request. Source: supervisor.erl, `handle_call/3`. */
export function* answer(state: State, request: Request): Process<unknown> {
  switch (request[0]) {
    case 'startChild':
      return yield* addAndStart(state, request[1])
    case 'terminateChild':
      return yield* terminate(state, request[1])
    case 'restartChild':
      return yield* startAgain(state, request[1])
    case 'deleteChild':
      return forget(state, request[1])
    case 'getChildSpec':
      return state.children.get(request[1])?.spec
    case 'whichChildren':
      return Array.from(state.children.values(), infoOf).reverse()
    case 'countChildren':
      return countChildren(state.children.values())
  }
}

function* addAndStart(state: State, spec: CompleteChildSpec): Process<unknown> {
  const refusal = refusalOf(spec, state.options.autoShutdown)
  if (refusal !== undefined) return { ok: false, reason: refusal }
  const known = state.children.get(spec.id)
  if (known !== undefined) {
    return { ok: false, reason: known.pid === undefined ? 'alreadyPresent' : ['alreadyStarted', known.pid] }
  }
  const started = yield* startChild(spec.start)
  if ('failure' in started) return { ok: false, reason: started.failure.reason }
  hasStarted(state, addChild(state, spec), started.pid)
  return startedAs(started)
}

function* terminate(state: State, id: ChildId): Process<Outcome<'notFound'>> {
  const child = state.children.get(id)
  if (child === undefined) return { ok: false, reason: 'notFound' }
  yield* stopChild(state, child)
  return { ok: true }
}

function* startAgain(state: State, id: ChildId): Process<unknown> {
  const child = state.children.get(id)
  if (child === undefined) return { ok: false, reason: 'notFound' }
  const busy = whyBusy(child)
  if (busy !== undefined) return { ok: false, reason: busy }
  const started = yield* startChild(child.spec.start)
  if ('failure' in started) return { ok: false, reason: started.failure.reason }
  hasStarted(state, child, started.pid)
  return startedAs(started)
}

function forget(state: State, id: ChildId): Outcome<'notFound' | 'running' | 'restarting'> {
  const child = state.children.get(id)
  if (child === undefined) return { ok: false, reason: 'notFound' }
  const busy = whyBusy(child)
  if (busy !== undefined) return { ok: false, reason: busy }
  state.children.delete(id)
  return { ok: true }
}

/** The answer when a start has not failed. Source: OTP's `{ok, Pid}`, `{ok, Pid, Info}`, `{ok, undefined}`. */
export function startedAs({ pid, info }: { readonly pid: Pid | undefined; readonly info: unknown }): unknown {
  return pid === undefined ? { ok: false, reason: 'ignore', ignored: true } : { ok: true, pid, info }
}

function whyBusy(child: Child): 'running' | 'restarting' | undefined {
  if (child.restarting !== undefined) return 'restarting'
  return child.pid === undefined ? undefined : 'running'
}

function infoOf({ spec, pid, restarting }: Child): ChildInfo {
  return { id: spec.id, pid: restarting === undefined ? pid : 'restarting', type: spec.type }
}

/** Counts children; those whose exit the supervisor has not heard of yet count as running. */
export function countChildren(children: Iterable<Child>): ChildCount {
  const count = { specs: 0, active: 0, supervisors: 0, workers: 0 }
  for (const { spec, pid } of children) {
    count.specs++
    if (pid !== undefined) count.active++
    if (spec.type === 'supervisor') count.supervisors++
    else count.workers++
  }
  return count
}
