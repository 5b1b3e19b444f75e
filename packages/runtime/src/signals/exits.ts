import type { ByteReader, Extras, Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { deliverMessage } from '../process/deliver.ts'
import { endBySignal } from '../process/end-by-signal.ts'
import { Flag } from '../process/flag-bits.ts'
import { localReceiver, receiverOfOwn } from '../process/local-receiver.ts'
import type { ProcessRecord } from '../process/record.ts'
import { copyTerm } from '../terms/copy.ts'
import { decodeTerm } from '../terms/decode.ts'
import { emitTerm } from './emit.ts'
import { ProcessSignal } from './kinds.ts'

/** Sends an exit signal, as `Process.exit` does. `reason` is a term of nobody else. */
export function sendExit(machine: Machine, from: Pid | 0, to: Pid, reason: unknown): void {
  const process = from === to ? receiverOfOwn(machine, to) : localReceiver(machine, to)
  if (process !== undefined) {
    applyExit(machine, process, from, reason, false)
    return
  }
  emitTerm(machine, to, ProcessSignal.exit, from, reason, 'reason')
}

export function takeExit(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const from = payload.f64() as Pid | 0
  applyExit(machine, process, from, decodeTerm(payload, extras.list, extras.from, machine.functions), false)
}

/**
 * An exit signal has arrived. Source: Erlang's reference manual, "Receiving Exit Signals": `kill` sent by `exit/2` cannot be trapped and ends
 * with `killed`; over a link it is a reason like any other; `normal` ends nobody but its own sender.
 */
export function applyExit(
  machine: Machine,
  process: ProcessRecord,
  from: Pid | 0,
  reason: unknown,
  overLink: boolean,
): void {
  if (reason === 'kill' && !overLink) {
    endBySignal(machine, process, 'killed')
  } else if ((process.flags & Flag.trapExit) !== 0) {
    deliverMessage(machine, process, ['EXIT', from, copyTerm(reason, 'reason', machine.functions)])
  } else if (reason !== 'normal' || (!overLink && from === process.pid)) {
    endBySignal(machine, process, reason)
  }
}
