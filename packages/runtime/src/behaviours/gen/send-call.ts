import type { Pid, Ref } from '@multibeam/scheduler'
import { demonitor } from '../../process/monitor.ts'
import { sendGiven } from '../../process/send.ts'
import { REPLY } from './messages.ts'

/** One monitor for call and reply: its ref is the alias of the reply, which ends it, and its DOWN looks like a reply. */
export const CALL_MONITOR = { alias: 'replyDemonitor', tag: REPLY } as const

/** Sends a request that is nobody else's. One that cannot be sent leaves no monitor behind. */
export function sendCall(pid: Pid, request: readonly unknown[], ref: Ref): void {
  try {
    sendGiven(pid, request)
  } catch (error) {
    demonitor(ref, { flush: true })
    throw error
  }
}
