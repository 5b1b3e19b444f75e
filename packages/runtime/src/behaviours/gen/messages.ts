// What goes between the processes of behaviours and those that call them. Arrays, the tag first:
//
//   ['$call', caller, alias, ...request]     a call; the reply goes to the alias, which takes one message
//   ['$cast', ...request]                    a message without a reply
//   ['$system', caller, alias, ...request]   a call to what every behaviour does by itself, see sys
//   ['$reply', alias, value]                 a reply
//   ['$reply', alias, 'process', server, reason]   in place of it: the DOWN of the caller's monitor, which has that tag
//
// Requests stand in the message itself, not in an array of their own: a flat message is copied in half of the time.

import type { Pid, Ref } from '@multibeam/scheduler'

export const CALL = '$call'
export const CAST = '$cast'
export const SYSTEM = '$system'
export const REPLY = '$reply'

export type CallMessage = readonly [tag: typeof CALL | typeof SYSTEM, caller: Pid, alias: Ref, ...request: unknown[]]
export type ReplyMessage = readonly [tag: typeof REPLY, alias: Ref, value: unknown]
export type DownMessage = readonly [tag: typeof REPLY, alias: Ref, 'process', server: Pid | string, reason: unknown]

declare const replies: unique symbol

/** Who waits for the reply to a call. It can be sent to another process, which then replies. Source: OTP's `gen_server:from()`. */
export type From<R = unknown> = readonly [caller: Pid, alias: Ref] & { readonly [replies]?: R }

export function fromOf(message: CallMessage): From {
  return [message[1], message[2]]
}
