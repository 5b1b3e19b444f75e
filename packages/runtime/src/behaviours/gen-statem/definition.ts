import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg, MultibeamError } from '../../errors.ts'
import { makeReference, referenceTo } from '../../functions/definition.ts'
import { identityOf } from '../../functions/registry.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import { type ChildOptions, type ChildSpec, childOf, type DefinitionReference } from '../child-spec.ts'
import { call } from '../gen/call.ts'
import { cast, castVia } from '../gen/cast.ts'
import { CALL, CAST } from '../gen/messages.ts'
import { type RequestId, sendRequest } from '../gen/requests.ts'
import { stopServer } from '../gen/stop.ts'
import type { Code } from '../gen-server/callbacks.ts'
import type { ServerRef, ViaName } from '../start/server-name.ts'
import { type Relation, START_OPTIONS, type StartOptions, start } from '../start/start.ts'
import type { StartMonitorResult, StartResult } from '../start/start-result.ts'
import type { StatemEvent } from './event.ts'
import { statemProcess } from './run.ts'
import type { KeepAll, KeepState, NextState } from './transition.ts'

/** What a callback gives. */
export type StatemOutcome<S, D> = NextState<S, D> | KeepState<D> | KeepAll

/** The callbacks of a state machine: `handleEvent` for all states, or `states`, a function for each. Ordinary or process functions. */
export interface GenStatemCallbacks<A, S, D, E> {
  /** Gives `nextState(state, data, actions)` to begin, or `stop`, or `ignore`. */
  init: (arg: A) => Code<NextState<S, D> | KeepAll>
  handleEvent?(event: StatemEvent<E>, state: NoInfer<S>, data: NoInfer<D>): Code<StatemOutcome<NoInfer<S>, NoInfer<D>>>
  /** By the name of the state, which is a string then. */
  readonly states?: {
    readonly [N in S & string]: (event: StatemEvent<E>, data: NoInfer<D>) => Code<StatemOutcome<NoInfer<S>, NoInfer<D>>>
  }
  /** Calls with `{ type: 'enter', old }` when a state is entered. Default: false. */
  readonly stateEnter?: boolean
  terminate?(reason: unknown, state: NoInfer<S>, data: NoInfer<D>): unknown
  /** What others may see of state and data. */
  formatStatus?(status: { readonly state: NoInfer<S>; readonly data: NoInfer<D> }): unknown
}

export interface GenStatemOptions extends StartOptions {
  /** Milliseconds without an event after which the machine gives up its stack, see `Process.hibernate`. Default: never. */
  hibernateAfter?: number
}

const OPTIONS = [...START_OPTIONS, 'hibernateAfter']

const CALLBACKS = ['init', 'handleEvent', 'states', 'stateEnter', 'terminate', 'formatStatus']

type Handler = (event: StatemEvent, state: unknown, data: unknown) => unknown

// biome-ignore lint/suspicious/noExplicitAny: of a definition whose types are not known here
type Any = any

/** A state machine that has been defined: starts its processes, and calls them. Made by `GenStatem.define`. */
export class GenStatemDefinition<A = Any, S = Any, D = Any, E = Any> {
  static {
    nameIntrinsic('multibeam.GenStatemDefinition.prototype', GenStatemDefinition.prototype)
  }

  readonly callbacks: GenStatemCallbacks<A, S, D, E>
  readonly #states: ReadonlyMap<unknown, Handler>
  readonly #handleEvent: Handler | undefined

  constructor(callbacks: GenStatemCallbacks<A, S, D, E>) {
    checkOptions('GenStatem.define', callbacks, CALLBACKS)
    const { init, handleEvent, states } = callbacks
    if (typeof init !== 'function') {
      throw new BadArg(`GenStatem.define: \`init\` is ${inspect(init)}; it must be a function`)
    }
    if ((handleEvent === undefined) === (states === undefined)) {
      throw new BadArg('GenStatem.define: give `handleEvent` for all states, or `states` with a function for each')
    }
    this.callbacks = callbacks
    this.#handleEvent = handleEvent as Handler | undefined
    const byState = Object.entries(states ?? {}) as [string, (event: StatemEvent, data: unknown) => unknown][]
    this.#states = new Map(byState.map(([name, fn]) => [name, (event, _state, data) => fn(event, data)]))
    makeReference(this, 'GenStatem')
  }

  /** What its module calls it. */
  get name(): string {
    return identityOf(this.#reference)?.name ?? 'GenStatem'
  }

  /** The function that handles events in a state. Throws MultibeamError if there is none. */
  handler(state: unknown): Handler {
    const handler = this.#handleEvent ?? this.#states.get(state)
    if (handler !== undefined) return handler
    const known = [...this.#states.keys()].join(', ')
    throw new MultibeamError('NO_HANDLER', `${this.name} has no state ${inspect(state)}; there are ${known}`)
  }

  shown([state, data]: readonly [unknown, unknown] | Any): unknown {
    const { formatStatus } = this.callbacks
    return formatStatus === undefined ? { state, data } : formatStatus({ state, data })
  }

  /** Starts a state machine. Source: OTP's `gen_statem:start/3`. */
  start(arg: A, options: GenStatemOptions = {}): Process<StartResult> {
    return this.#start('GenStatem.start', arg, options, 'none')
  }

  /** `start`, and the two are linked. */
  startLink(arg: A, options: GenStatemOptions = {}): Process<StartResult> {
    return this.#start('GenStatem.startLink', arg, options, 'link')
  }

  /** `start`, and the starter monitors it. */
  startMonitor(arg: A, options: GenStatemOptions = {}): Process<StartMonitorResult> {
    return this.#start('GenStatem.startMonitor', arg, options, 'monitor') as Process<StartMonitorResult>
  }

  /** The spec of such a machine as a child of a supervisor. */
  child(arg: A, options: GenStatemOptions & ChildOptions = {}): ChildSpec {
    return childOf(this, arg, options, this.name)
  }

  /** Calls the machine with an event of type `call`, and waits for the reply as long as it lives. Source: OTP's `gen_statem:call/2`. */
  call<R = unknown>(server: ServerRef, content: E): Process<R> {
    return call(server, [CALL, 0, 0, content], Number.POSITIVE_INFINITY, 'GenStatem.call')
  }

  /** The same for so many milliseconds, then the caller exits. */
  callWithin<R = unknown>(ms: number, server: ServerRef, content: E): Process<R> {
    checkTimeout('GenStatem.callWithin', ms)
    return call(server, [CALL, 0, 0, content], ms, 'GenStatem.call')
  }

  /** Sends an event of type `cast`. */
  cast(server: Pid | string, content: E): void {
    cast(server, [CAST, content])
  }

  /** The same to a name of a table, which process code has to look up. */
  castVia(server: ViaName, content: E): Process {
    return castVia('GenStatem.castVia', server, [CAST, content])
  }

  /** Calls without waiting: the reply is taken by `GenStatem.receiveResponse`. Source: OTP's `gen_statem:send_request/2`. */
  sendRequest<R = unknown>(server: Pid | string, content: E): RequestId<R> {
    return sendRequest(server, [CALL, 0, 0, content])
  }

  /** Ends a machine, see `GenServer.stop`. */
  stop(server: ServerRef, reason?: unknown, ms?: number): Process {
    return stopServer(server, reason, ms, 'GenStatem.stop')
  }

  get #reference(): AnyFunction {
    return referenceTo(this) as AnyFunction
  }

  #start(what: string, arg: A, options: GenStatemOptions, relation: Relation): Process<StartResult> {
    checkOptions(what, options, OPTIONS)
    const { hibernateAfter = Number.POSITIVE_INFINITY, ...startOptions } = options
    checkTimeout(what, hibernateAfter)
    const reference: DefinitionReference = this.#reference
    return start(what, statemProcess, [reference, arg, hibernateAfter], startOptions, relation, reference)
  }
}
