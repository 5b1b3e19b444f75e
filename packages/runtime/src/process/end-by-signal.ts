import { TaskStatus } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { Flag } from './flag-bits.ts'
import { type ProcessRecord, rareOf } from './record.ts'

/** Ends a process at once, or, if it is running, with its slice: the first fatal signal wins. */
export function endBySignal(machine: Machine, process: ProcessRecord, reason: unknown): void {
  if (process.status !== TaskStatus.running) {
    machine.end(process, reason)
    return
  }
  if ((process.flags & Flag.dying) !== 0) return
  process.flags |= Flag.dying
  rareOf(process).dying = reason
  if (machine.current === process) machine.cutSlice()
}
