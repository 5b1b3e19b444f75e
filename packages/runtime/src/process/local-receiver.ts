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

/**
 * The same for what the running process sends. What it sends to itself never takes a ticket: all of it goes straight into its mailbox, which it takes
 * along, so that it is in order whatever others have on their way; and it is there at once, as on the BEAM.
 */
export function receiverOfOwn(current: Machine, to: Pid): ProcessRecord | undefined {
  const { endpoint } = current
  const process = endpoint.table.get(to)
  if (process === undefined || !(process.ticketed || endpoint.hasArrivals)) return process
  return process === current.current || !endpoint.mustTicket(process) ? process : undefined
}
