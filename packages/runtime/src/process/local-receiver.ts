import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { ProcessRecord } from './record.ts'

/** The receiver of a signal, if it may be applied here and now without breaking the order. */
export function localReceiver(current: Machine, to: Pid): ProcessRecord | undefined {
  const process = current.endpoint.table.get(to)
  if (process === undefined || !process.ticketed) return process
  return current.endpoint.mustTicket(process) ? undefined : process
}
