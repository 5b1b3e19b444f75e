import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { makeReference, referenceTo } from '../../functions/definition.ts'
import { identityOf } from '../../functions/registry.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import { type ChildOptions, type ChildSpec, childOf, type DefinitionReference } from '../child-spec.ts'
import { CALL_TIMEOUT, call } from '../gen/call.ts'
import { cast, castVia } from '../gen/cast.ts'
import { CALL, CAST } from '../gen/messages.ts'
import { type RequestId, sendRequest } from '../gen/requests.ts'
import { stopServer } from '../gen/stop.ts'
import type { ServerRef, ViaName } from '../start/server-name.ts'
import { type Relation, START_OPTIONS, type StartOptions, start } from '../start/start.ts'
import type { StartMonitorResult, StartResult } from '../start/start-result.ts'
import {
  CALLBACKS,
  type CallHandlers,
  type CastHandlers,
  type GenServerCallbacks,
  type ReplyOf,
  type RequestArgs,
} from './callbacks.ts'
import { type HandlerTable, handlerTable } from './handle.ts'
import { type MultiReply, multiCall } from './multi-call.ts'
import { serverProcess } from './serve.ts'

export interface GenServerOptions extends StartOptions {
  /** Milliseconds without a message after which the server gives up its stack, see `Process.hibernate`. Default: never. */
  hibernateAfter?: number
}

const OPTIONS = [...START_OPTIONS, 'hibernateAfter']

/** Behind a server's arguments: none if `init` takes none. */
type Begin<A> = unknown extends A
  ? [arg?: A, options?: GenServerOptions]
  : undefined extends A
    ? [arg?: A, options?: GenServerOptions]
    : [arg: A, options?: GenServerOptions]

// biome-ignore lint/suspicious/noExplicitAny: of a definition whose types are not known here
type Any = any

/** A server that has been defined: starts its processes, and calls them. Made by `GenServer.define`. */
export class GenServerDefinition<A = Any, S = Any, C extends CallHandlers<S> = Any, K extends CastHandlers<S> = Any> {
  static {
    nameIntrinsic('multibeam.GenServerDefinition.prototype', GenServerDefinition.prototype)
  }

  readonly callbacks: GenServerCallbacks<A, S, C, K>
  readonly calls: HandlerTable
  readonly casts: HandlerTable

  constructor(callbacks: GenServerCallbacks<A, S, C, K>) {
    checkOptions('GenServer.define', callbacks, CALLBACKS)
    if (typeof callbacks.init !== 'function') {
      throw new BadArg(`GenServer.define: \`init\` is ${inspect(callbacks.init)}; it must be a function`)
    }
    this.callbacks = callbacks
    this.calls = handlerTable(callbacks.call)
    this.casts = handlerTable(callbacks.cast)
    makeReference(this, 'GenServer')
  }

  /** What its module calls it. */
  get name(): string {
    return identityOf(this.#reference)?.name ?? 'GenServer'
  }

  /** Starts a server that has nothing to do with its starter otherwise. Source: OTP's `gen_server:start/3`. */
  start(...[arg, options]: Begin<A>): Process<StartResult> {
    return this.#start('GenServer.start', arg, options, 'none')
  }

  /** Starts a server that is linked with its starter. Source: OTP's `gen_server:start_link/3`. */
  startLink(...[arg, options]: Begin<A>): Process<StartResult> {
    return this.#start('GenServer.startLink', arg, options, 'link')
  }

  /** Starts a server that its starter monitors: the result has the `ref`. Source: OTP's `gen_server:start_monitor/3`. */
  startMonitor(...[arg, options]: Begin<A>): Process<StartMonitorResult> {
    return this.#start('GenServer.startMonitor', arg, options, 'monitor') as Process<StartMonitorResult>
  }

  /**
   * The spec of such a server as a child of a supervisor; its id is the definition's name unless given. `arg` is what `init` takes: `undefined` if
   * it takes nothing, before the options.
   */
  child(arg: A, options: GenServerOptions & ChildOptions = {}): ChildSpec {
    return childOf(this, arg, options, this.name)
  }

  /**
   * Calls a server and waits for the reply, 5000 ms at the most. When it is over, or the server is not there or ends, the caller exits with
   * `['timeout', ['GenServer', 'call', […]]]`, or the reason in place of `'timeout'`. Source: OTP's `gen_server:call/2`.
   */
  call<N extends keyof C & string>(server: ServerRef, name: N, ...args: RequestArgs<C[N]>): Process<ReplyOf<C[N]>> {
    return call(server, requestOf(name, args), CALL_TIMEOUT, 'GenServer.call')
  }

  /** `call` with its own time, in milliseconds; `Infinity` waits as long as the server lives. */
  callWithin<N extends keyof C & string>(
    ms: number,
    server: ServerRef,
    name: N,
    ...args: RequestArgs<C[N]>
  ): Process<ReplyOf<C[N]>> {
    checkTimeout('GenServer.callWithin', ms)
    return call(server, requestOf(name, args), ms, 'GenServer.call')
  }

  /** Sends a message without waiting for anything; a server that is not there is no mistake. Source: OTP's `gen_server:cast/2`. */
  cast<N extends keyof K & string>(server: Pid | string, name: N, ...args: RequestArgs<K[N]>): void {
    cast(server, [CAST, name, ...(args as unknown[])])
  }

  /** The same to a name of a table, which process code has to look up. */
  castVia<N extends keyof K & string>(server: ViaName, name: N, ...args: RequestArgs<K[N]>): Process {
    return castVia('GenServer.castVia', server, [CAST, name, ...(args as unknown[])])
  }

  /** Calls without waiting: the reply is taken by `GenServer.receiveResponse`. Source: OTP's `gen_server:send_request/2`. */
  sendRequest<N extends keyof C & string>(
    server: Pid | string,
    name: N,
    ...args: RequestArgs<C[N]>
  ): RequestId<ReplyOf<C[N]>> {
    return sendRequest(server, requestOf(name, args))
  }

  /** Calls several servers at once, by pid or name. Source: OTP's `gen_server:multi_call/4`, with names in place of nodes. */
  multiCall<N extends keyof C & string, T extends Pid | string>(
    servers: readonly T[],
    name: N,
    args: RequestArgs<C[N]>,
    ms: number = Number.POSITIVE_INFINITY,
  ): Process<MultiReply<T, ReplyOf<C[N]>>> {
    checkTimeout('GenServer.multiCall', ms)
    return multiCall(servers, requestOf(name, args), ms) as Process<MultiReply<T, ReplyOf<C[N]>>>
  }

  /** See `GenServer.stop`. */
  stop(server: ServerRef, reason?: unknown, ms?: number): Process {
    return stopServer(server, reason, ms, 'GenServer.stop')
  }

  get #reference(): AnyFunction {
    return referenceTo(this) as AnyFunction
  }

  #start(what: string, arg: unknown, options: GenServerOptions = {}, relation: Relation): Process<StartResult> {
    checkOptions(what, options, OPTIONS)
    const { hibernateAfter = Number.POSITIVE_INFINITY, ...startOptions } = options
    checkTimeout(what, hibernateAfter)
    const reference: DefinitionReference = this.#reference
    return start(what, serverProcess, [reference, arg, hibernateAfter], startOptions, relation, reference)
  }
}

type Request = [tag: typeof CALL, caller: 0, alias: 0, ...request: unknown[]]

/** The message of a call. (Literals: spreading takes as long as sending what comes of it.) */
function requestOf(name: string, args: readonly unknown[]): Request {
  if (args.length === 0) return [CALL, 0, 0, name]
  return args.length === 1 ? [CALL, 0, 0, name, args[0]] : [CALL, 0, 0, name, ...args]
}
