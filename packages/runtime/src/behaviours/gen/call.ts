import { isAlias, type Pid, type Ref } from '@multibeam/scheduler'
import { self } from '../../process/identity.ts'
import { demonitor, monitorForReply } from '../../process/monitor.ts'
import { receiveWithin, timeout } from '../../process/receive.ts'
import { send, sendReply } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { find, type ServerRef } from '../start/server-name.ts'
import { exitCall } from './exit-call.ts'
import { type CALL, type DownMessage, REPLY, type ReplyMessage, type SYSTEM } from './messages.ts'

/** Specified: OTP's default, in milliseconds. */
export const CALL_TIMEOUT = 5000

/** One monitor for call and reply: its ref is the alias of the reply, which ends it, and its DOWN looks like a reply. */
export const CALL_MONITOR = { alias: 'replyDemonitor', tag: REPLY } as const

/**
 * Sends a request, whose first three elements are the tag, 0 and 0, and waits for the reply. `ms` is `Infinity` to wait for ever.
 *
 * When it is over the caller exits, see `exitCall`, which names `origin`: also when the server is not there, ends meanwhile, or is the caller itself. A reply that comes
 * later is dropped. Source: OTP's `gen:call/4`.
 */
export function* call<R = unknown>(
  server: ServerRef,
  message: [tag: typeof CALL | typeof SYSTEM, caller: 0, alias: 0, ...request: unknown[]],
  ms: number = CALL_TIMEOUT,
  origin = 'Gen.call',
): Process<R> {
  const pid = typeof server === 'number' ? server : yield* find(origin, server)
  const me = self()
  if (pid === undefined) return failed('noproc', origin, server, message, ms)
  if (pid === me) return failed('callingSelf', origin, server, message, ms)
  const ref = monitorForReply(pid, REPLY)
  const request = message as unknown[]
  request[1] = me
  request[2] = ref
  sendCall(pid, request, ref)
  const reply = yield* receiveWithin<ReplyMessage | DownMessage>([REPLY, ref], ms)
  if (reply === timeout) {
    demonitor(ref, { flush: true })
    return failed('timeout', origin, server, message, ms)
  }
  if (reply.length === 3) return reply[2] as R
  return failed(reply[4], origin, server, message, ms)
}

/** A request that cannot be sent leaves no monitor behind. */
export function sendCall(pid: Pid, request: unknown, ref: Ref): void {
  try {
    send(pid, request)
  } catch (error) {
    demonitor(ref, { flush: true })
    throw error
  }
}

function failed(reason: unknown, origin: string, server: ServerRef, message: readonly unknown[], ms: number): never {
  exitCall(reason, origin, server, [message.length === 4 ? message[3] : message.slice(3), ms])
}

/** Answers a call: `from` is the caller's. Any process may; a caller that has given up or has a reply already is left alone. */
export function replyTo([, alias]: readonly [Pid, Ref], value: unknown): void {
  if (isAlias(alias)) sendReply(alias, REPLY, value)
  // Of nobody who waits, or none at all, which `send` refuses.
  else send(alias, [REPLY, alias, value])
}
