import { nameIntrinsic } from '@multibeam/compiler/support'
import { replyTo } from '../gen/call.ts'
import type { From } from '../gen/messages.ts'
import {
  checkAnyResponse,
  checkResponse,
  receiveAnyResponse,
  receiveResponse,
  waitAnyResponse,
  waitResponse,
} from '../gen/requests.ts'
import { type GenStatemCallbacks, GenStatemDefinition } from './definition.ts'
import { ignore, keepState, keepStateAndData, nextState, repeatState, repeatStateAndData, stop } from './transition.ts'

/**
 * Defines a state machine by its callbacks. As with `GenServer.define`, write `export const Door = GenStatem.define({ … })` at the top of a module.
 *
 * Throws BadArg for what is no callback, and unless there is either `handleEvent` or `states`. Source: OTP's `gen_statem`.
 */
function define<A = void, S = unknown, D = unknown, E = unknown>(
  callbacks: GenStatemCallbacks<A, S, D, E>,
): GenStatemDefinition<A, S, D, E> {
  return new GenStatemDefinition(callbacks)
}

/** Answers a call, from the machine or another process. In a callback, the action `['reply', from, value]` does so, too. */
function reply(to: From, value: unknown): void {
  replyTo(to, value)
}

/**
 * State machines: processes that handle each event by the state they are in. A callback gives `nextState`, `keepState`, `keepStateAndData`, `repeatState`,
 * `repeatStateAndData` or `stop`, with actions: replies, events to put off or to insert, time-outs. Responses to requests are taken as of a `GenServer`.
 */
export const GenStatem = /* @__PURE__ */ nameIntrinsic('multibeam.GenStatem', {
  define,
  reply,
  receiveResponse,
  receiveAnyResponse,
  waitResponse,
  waitAnyResponse,
  checkResponse,
  checkAnyResponse,
  nextState,
  keepState,
  keepStateAndData,
  repeatState,
  repeatStateAndData,
  stop,
  ignore,
} as const)
