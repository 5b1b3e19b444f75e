import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { monitor } from './monitor.ts'
import { countProcesses, readStatistics, type SchedulerStatistics } from './statistics.ts'

function current(call: string): Machine {
  return machineFor(`System.${call}`)
}

/** Number of schedulers of the VM. */
function schedulers(): number {
  return current('schedulers').endpoint.memory.layout.options.schedulers
}

/** Schedulers that run processes. */
function schedulersOnline(): number {
  return schedulers()
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
export const System = {
  schedulers,
  schedulersOnline,
  schedulerId,
  processCount,
  processLimit,
  uptime,
  statistics,
  monitor,
} as const
