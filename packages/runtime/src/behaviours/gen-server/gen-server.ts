import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { MultibeamError } from '../../errors.ts'
import { get } from '../../process/dictionary.ts'
import type { Process } from '../../process/suspension.ts'
import { replyTo } from '../gen/call.ts'
import { type CallMessage, type From, fromOf } from '../gen/messages.ts'
import {
  checkAnyResponse,
  checkResponse,
  receiveAnyResponse,
  receiveResponse,
  waitAnyResponse,
  waitResponse,
} from '../gen/requests.ts'
import { stopServer } from '../gen/stop.ts'
import { find, type ServerRef } from '../start/server-name.ts'
import type { CallHandlers, CastHandlers, GenServerCallbacks, StateIn } from './callbacks.ts'
import { GenServerDefinition } from './definition.ts'
import { HANDLING } from './handle.ts'

/**
 * Defines a server by its callbacks; what it gives starts and calls processes of it. Write `export const Counter = GenServer.define({ … })` at the top
 * of a module, so that schedulers find it: then its processes start on whichever is idle. One that is defined elsewhere works, and stays on the
 * scheduler that defined it.
 *
 * Throws BadArg for what is no callback. Source: OTP's `gen_server`.
 */
function define<
  A = void,
  I = unknown,
  C extends CallHandlers<StateIn<I>> = Record<never, never>,
  K extends CastHandlers<StateIn<I>> = Record<never, never>,
>(callbacks: GenServerCallbacks<A, StateIn<I>, C, K, I>): GenServerDefinition<A, StateIn<I>, C, K> {
  return new GenServerDefinition(callbacks as unknown as GenServerCallbacks<A, StateIn<I>, C, K>)
}

/**
 * Who waits for the reply to the call that this server is handling: give it to `GenServer.reply`, here or in another process, when the handler has
 * returned `noreply`. Throws when no call has come yet.
 */
function from<R = unknown>(): From<R> {
  const message = get(HANDLING) as CallMessage | undefined
  if (message === undefined) {
    throw new MultibeamError(
      'NOT_IN_PROCESS',
      'GenServer.from was called where no call is handled; use it in a handler of `call`',
    )
  }
  return fromOf(message) as From<R>
}

/** Replies to a call whose handler has not. A caller that is gone, or does not wait any more, is left alone. Source: OTP's `gen_server:reply/2`. */
function reply<R>(to: From<R>, value: R): void {
  replyTo(to, value)
}

/**
 * Ends a server with a reason, and waits until it has: `terminate` is called. Exits if it is not there, ends with another reason, or not within `ms`
 * (default: as long as it takes). Source: OTP's `gen_server:stop/3`.
 */
function stop(server: ServerRef, reason: unknown = 'normal', ms: number = Number.POSITIVE_INFINITY): Process {
  return stopServer(server, reason, ms, 'GenServer.stop')
}

/** The process that is called so; a pid is what it is, whether it lives or not. Undefined if nobody is. Source: Elixir's `GenServer.whereis/1`. */
function whereis(server: ServerRef): Process<Pid | undefined> {
  return find('GenServer.whereis', server)
}

/** Servers: processes that keep a state and answer calls, one after the other. */
export const GenServer = /* @__PURE__ */ nameIntrinsic('multibeam.GenServer', {
  define,
  from,
  reply,
  stop,
  whereis,
  receiveResponse,
  receiveAnyResponse,
  waitResponse,
  waitAnyResponse,
  checkResponse,
  checkAnyResponse,
} as const)
