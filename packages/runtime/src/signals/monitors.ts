import type { ByteReader, Extras, Pid, Ref } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { removeMessage } from '../mailbox/mailbox.ts'
import { deliverMessage } from '../process/deliver.ts'
import { localReceiver } from '../process/local-receiver.ts'
import { type Monitor, monitorsOf, type ProcessRecord, watchersOf } from '../process/record.ts'
import { copyTerm } from '../terms/copy.ts'
import { decodeTerm } from '../terms/decode.ts'
import { emit, emitTerm } from './emit.ts'
import { ProcessSignal } from './kinds.ts'

/**
 * The watcher keeps whom it monitors, the other end who watches it. A DOWN whose monitor the watcher has forgotten is dropped: so a
 * demonitor takes effect at once, wherever the other end is.
 */
export function monitor(machine: Machine, process: ProcessRecord, ref: Ref, monitored: Monitor): void {
  monitorsOf(process).set(ref, monitored)
  sendMonitor(machine, process.pid, ref, monitored)
}

function sendMonitor(machine: Machine, watcher: Pid, ref: Ref, { pid }: Monitor): void {
  const other = localReceiver(machine, pid)
  if (other !== undefined) {
    watchersOf(other).set(ref, watcher)
    return
  }
  const payload = machine.endpoint.begin()
  payload.f64(watcher)
  payload.f64(ref)
  emit(machine, pid, ProcessSignal.monitor)
}

export function takeMonitor(process: ProcessRecord, payload: ByteReader): void {
  const pid = payload.f64() as Pid
  const ref = payload.f64() as Ref
  watchersOf(process).set(ref, pid)
}

export function monitorOfDead(machine: Machine, payload: ByteReader): void {
  const watcher = payload.f64() as Pid
  sendDown(machine, watcher, payload.f64() as Ref, 'noproc')
}

/** Ends a monitor; false if there is none (any more). */
export function demonitor(machine: Machine, process: ProcessRecord, ref: Ref): boolean {
  const monitored = process.relations?.monitors?.take(ref)
  if (monitored === undefined) return false
  sendDemonitor(machine, monitored.pid, ref)
  return true
}

export function sendDemonitor(machine: Machine, to: Pid, ref: Ref): void {
  const other = localReceiver(machine, to)
  if (other !== undefined) {
    other.relations?.watchers?.take(ref)
    return
  }
  machine.endpoint.begin().f64(ref)
  emit(machine, to, ProcessSignal.demonitor)
}

export function takeDemonitor(process: ProcessRecord, payload: ByteReader): void {
  process.relations?.watchers?.take(payload.f64() as Ref)
}

/** Removes the DOWN message of a monitor from the mailbox. */
export function flushDown(process: ProcessRecord, ref: Ref): void {
  removeMessage(process, (message) => Array.isArray(message) && message.length === 5 && message[1] === ref)
}

/** `reason` may be shared: it is copied where it becomes a message. */
export function sendDown(machine: Machine, watcher: Pid, ref: Ref, reason: unknown): void {
  const process = localReceiver(machine, watcher)
  if (process !== undefined) {
    applyDown(machine, process, ref, reason)
    return
  }
  emitTerm(machine, watcher, ProcessSignal.down, ref, reason, 'reason')
}

export function takeDown(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const ref = payload.f64() as Ref
  applyDown(machine, process, ref, decodeTerm(payload, extras.list, extras.from, machine.functions))
}

function applyDown(machine: Machine, process: ProcessRecord, ref: Ref, reason: unknown): void {
  const monitored = process.relations?.monitors?.take(ref)
  if (monitored === undefined) return
  const aliases = process.rare?.aliases
  if (aliases != null && aliases.get(ref) !== 'explicitUnalias') aliases.take(ref)
  const { object, tag } = monitored
  deliverMessage(machine, process, [tag, ref, 'process', object, copyTerm(reason, 'reason', machine.functions)])
}
