import { isDeepStrictEqual } from 'node:util'
import { self } from '../../process/identity.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { receive, timeout } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { find, type ServerRef } from '../start/server-name.ts'
import { exitCall } from './exit-call.ts'
import { type DownMessage, REPLY, SYSTEM } from './messages.ts'
import { CALL_MONITOR } from './send-call.ts'

/**
 * Ends a process of a behaviour with a reason, and waits until it has: its `terminate` is called. Exits, like a call, if it is not there, ends with
 * another reason, or not within `ms`. Source: OTP's `proc_lib:stop/3`.
 */
export function* stopServer(
  server: ServerRef,
  reason: unknown = 'normal',
  ms: number = Number.POSITIVE_INFINITY,
  origin = 'Gen.stop',
): Process {
  const pid = yield* find(origin, server)
  if (pid === undefined) exitCall('noproc', origin, server, [reason, ms])
  if (pid === self()) exitCall('callingSelf', origin, server, [reason, ms])
  const ref = monitor(pid, { tag: CALL_MONITOR.tag })
  // Nobody waits for an answer: the ref is no alias.
  send(pid, [SYSTEM, self(), ref, 'terminate', reason])
  const down = yield* receive<DownMessage>([REPLY, ref], { after: ms })
  if (down === timeout) {
    demonitor(ref, { flush: true })
    exitCall('timeout', origin, server, [reason, ms])
  }
  if (!isDeepStrictEqual(down[4], reason)) exitCall(down[4], origin, server, [reason, ms])
}
