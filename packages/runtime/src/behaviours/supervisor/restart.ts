import type { Pid } from '@multibeam/scheduler'
import { self } from '../../process/identity.ts'
import type { Process } from '../../process/process.ts'
import { send } from '../../process/send.ts'
import { System } from '../../system/system.ts'
import type { ChildId } from '../child-spec.ts'
import { startChildren, stopChildren, tell } from './children.ts'
import { countRestart } from './intensity.ts'
import { AGAIN } from './loop.ts'
import { type Child, hasEnded, restartedOnceMore, type State } from './state.ts'
import { concernedBy } from './strategy.ts'
import { endsWith, isOrderly, verdictOn } from './verdict.ts'

/**
 * A linked process has exited. Returns whether the supervisor goes on; if not, it ends with `'shutdown'`.
 * Source: supervisor.erl, `restart_child/3`, `do_restart/3`.
 */
export function* childExited(state: State, pid: Pid, reason: unknown): Process<boolean> {
  const child = state.children.get(state.idOf.get(pid) as ChildId)
  // Linked, but no child.
  if (child === undefined) return true
  const { restart, significant } = child.spec
  const verdict = verdictOn(restart, reason)
  if (verdict === 'restart' || !isOrderly(reason)) tell(state, 'childTerminated', child, reason)
  if (verdict === 'restart') {
    noteRestart(state, child, reason)
    return yield* restartChild(state, child)
  }
  hasEnded(state, child)
  return !endsWith(state.options.autoShutdown, significant, state.children.values())
}

/** For who looks on: those that its strategy restarts with it are restarted for the same reason. */
function noteRestart({ options, children }: State, { spec }: Child, reason: unknown): void {
  const now = System.uptime()
  for (const id of concernedBy(options.strategy, children.keys(), spec.id)) {
    const concerned = children.get(id) as Child
    concerned.restarted = restartedOnceMore(concerned.restarted, reason, now)
  }
}

/** The next attempt to restart a child, unless it has been started, stopped or forgotten meanwhile. */
export function* againRestart(state: State, id: ChildId): Process<boolean> {
  const child = state.children.get(id)
  return child?.restarting === undefined ? true : yield* restartChild(state, child)
}

/**
 * Restarts a child that has exited, and those that its strategy says; an attempt that fails counts, and is repeated. Returns false when the
 * intensity is reached. Source: supervisor.erl, `restart/2`, `restart/3`.
 */
function* restartChild(state: State, child: Child): Process<boolean> {
  const { options, restarts, children } = state
  if (!countRestart(restarts, System.uptime(), options)) {
    tell(state, 'shutdown', child, 'reachedMaxRestartIntensity')
    hasEnded(state, child)
    return false
  }
  const before = child.restarting ?? { pid: child.pid }
  const concerned = concernedBy(options.strategy, children.keys(), child.spec.id)
  hasEnded(state, child)
  yield* stopChildren(state, concerned)
  const failed = yield* startChildren(state, concerned)
  if (failed === undefined) return true
  const failedChild = children.get(failed.id) as Child
  failedChild.restarting = failedChild === child ? before : { pid: undefined }
  send(self(), [AGAIN, failed.id])
  return true
}
