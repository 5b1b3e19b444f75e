import type { Pid } from '@multibeam/scheduler'
import type { ChildId } from '../child-spec.ts'
import type { CompleteChildSpec } from './complete-spec.ts'
import { noRestarts, type Restarts } from './intensity.ts'
import type { CompleteOptions } from './options.ts'

/** A child, as its supervisor sees it. */
export interface Child {
  readonly spec: CompleteChildSpec
  /** Undefined: it does not run. */
  pid: Pid | undefined
  /** The pid that it had before it exited, while it waits to be started anew because that has failed. */
  restarting: { readonly pid: Pid | undefined } | undefined
  /** Undefined: it has never been restarted. */
  restarted: Restarted | undefined
}

/** How a child has come to be started anew, for who looks on. */
export interface Restarted {
  readonly times: number
  /** Why the process before exited, or what else made its supervisor restart it: the exit of another child. */
  readonly reason: unknown
  /** Milliseconds on the VM's clock. */
  readonly at: number
}

/** One restart more. */
export function restartedOnceMore(before: Restarted | undefined, reason: unknown, at: number): Restarted {
  return { times: (before?.times ?? 0) + 1, reason, at }
}

/** All that a supervisor knows; plain data, so that its process can move. */
export interface State {
  readonly self: Pid
  /** Its registered name, for reports. */
  readonly name: string | undefined
  readonly options: CompleteOptions
  /** In the order of their start. */
  readonly children: Map<ChildId, Child>
  /** The children that run. */
  readonly idOf: Map<Pid, ChildId>
  readonly restarts: Restarts
}

export function newState(self: Pid, name: string | undefined, options: CompleteOptions): State {
  return { self, name, options, children: new Map(), idOf: new Map(), restarts: noRestarts() }
}

export function addChild(state: State, spec: CompleteChildSpec): Child {
  const child: Child = { spec, pid: undefined, restarting: undefined, restarted: undefined }
  state.children.set(spec.id, child)
  return child
}

/** A child has been started; without a pid if it said that it is not needed. */
export function hasStarted(state: State, child: Child, pid: Pid | undefined): void {
  child.pid = pid
  child.restarting = undefined
  if (pid !== undefined) state.idOf.set(pid, child.spec.id)
  else if (child.spec.restart === 'temporary') state.children.delete(child.spec.id)
}

/** A child runs no more. The spec of a temporary one goes with it. */
export function hasEnded(state: State, child: Child): void {
  if (child.pid !== undefined) state.idOf.delete(child.pid)
  child.pid = undefined
  child.restarting = undefined
  if (child.spec.restart === 'temporary') state.children.delete(child.spec.id)
}
