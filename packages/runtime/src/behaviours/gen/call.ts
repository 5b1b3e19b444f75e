import { isAlias, type Pid, type Ref } from '@multibeam/scheduler'
import { send, sendReply } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { find, type ServerRef } from '../start/server-name.ts'
import { REPLY } from './messages.ts'
import { failCall, PendingCall, type Request } from './pending-call.ts'

/** Specified: OTP's default, in milliseconds. */
export const CALL_TIMEOUT = 5000

/**
 * Sends a request, whose first three elements are the tag, 0 and 0, and waits for the reply. `ms` is `Infinity` to wait for ever.
 *
 * When it is over the caller exits, see `exitCall`, which names `origin`: also when the server is not there, ends meanwhile, or is the caller itself. A reply that comes
 * later is dropped. Source: OTP's `gen:call/4`.
 */
export function call<R = unknown>(
  server: ServerRef,
  message: Request,
  ms: number = CALL_TIMEOUT,
  origin = 'Gen.call',
): Process<R> {
  if (typeof server === 'number') return new PendingCall(server, server, message, ms, origin) as Process<R>
  return callNamed(server, message, ms, origin) as Process<R>
}

function* callNamed(server: ServerRef, message: Request, ms: number, origin: string): Process<unknown> {
  const pid = yield* find(origin, server)
  if (pid === undefined) return failCall('noproc', origin, server, message, ms)
  return yield* new PendingCall(pid, server, message, ms, origin)
}

/** Answers a call: `from` is the caller's. Any process may; a caller that has given up or has a reply already is left alone. */
export function replyTo([, alias]: readonly [Pid, Ref], value: unknown): void {
  replyBy(alias, value)
}

/** The same by the alias alone. */
export function replyBy(alias: Ref, value: unknown): void {
  if (isAlias(alias)) sendReply(alias, REPLY, value)
  // Of nobody who waits, or none at all, which `send` refuses.
  else send(alias, [REPLY, alias, value])
}
