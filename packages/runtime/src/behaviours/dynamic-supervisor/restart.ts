import type { Pid } from '@multibeam/scheduler'
import { self } from '../../process/identity.ts'
import type { Process } from '../../process/process.ts'
import { send } from '../../process/send.ts'
import { System } from '../../system/system.ts'
import { countRestart } from '../supervisor/intensity.ts'
import { AGAIN } from '../supervisor/loop.ts'
import { report, type SupervisorEvent } from '../supervisor/report.ts'
import { startChild } from '../supervisor/start-child.ts'
import { restartedOnceMore } from '../supervisor/state.ts'
import { isOrderly, verdictOn } from '../supervisor/verdict.ts'
import type { DynamicChild, DynamicState } from './state.ts'

/** A linked process has exited. Returns whether the supervisor goes on. Source: Elixir's `DynamicSupervisor`, `maybe_restart_child`. */
export function* dynamicChildExited(state: DynamicState, pid: Pid, reason: unknown): Process<boolean> {
  const child = state.children.get(pid)
  if (child === undefined) return true
  const verdict = verdictOn(child.spec.restart, reason)
  if (verdict === 'restart' || !isOrderly(reason)) tellDynamic(state, 'childTerminated', pid, child, reason)
  if (verdict === 'restart') {
    child.restarted = restartedOnceMore(child.restarted, reason, System.uptime())
    return yield* restartChild(state, pid, child)
  }
  state.children.delete(pid)
  return true
}

/** The next attempt to restart a child, unless it has been forgotten meanwhile. */
export function* againRestartDynamic(state: DynamicState, pid: Pid): Process<boolean> {
  const child = state.children.get(pid)
  return child?.restarting === true ? yield* restartChild(state, pid, child) : true
}

function* restartChild(state: DynamicState, pid: Pid, child: DynamicChild): Process<boolean> {
  const { options, restarts, children } = state
  if (!countRestart(restarts, System.uptime(), options)) {
    tellDynamic(state, 'shutdown', pid, child, 'reachedMaxRestartIntensity')
    children.delete(pid)
    return false
  }
  const started = yield* startChild(child.spec.start)
  if ('failure' in started) {
    child.restarting = true
    tellDynamic(state, 'startError', pid, child, started.failure.reason)
    send(self(), [AGAIN, pid])
    return true
  }
  children.delete(pid)
  if (started.pid !== undefined)
    children.set(started.pid, { spec: child.spec, restarting: false, restarted: child.restarted })
  return true
}

/** Reports something about a child. */
export function tellDynamic(
  { self, name }: DynamicState,
  event: SupervisorEvent,
  pid: Pid,
  { spec }: DynamicChild,
  reason: unknown,
): void {
  const { restart, shutdown, type } = spec
  report({ supervisor: self, name, event, reason, child: { id: undefined, pid, restart, shutdown, type } })
}
