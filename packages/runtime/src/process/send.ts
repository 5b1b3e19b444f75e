import { execution, setGiven } from '@multibeam/compiler/support'
import { ByteWriter, isAlias, isPid, isRef, type Pid, type Ref, type Transferable } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { checkOptions } from '../options.ts'
import { sendByAlias } from '../signals/aliases.ts'
import { ProcessSignal } from '../signals/kinds.ts'
import { pidOfName } from '../signals/names.ts'
import { copyTerm, isFlatTuple } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { copyTermTransferring, moveExtras } from '../terms/transfer.ts'
import { deliverMessage } from './deliver.ts'
import { receiverOfOwn } from './local-receiver.ts'
import { OPERATION } from './reductions.ts'

export interface SendOptions {
  /** ArrayBuffers and MessagePorts of the message that are moved to the receiver instead of copied. */
  transfer?: readonly Transferable[]
}

const OPTIONS = ['transfer'] satisfies (keyof SendOptions)[]

/**
 * Sends a copy of `message` to a process, by its pid, its registered name or an alias, and goes on; a process that is no more and an alias
 * that is not active are ignored. Messages from one process to another arrive in the order in which they were sent.
 *
 * Inline process functions travel with copies of what they capture.
 *
 * Throws BadArg if `to` is none of these, or a name that nobody has, and UnsendableTerm, naming the path to it, if something in the message cannot be copied; then
 * nothing is sent. Source: Erlang's `!`.
 */
export function send(to: Pid | Ref | string, message: unknown, options?: SendOptions): void {
  // Short, so that V8 inlines it: most messages go to a process of this scheduler.
  const current = machineFor('send')
  execution.reductions -= OPERATION
  if (options !== undefined || typeof to === 'string') {
    sendWith(current, to, message, options)
    return
  }
  const process = receiverOfOwn(current, to as Pid)
  if (process === undefined) sendElsewhere(current, to, message)
  else deliverMessage(current, process, copyOf(current, message))
}

function copyOf(current: Machine, message: unknown): unknown {
  const isPlain = typeof message === 'number' || typeof message === 'string'
  return isPlain ? message : copyTerm(message, 'message', current.functions)
}

/** To a name, or with options. */
function sendWith(current: Machine, to: Pid | Ref | string, message: unknown, options: SendOptions | undefined): void {
  const receiver = typeof to === 'string' ? pidCalled(current, to) : to
  if (options !== undefined) {
    checkOptions('send', options, OPTIONS)
    checkTransfer(options.transfer)
  }
  if (options?.transfer !== undefined && options.transfer.length > 0 && isPid(receiver)) {
    sendTransferring(current, receiver, message, options.transfer)
    return
  }
  const process = receiverOfOwn(current, receiver as Pid)
  if (process === undefined) sendElsewhere(current, receiver, message)
  else deliverMessage(current, process, copyOf(current, message))
}

function checkTransfer(transfer: unknown): void {
  if (transfer === undefined || Array.isArray(transfer)) return
  throw new BadArg(
    `send: transfer is ${inspect(transfer)}; give an array of ArrayBuffers and MessagePorts of the message`,
  )
}

/** To whoever has no messages delivered here and now: a process of another scheduler, an alias, nobody. */
function sendElsewhere(current: Machine, to: Pid | Ref, message: unknown): void {
  if (isPid(to)) {
    sendAway(current, to, message)
    return
  }
  if (!isRef(to)) throw badReceiver(to)
  // Another ref is nobody's alias: in Erlang, too, that is an alias which is not active.
  if (isAlias(to)) sendByAlias(current, to, copyTerm(message, 'message', current.functions))
}

/** Sends a message to a process of another scheduler, or to one whose messages must wait for their turn. */
export type SendAway = (current: Machine, to: Pid, message: unknown) => void

let sendAway: SendAway = sendEncoded
/** What is called with messages that are moved; they are gone afterwards. */
let watchTransfers: SendAway | undefined

/** Calls `watcher` with each message before it goes to another scheduler; undefined ends it. See `watchDeliveries`. */
export function watchSending(watcher: SendAway | undefined): void {
  watchTransfers = watcher
  sendAway =
    watcher === undefined
      ? sendEncoded
      : (current, to, message) => {
          watcher(current, to, message)
          sendEncoded(current, to, message)
        }
}

/**
 * What compiled code calls in place of `send(to, ['tag', …])`: the array is nobody else's, and is not copied if what is in it need not be. (Ring with one
 * scheduler: 0.8 of the time.)
 */
export function sendGiven(to: Pid | Ref | string, message: readonly unknown[]): void {
  if (typeof to === 'string') {
    send(to, message)
    return
  }
  const current = machineFor('send')
  const process = receiverOfOwn(current, to as Pid)
  if (process === undefined || !isFlatTuple(message)) {
    send(to, message)
    return
  }
  execution.reductions -= OPERATION
  deliverMessage(current, process, message)
}

setGiven(send, sendGiven)

/** What is named in the transfer list leaves the sender here and now, as with `postMessage`. */
function sendTransferring(current: Machine, to: Pid, message: unknown, transfer: readonly Transferable[]): void {
  const { endpoint, functions } = current
  const process = receiverOfOwn(current, to)
  if (process !== undefined) {
    deliverMessage(current, process, copyTermTransferring(message, 'message', functions, transfer))
    return
  }
  watchTransfers?.(current, to, message)
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

function badReceiver(to: unknown): BadArg {
  return new BadArg(
    `send: ${inspect(to)} is no pid, alias or name; a message goes to what spawn, self or a message gave`,
  )
}

function pidCalled(current: Machine, name: string): Pid {
  const pid = pidOfName(current, name)
  if (pid === undefined) throw new BadArg(`send: no process is registered as ${inspect(name)}`)
  return pid
}

/** Sends a message that is nobody else's already. */
export function deliverTo(current: Machine, to: Pid, message: unknown): void {
  const process = receiverOfOwn(current, to)
  if (process !== undefined) deliverMessage(current, process, message)
  else sendAway(current, to, message)
}

/** Sends `[tag, alias, value]` by an alias. The array is nobody else's: only the value is copied. Throws UnsendableTerm. */
export function sendReply(alias: Ref, tag: string, value: unknown): void {
  const current = machineFor('send')
  execution.reductions -= OPERATION
  const copy =
    typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
      ? copyTerm(value, 'reply', current.functions)
      : value
  sendByAlias(current, alias, [tag, alias, copy])
}
