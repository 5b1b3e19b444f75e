import { type Pid, type Priority, TaskStatus } from '@multibeam/scheduler'
import type { Mfa } from '../functions/mfa.ts'
import { ExitSignal, Undefined } from '../process/exit-signal.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import { reportCrash } from './crash-report.ts'
import { plainError } from './error-term.ts'
import type { Machine } from './machine.ts'

/** Starts a process whose module has yet to be loaded; the pid is there at once, the process runs when the module is. */
export function startByName(
  machine: Machine,
  { url, name }: Mfa,
  args: unknown[],
  parent: Pid | 0,
  priority: Priority,
  pinnedTo: number,
): ProcessRecord {
  const process = machine.createProcess(Undefined, args, parent, priority, pinnedTo)
  process.status = TaskStatus.loading
  machine.loader.find(url, name).then(
    (fn) => ready(machine, process, fn, pinnedTo),
    // Erlang's `undef`: the process exits, its spawner goes on.
    (error) => {
      process.fn = undefinedFunction(url, name)
      if (process.status === TaskStatus.loading) reportCrash(machine, process, plainError(error))
      ready(machine, process, process.fn, machine.scheduler.id)
    },
  )
  return process
}

function ready(machine: Machine, process: ProcessRecord, fn: ProcessFunction, pinnedTo: number): void {
  if (process.status === TaskStatus.exited) return
  process.fn = fn
  if (pinnedTo === 0 || pinnedTo === machine.scheduler.id) {
    machine.scheduler.makeRunnable(process)
    return
  }
  const refused = machine.pushTo(process, pinnedTo)
  if (refused === undefined) return
  // Whoever spawned it has gone on long since.
  reportCrash(machine, process, refused)
  machine.end(process, refused)
}

function undefinedFunction(url: string, name: string): ProcessFunction {
  const fn = (): never => {
    throw new ExitSignal(['undef', url, name])
  }
  return Object.defineProperty(fn, 'name', { value: name })
}
