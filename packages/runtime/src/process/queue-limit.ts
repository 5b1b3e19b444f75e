import type { Machine } from '../machine/machine.ts'
import { endBySignal } from './end-by-signal.ts'
import type { ProcessRecord } from './record.ts'

/** Whether one message more would be too many for a process with a `messageQueueLimit`; then it has been dealt with. */
export function overflows(machine: Machine, process: ProcessRecord): boolean {
  const limit = process.rare?.queueLimit
  if (limit == null || process.queued < limit.limit) return false
  if (limit.action === 'kill') endBySignal(machine, process, ['messageQueueLimit', limit.limit])
  return true
}
