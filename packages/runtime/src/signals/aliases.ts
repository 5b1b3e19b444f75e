import { type ByteReader, type Extras, type Pid, type Ref, slotOfAlias } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { deliverMessage } from '../process/deliver.ts'
import { receiverOfOwn } from '../process/local-receiver.ts'
import type { ProcessRecord } from '../process/record.ts'
import { decodeTerm } from '../terms/decode.ts'
import { emitTerm } from './emit.ts'
import { ProcessSignal } from './kinds.ts'
import { demonitor } from './monitors.ts'

/** The running process sends a message by alias; it is dropped if the alias is not active (any more). `message` is a copy of nobody else. */
export function sendByAlias(machine: Machine, alias: Ref, message: unknown): void {
  const { endpoint } = machine
  const slot = slotOfAlias(alias)
  if (!endpoint.hasSlot(slot)) return
  const pid = endpoint.pidIn(slot)
  const process = receiverOfOwn(machine, pid)
  if (process !== undefined) {
    applyAlias(machine, process, alias, message)
    return
  }
  emitByAlias(machine, pid, alias, message)
}

type EmitByAlias = (machine: Machine, pid: Pid, alias: Ref, message: unknown) => void

let emitByAlias: EmitByAlias = emitAlias

/** Calls `watcher` with each message that goes to another scheduler by alias; undefined ends it. See `watchDeliveries`. */
export function watchAliasesSent(watcher: ((machine: Machine, to: Pid, message: unknown) => void) | undefined): void {
  emitByAlias =
    watcher === undefined
      ? emitAlias
      : (machine, pid, alias, message) => {
          watcher(machine, pid, message)
          emitAlias(machine, pid, alias, message)
        }
}

function emitAlias(machine: Machine, pid: Pid, alias: Ref, message: unknown): void {
  emitTerm(machine, pid, ProcessSignal.alias, alias, message, 'message')
}

export function takeAlias(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const alias = payload.f64() as Ref
  applyAlias(machine, process, alias, decodeTerm(payload, extras.list, extras.from, machine.functions))
}

function applyAlias(machine: Machine, process: ProcessRecord, alias: Ref, message: unknown): void {
  const aliases = process.rare?.aliases
  const mode = aliases?.get(alias)
  if (mode === undefined) {
    if (process.relations?.monitors?.get(alias)?.replies !== true) return
    demonitor(machine, process, alias)
  } else if (mode === 'reply' || mode === 'replyDemonitor') {
    aliases?.take(alias)
    if (mode === 'replyDemonitor') demonitor(machine, process, alias)
  }
  deliverMessage(machine, process, message)
}
