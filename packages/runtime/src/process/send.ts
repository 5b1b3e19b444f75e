import { ByteWriter, isPid, type Pid, type Transferable } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { ProcessSignal } from '../machine/signals.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { copyTermTransferring, moveExtras } from '../terms/transfer.ts'
import { deliverMessage } from './deliver.ts'
import type { ProcessRecord } from './record.ts'

export interface SendOptions {
  /** ArrayBuffers and MessagePorts of the message that are moved to the receiver instead of copied. */
  transfer?: readonly Transferable[]
}

/**
 * Sends a copy of `message` to a process and goes on; a process that is no more is ignored. Messages from one process to another
 * arrive in the order in which they were sent.
 *
 * Throws BadArg if `to` is no pid, and UnsendableTerm, naming the path to it, if something in the message cannot be copied; then
 * nothing is sent. Source: Erlang's `!`.
 */
export function send(to: Pid, message: unknown, options?: SendOptions): void {
  const current = machineFor('send')
  current.reductions--
  const process = localReceiver(current, to)
  if (process !== undefined && options === undefined) {
    const copy =
      typeof message === 'object' || typeof message === 'function'
        ? copyTerm(message, 'message', current.functions)
        : checked(message)
    deliverMessage(current, process, copy)
    return
  }
  if (!isPid(to)) throw badReceiver(to)
  if (options?.transfer !== undefined && options.transfer.length > 0) {
    sendTransferring(current, to, message, options.transfer)
    return
  }
  sendEncoded(current, to, message)
}

/** What is named in the transfer list leaves the sender here and now, as with `postMessage`. */
function sendTransferring(current: Machine, to: Pid, message: unknown, transfer: readonly Transferable[]): void {
  const { endpoint, functions } = current
  const process = localReceiver(current, to)
  if (process !== undefined) {
    deliverMessage(current, process, copyTermTransferring(message, 'message', functions, transfer))
    return
  }
  // Not into the endpoint's payload at once: a getter of the message may itself send.
  const writer = new ByteWriter()
  const extras: unknown[] = []
  encodeTerm(writer, extras, message, 'message', functions, transfer)
  const moved = moveExtras(extras, 'message', transfer)
  endpoint.begin().append(writer.bytes, 0, writer.length)
  endpoint.extras.push(...moved)
  endpoint.sendTo(to, ProcessSignal.message)
  current.scheduler.attend()
}

function sendEncoded(current: Machine, to: Pid, message: unknown): void {
  const { endpoint } = current
  const payload = endpoint.begin()
  const begun = endpoint.begun
  encodeTerm(payload, endpoint.extras, message, 'message', current.functions)
  if (endpoint.begun !== begun) {
    // A getter of the message has sent something itself, in the middle of this. A copy has no getters.
    sendEncoded(current, to, copyTerm(message, 'message', current.functions))
    return
  }
  endpoint.sendTo(to, ProcessSignal.message)
  current.scheduler.attend()
}

/** The receiver, if a message may be put into its mailbox right now without breaking the order. */
export function localReceiver(current: Machine, to: Pid): ProcessRecord | undefined {
  const process = current.endpoint.table.get(to)
  if (process === undefined || !process.ticketed) return process
  return current.endpoint.mustTicket(process) ? undefined : process
}

function checked(message: unknown): unknown {
  return typeof message === 'symbol' ? copyTerm(message, 'message', machineFor('send').functions) : message
}

function badReceiver(to: unknown): BadArg {
  return new BadArg(
    typeof to === 'string'
      ? `send: no process is registered as ${inspect(to)}`
      : `send: ${inspect(to)} is no pid; a message goes to what spawn, self or a message gave`,
  )
}

/** Sends a message that is nobody else's already. */
export function deliverTo(current: Machine, to: Pid, message: unknown): void {
  const process = localReceiver(current, to)
  if (process !== undefined) deliverMessage(current, process, message)
  else sendEncoded(current, to, message)
}
