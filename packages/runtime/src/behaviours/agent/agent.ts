import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { isProcessFunction } from '../../functions/registry.ts'
import { inspect } from '../../inspect.ts'
import type { Arguments, Process, ProcessFunction } from '../../process/suspension.ts'
import type { ChildOptions, ChildSpec } from '../child-spec.ts'
import { stopServer } from '../gen/stop.ts'
import type { GenServerOptions } from '../gen-server/definition.ts'
import type { ServerRef, ViaName } from '../start/server-name.ts'
import type { StartResult } from '../start/start-result.ts'
import { AgentServer } from './server.ts'

/** A process function that an agent runs: its state first, then what the call gave. */
export type AgentFunction<S, A extends unknown[], R> = (state: S, ...args: A) => Process<R>

/** Where `fn` gets its arguments from, and how the agent is started. */
export interface AgentOptions<F> extends GenServerOptions {
  /** The arguments of the function that makes the state. */
  args?: Arguments<F>
}

/** Starts an agent whose state `fn` makes, in the agent. Source: Elixir's `Agent.start/2`. */
function start<F extends ProcessFunction>(fn: F, options: AgentOptions<F> = {}): Process<StartResult> {
  return AgentServer.start(...begin('Agent.start', fn, options))
}

/** `start`, and the two are linked. Source: Elixir's `Agent.start_link/2`. */
function startLink<F extends ProcessFunction>(fn: F, options: AgentOptions<F> = {}): Process<StartResult> {
  return AgentServer.startLink(...begin('Agent.startLink', fn, options))
}

/** The spec of an agent as a child of a supervisor. */
function child<F extends ProcessFunction>(fn: F, options: AgentOptions<F> & ChildOptions = {}): ChildSpec {
  const [arg, rest] = begin('Agent.child', fn, options)
  return AgentServer.child(arg, { id: 'Agent', ...rest })
}

/** What `fn` makes of the state, which stays. Source: Elixir's `Agent.get/3`. */
function get<S, A extends unknown[], R>(agent: ServerRef, fn: AgentFunction<S, A, R>, ...args: A): Process<R> {
  return AgentServer.call(agent, 'get', checked('Agent.get', fn), args) as Process<R>
}

/** Sets the state to what `fn` makes of it. Source: Elixir's `Agent.update/3`. */
function update<S, A extends unknown[]>(agent: ServerRef, fn: AgentFunction<S, A, S>, ...args: A): Process<'ok'> {
  return AgentServer.call(agent, 'update', checked('Agent.update', fn), args) as Process<'ok'>
}

/** `fn` gives a pair: what this gives, and the new state. Source: Elixir's `Agent.get_and_update/3`. */
function getAndUpdate<S, A extends unknown[], R>(
  agent: ServerRef,
  fn: AgentFunction<S, A, readonly [R, S]>,
  ...args: A
): Process<R> {
  return AgentServer.call(agent, 'getAndUpdate', checked('Agent.getAndUpdate', fn), args) as Process<R>
}

/** `get` with its own time, in milliseconds; `Infinity` waits as long as the agent lives. Source: the time-out of Elixir's `Agent.get/3`. */
function getWithin<S, A extends unknown[], R>(
  ms: number,
  agent: ServerRef,
  fn: AgentFunction<S, A, R>,
  ...args: A
): Process<R> {
  return AgentServer.callWithin(ms, agent, 'get', checked('Agent.getWithin', fn), args) as Process<R>
}

/** `update` with its own time, in milliseconds. */
function updateWithin<S, A extends unknown[]>(
  ms: number,
  agent: ServerRef,
  fn: AgentFunction<S, A, S>,
  ...args: A
): Process<'ok'> {
  return AgentServer.callWithin(ms, agent, 'update', checked('Agent.updateWithin', fn), args) as Process<'ok'>
}

/** `getAndUpdate` with its own time, in milliseconds. */
function getAndUpdateWithin<S, A extends unknown[], R>(
  ms: number,
  agent: ServerRef,
  fn: AgentFunction<S, A, readonly [R, S]>,
  ...args: A
): Process<R> {
  return AgentServer.callWithin(ms, agent, 'getAndUpdate', checked('Agent.getAndUpdateWithin', fn), args) as Process<R>
}

/** Sets the state as `update` does, and does not wait; an agent that is not there is no mistake. Source: Elixir's `Agent.cast/2`. */
function cast<S, A extends unknown[]>(agent: Pid | string, fn: AgentFunction<S, A, S>, ...args: A): void {
  AgentServer.cast(agent, 'update', checked('Agent.cast', fn), args)
}

/** The same to a name of a table, which process code has to look up. */
function castVia<S, A extends unknown[]>(agent: ViaName, fn: AgentFunction<S, A, S>, ...args: A): Process {
  return AgentServer.castVia(agent, 'update', checked('Agent.castVia', fn), args)
}

/** Ends an agent, and waits until it has, see `GenServer.stop`. Source: Elixir's `Agent.stop/3`. */
function stop(agent: ServerRef, reason: unknown = 'normal', ms: number = Number.POSITIVE_INFINITY): Process {
  return stopServer(agent, reason, ms, 'Agent.stop')
}

function begin<F extends ProcessFunction>(
  call: string,
  fn: F,
  { args, ...options }: AgentOptions<F>,
): [arg: readonly [ProcessFunction, readonly unknown[]], options: GenServerOptions] {
  return [[checked(call, fn), args ?? []], options]
}

function checked(call: string, fn: unknown): ProcessFunction {
  if (typeof fn === 'function' && isProcessFunction(fn)) return fn as ProcessFunction
  throw new BadArg(
    `${call}: ${inspect(fn)} cannot run in the agent; give a process function: function* (state) { return … }`,
  )
}

/**
 * A process that keeps a state for others. What is done with the state is done in the agent, by process functions that are sent there (an inline
 * `function*` with copies of what it captures), one after the other: long work belongs to the caller, with what `get` gave.
 *
 * Calls take 5000 ms at the most, or the milliseconds given to `getWithin` and its like, and exit like those of a server. A function that throws ends the agent. Source: Elixir's `Agent`.
 */
export const Agent = /* @__PURE__ */ nameIntrinsic('multibeam.Agent', {
  start,
  startLink,
  child,
  get,
  getWithin,
  update,
  updateWithin,
  getAndUpdate,
  getAndUpdateWithin,
  cast,
  castVia,
  stop,
} as const)
