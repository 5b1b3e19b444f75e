import type { Process } from '../../process/process.ts'
import type { ChildId } from '../child-spec.ts'
import { report, type SupervisorEvent } from './report.ts'
import { startChild } from './start-child.ts'
import { type Child, hasEnded, hasStarted, type State } from './state.ts'
import { isExpected, stop } from './stop-child.ts'

/** A child could not be started. */
export interface FailedStart {
  readonly id: ChildId
  readonly reason: unknown
}

/** Starts children in this order; what kept one from starting: those behind it are not started then. */
export function* startChildren(state: State, ids: readonly ChildId[]): Process<FailedStart | undefined> {
  for (const id of ids) {
    const child = state.children.get(id)
    // A temporary one that was stopped has no spec any more.
    if (child === undefined) continue
    const started = yield* startChild(child.spec.start)
    if ('failure' in started) {
      const { reason } = started.failure
      tell(state, 'startError', child, reason)
      return { id, reason }
    }
    hasStarted(state, child, started.pid)
  }
  return undefined
}

/** Stops children, the last one first. The specs of temporary ones go. */
export function* stopChildren(state: State, ids: readonly ChildId[]): Process {
  for (let i = ids.length - 1; i >= 0; i--) {
    const child = state.children.get(ids[i] as ChildId)
    if (child !== undefined) yield* stopChild(state, child)
  }
}

/** Stops a child, if it runs. */
export function* stopChild(state: State, child: Child): Process {
  const { pid, spec } = child
  if (pid !== undefined) {
    const reason = yield* stop(pid, spec.shutdown)
    if (!isExpected(reason, spec.restart, spec.shutdown)) tell(state, 'shutdownError', child, reason)
  }
  hasEnded(state, child)
}

/** Reports something about a child. */
export function tell({ self, name }: State, event: SupervisorEvent, child: Child, reason: unknown): void {
  const { id, restart, shutdown, type } = child.spec
  const pid = child.pid ?? child.restarting?.pid
  report({ supervisor: self, name, event, reason, child: { id, pid, restart, shutdown, type } })
}
