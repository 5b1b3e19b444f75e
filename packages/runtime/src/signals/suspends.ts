import { type ByteReader, type Pid, TaskStatus } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { Few } from '../process/few.ts'
import { Flag } from '../process/flag-bits.ts'
import { localReceiver } from '../process/local-receiver.ts'
import { type ProcessRecord, rareOf } from '../process/record.ts'
import { emit } from './emit.ts'
import { ProcessSignal } from './kinds.ts'

/** A process is suspended once more by `by`: it gets no slice until all suspensions have ended. It still receives signals. */
export function applySuspend(process: ProcessRecord, by: Pid): void {
  const rare = rareOf(process)
  rare.suspendedBy ??= new Few()
  rare.suspendedBy.set(by, (rare.suspendedBy.get(by) ?? 0) + 1)
  process.flags |= Flag.suspended
  if (process.status !== TaskStatus.waiting || process.waiting?.receiving !== true) return
  // Not waiting any more: what comes meanwhile stays in the mailbox, and it looks there itself when it goes on.
  process.status = TaskStatus.runnable
  process.flags |= Flag.postponed
}

/** Ends `count` suspensions of `to` by `by`. */
export function sendResume(machine: Machine, by: Pid, to: Pid, count: number): void {
  const process = localReceiver(machine, to)
  if (process !== undefined) {
    applyResume(machine, process, by, count)
    return
  }
  const payload = machine.endpoint.begin()
  payload.f64(by)
  payload.u32(count)
  emit(machine, to, ProcessSignal.resume)
}

export function takeResume(machine: Machine, process: ProcessRecord, payload: ByteReader): void {
  const by = payload.f64() as Pid
  applyResume(machine, process, by, payload.u32())
}

function applyResume(machine: Machine, process: ProcessRecord, by: Pid, count: number): void {
  const { rare } = process
  const suspendedBy = rare?.suspendedBy
  const times = suspendedBy?.get(by)
  if (rare === null || suspendedBy == null || times === undefined) return
  if (times > count) suspendedBy.set(by, times - count)
  else suspendedBy.take(by)
  if (suspendedBy.size > 0) return
  // Not an empty one: who has it stays where it is.
  rare.suspendedBy = null
  process.flags &= ~Flag.suspended
  if ((process.flags & Flag.postponed) === 0) return
  process.flags &= ~Flag.postponed
  machine.scheduler.makeRunnable(process)
}
