import { notInProcess } from '../errors.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { Machine } from './machine.ts'

/**
 * The machine that is running now: the one piece of module-level state. A worker thread sets it once, the simulator at every switch.
 * Undefined on the main thread.
 */
export let machine: Machine | undefined

export function activate(next: Machine | undefined): void {
  machine = next
}

/** The machine of this thread; throws if there is none. */
export function machineFor(call: string): Machine {
  if (machine === undefined) throw notInProcess(call)
  return machine
}

/** The process whose slice is running; throws if there is none. */
export function processFor(call: string): ProcessRecord {
  const process = machine?.current
  if (process == null) throw notInProcess(call)
  return process
}
