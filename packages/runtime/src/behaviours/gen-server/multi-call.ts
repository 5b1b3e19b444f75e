import type { Pid } from '@multibeam/scheduler'
import { demonitor } from '../../process/monitor.ts'
import { timeout } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import { System } from '../../system/system.ts'
import type { CALL } from '../gen/messages.ts'
import { type Requests, sendRequest, waitAnyResponse } from '../gen/requests.ts'

export interface MultiReply<T, R> {
  /** Of those that have replied, in the order of the servers asked. */
  readonly replies: readonly (readonly [server: T, reply: R])[]
  /** The others: not there, ended meanwhile, or too late. */
  readonly bad: readonly T[]
}

export function* multiCall<T extends Pid | string>(
  servers: readonly T[],
  message: readonly [tag: typeof CALL, caller: 0, alias: 0, ...request: unknown[]],
  ms: number,
): Process<MultiReply<T, unknown>> {
  let requests: Requests<unknown, number> = servers.map((server, i) => [sendRequest(server, [...message]), i])
  const replies = new Map<number, unknown>()
  const end = System.uptime() + ms
  while (requests.length > 0) {
    const next = yield* waitAnyResponse(requests, { after: Math.max(0, end - System.uptime()) })
    if (next === timeout || next === undefined) break
    if (next.response.ok) replies.set(next.label, next.response.reply)
    requests = next.rest
  }
  for (const [{ ref }] of requests) demonitor(ref, { flush: true })
  return {
    replies: servers.flatMap((server, i) => (replies.has(i) ? [[server, replies.get(i)] as const] : [])),
    bad: servers.filter((_, i) => !replies.has(i)),
  }
}
