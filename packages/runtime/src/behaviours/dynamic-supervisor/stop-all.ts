import type { Pid, Ref } from '@multibeam/scheduler'
import { Process } from '../../process/process.ts'
import { receive, timeout } from '../../process/receive.ts'
import { System } from '../../system/system.ts'
import { flushExit, isExpected } from '../supervisor/stop-child.ts'
import { tellDynamic } from './restart.ts'
import type { DynamicChild, DynamicState } from './state.ts'

type Down = readonly ['DOWN', Ref, 'process', Pid, reason: unknown]

/** A child that is being stopped. */
interface Stopping {
  readonly pid: Pid
  readonly child: DynamicChild
  /** When it is killed if it still lives, on the VM's clock. */
  readonly deadline: number
}

/**
 * Stops all children at the same time, and returns when each has exited: they do not depend on each other, and there may be very many.
 * Source: Elixir's `DynamicSupervisor`, `terminate_children`.
 */
export function* stopAll(state: DynamicState): Process {
  const stopping = stopEach(state)
  state.children.clear()
  const deadlines = deadlinesOf(stopping)
  for (let next = 0; stopping.size > 0; ) {
    const deadline = deadlines[next] ?? Number.POSITIVE_INFINITY
    const down = yield* receive<Down>('DOWN', { after: Math.max(0, deadline - System.uptime()) })
    if (down !== timeout) {
      yield* hasExited(state, stopping, down)
    } else {
      killLate(stopping, deadline)
      next++
    }
  }
}

function stopEach({ children }: DynamicState): Map<Ref, Stopping> {
  const stopping = new Map<Ref, Stopping>()
  const now = System.uptime()
  for (const [pid, child] of children) {
    if (child.restarting) continue
    const { shutdown } = child.spec
    const time = shutdown === 'brutalKill' ? Number.POSITIVE_INFINITY : shutdown
    stopping.set(Process.monitor(pid), { pid, child, deadline: now + time })
    Process.exit(pid, shutdown === 'brutalKill' ? 'kill' : 'shutdown')
  }
  return stopping
}

/** Each once, the first one first. */
function deadlinesOf(stopping: ReadonlyMap<Ref, Stopping>): number[] {
  const deadlines = new Set(Array.from(stopping.values(), ({ deadline }) => deadline))
  return [...deadlines].sort((a, b) => a - b)
}

function killLate(stopping: ReadonlyMap<Ref, Stopping>, now: number): void {
  for (const { pid, deadline } of stopping.values()) if (deadline === now) Process.exit(pid, 'kill')
}

function* hasExited(state: DynamicState, stopping: Map<Ref, Stopping>, [, ref, , , downReason]: Down): Process {
  const stopped = stopping.get(ref)
  if (stopped === undefined) return
  stopping.delete(ref)
  const { pid, child } = stopped
  const reason = yield* flushExit(pid, downReason)
  const { restart, shutdown } = child.spec
  if (!isExpected(reason, restart, shutdown)) tellDynamic(state, 'shutdownError', pid, child, reason)
}
