import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { ProcessRecord } from './record.ts'

/** The receiver of a signal, if it may be applied here and now without breaking the order. */
export function localReceiver(current: Machine, to: Pid): ProcessRecord | undefined {
  const { endpoint } = current
  const process = endpoint.table.get(to)
  if (process === undefined || !(process.ticketed || endpoint.hasArrivals)) return process
  return endpoint.mustTicket(process) ? undefined : process
}
