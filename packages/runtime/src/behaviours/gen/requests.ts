import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { self } from '../../process/identity.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { whereis } from '../../process/names.ts'
import { receive, type Timeout, timeout } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import { type CALL, type DownMessage, REPLY, type ReplyMessage } from './messages.ts'
import { CALL_MONITOR, sendCall } from './send-call.ts'

declare const replies: unique symbol

/** A call that has been sent. Plain data, of use only to the process that made it. */
export interface RequestId<R = unknown> {
  readonly ref: Ref
  readonly server: Pid | string
  readonly [replies]?: R
}

/** The reply to a request, or why there is none. */
export type Response<R = unknown> =
  | { readonly ok: true; readonly reply: R }
  | { readonly ok: false; readonly reason: unknown; readonly server: Pid | string }

/** Requests with labels by which to tell the responses. An array: `[...requests, [id, label]]` adds one. */
export type Requests<R = unknown, L = unknown> = readonly (readonly [id: RequestId<R>, label: L])[]

/** The response to one of several requests, and those that are left. */
export interface AnyResponse<R, L> {
  readonly response: Response<R>
  readonly label: L
  readonly rest: Requests<R, L>
}

export function sendRequest<R>(
  server: Pid | string,
  message: [tag: typeof CALL, caller: 0, alias: 0, ...request: unknown[]],
): RequestId<R> {
  const ref = monitor(server, CALL_MONITOR)
  const pid = typeof server === 'string' ? whereis(server) : server
  if (pid !== undefined) {
    const request = message as unknown[]
    request[1] = self()
    request[2] = ref
    sendCall(pid, request, ref)
  }
  return { ref, server }
}

type Answer = ReplyMessage | DownMessage

/**
 * Waits for the response to a request. When the time is over it gives `timeout`, and the request is abandoned: no response comes any more.
 * Source: OTP's `gen_server:receive_response/2`.
 */
export function* receiveResponse<R>(
  id: RequestId<R>,
  { after = Number.POSITIVE_INFINITY }: { after?: number } = {},
): Process<Response<R> | Timeout> {
  const response = yield* waitResponse(id, { after })
  if (response === timeout) demonitor(id.ref, { flush: true })
  return response
}

/** The same, and the request stays: it may be waited for again. Source: OTP's `gen_server:wait_response/2`. */
export function* waitResponse<R>(
  { ref, server }: RequestId<R>,
  { after = Number.POSITIVE_INFINITY }: { after?: number } = {},
): Process<Response<R> | Timeout> {
  const answer = yield* receive<Answer>([REPLY, ref], { after })
  return answer === timeout ? timeout : responseOf(answer, server)
}

/** Whether a message that was received is the response to a request: undefined if not. Source: OTP's `gen_server:check_response/2`. */
export function checkResponse<R>(message: unknown, { ref, server }: RequestId<R>): Response<R> | undefined {
  if (!Array.isArray(message) || message[0] !== REPLY || message[1] !== ref) return undefined
  return responseOf(message as unknown as Answer, server)
}

/**
 * The next response to any of several requests; `timeout` when the time is over, and undefined if there are none. Source: OTP's
 * `gen_server:wait_response/3` with a collection.
 */
export function* waitAnyResponse<R, L>(
  requests: Requests<R, L>,
  { after = Number.POSITIVE_INFINITY }: { after?: number } = {},
): Process<AnyResponse<R, L> | Timeout | undefined> {
  const refs = refsOf('waitAnyResponse', requests)
  if (refs.length === 0) return undefined
  const answer = yield* receive<Answer>(
    (one: unknown) => Array.isArray(one) && one[0] === REPLY && refs.includes(one[1] as Ref),
    { after },
  )
  if (answer === timeout) return timeout
  return anyResponse(answer, requests)
}

/**
 * The same; when the time is over all of the requests are abandoned: no response comes any more. Source: OTP's `gen_server:receive_response/3` with a
 * collection.
 */
export function* receiveAnyResponse<R, L>(
  requests: Requests<R, L>,
  { after = Number.POSITIVE_INFINITY }: { after?: number } = {},
): Process<AnyResponse<R, L> | Timeout | undefined> {
  const response = yield* waitAnyResponse(requests, { after })
  if (response === timeout) for (const [{ ref }] of requests) demonitor(ref, { flush: true })
  return response
}

/**
 * Whether a message that was received is the response to any of several requests: undefined if not. Source: OTP's `gen_server:check_response/3` with a
 * collection.
 */
export function checkAnyResponse<R, L>(message: unknown, requests: Requests<R, L>): AnyResponse<R, L> | undefined {
  const refs = refsOf('checkAnyResponse', requests)
  if (!Array.isArray(message) || message[0] !== REPLY || !refs.includes(message[1] as Ref)) return undefined
  return anyResponse(message as unknown as Answer, requests)
}

function refsOf(call: string, requests: Requests): Ref[] {
  if (Array.isArray(requests)) return (requests as Requests).map(([{ ref }]) => ref)
  throw new BadArg(`GenServer.${call}: ${inspect(requests)} is no array of [id, label]`)
}

function anyResponse<R, L>(answer: Answer, requests: Requests<R, L>): AnyResponse<R, L> {
  const at = requests.findIndex(([{ ref }]) => ref === answer[1])
  const [id, label] = requests[at] as readonly [RequestId<R>, L]
  return { response: responseOf(answer, id.server), label, rest: requests.filter((_, i) => i !== at) }
}

function responseOf<R>(answer: Answer, server: Pid | string): Response<R> {
  return answer.length === 3 ? { ok: true, reply: answer[2] as R } : { ok: false, reason: answer[4], server }
}
