import { nameIntrinsic } from '@multibeam/compiler/support'
import { Header } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import type { Process } from '../process/suspension.ts'
import { yieldSlice } from '../process/yield.ts'
import { monitor } from './monitor.ts'
import { countProcesses, readStatistics, type SchedulerStatistics } from './statistics.ts'

function current(call: string): Machine {
  return machineFor(`System.${call}`)
}

/** Number of schedulers of the VM. */
function schedulers(): number {
  return current('schedulers').endpoint.memory.layout.options.schedulers
}

/** Schedulers that run processes: the first so many of all. */
function schedulersOnline(): number {
  return Atomics.load(current('schedulersOnline').endpoint.memory.control, Header.schedulersOnline)
}

/**
 * Lets only the first `count` schedulers run processes, and returns how many it were. The others hand over what they have, also what wakes
 * later; only what is pinned to them, or cannot move, goes on there. Throws BadArg. Source: Erlang's `system_flag(schedulers_online, N)`.
 */
function* setSchedulersOnline(count: number): Process<number> {
  const previous = changeSchedulersOnline(count)
  // If it has to leave its scheduler, then now.
  yield* yieldSlice()
  return previous
}

function changeSchedulersOnline(count: number): number {
  const all = schedulers()
  if (!Number.isInteger(count) || count < 1 || count > all) {
    throw new BadArg(
      `System.setSchedulersOnline: ${inspect(count)} is no number of schedulers; give one from 1 to ${all}`,
    )
  }
  const { endpoint, scheduler } = current('setSchedulersOnline')
  const previous = Atomics.exchange(endpoint.memory.control, Header.schedulersOnline, count)
  // Those that sleep are to notice: to leave the idle protocol, or to join it.
  for (let id = 1; id <= all; id++) if (id !== scheduler.id) endpoint.wake(id)
  return previous
}

/** The scheduler that runs this process now, from 1. */
function schedulerId(): number {
  return current('schedulerId').scheduler.id
}

/** Processes alive in the VM. */
function processCount(): number {
  return countProcesses(current('processCount').endpoint.memory)
}

/** Processes that may live at a time. */
function processLimit(): number {
  return current('processLimit').endpoint.memory.layout.options.processLimit
}

/** Milliseconds since the VM started, with fractions. */
function uptime(): number {
  return current('uptime').scheduler.host.now()
}

/** What each scheduler has done so far. */
function statistics(): SchedulerStatistics[] {
  const machine = current('statistics')
  return readStatistics(machine.endpoint.memory, machine.scheduler.host.now())
}

/** The VM that this process lives in. Source: Erlang's `erlang:system_info/1`, `statistics/1`. */
export const System = /* @__PURE__ */ nameIntrinsic('multibeam.System', {
  schedulers,
  schedulersOnline,
  setSchedulersOnline,
  schedulerId,
  processCount,
  processLimit,
  uptime,
  statistics,
  monitor,
} as const)
