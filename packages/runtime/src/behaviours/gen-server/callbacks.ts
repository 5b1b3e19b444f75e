import type { Process } from '../../process/suspension.ts'
import type { Ignore, NoReply, Reply, Stop } from './outcome.ts'

/** A value, or process code that gives one. */
export type Code<T> = T | Process<T>

/** What `init` may give: the state, or more. */
export type InitOutcome<S> = S | NoReply<S> | Stop | Ignore
/**
 * The state, from what `init` gives. Not inferred from `Code<InitOutcome<S>>`: process code is iterable, and so an array, a Map or a string would
 * be taken for process code that gives what their iterators return.
 */
export type StateIn<I> = StateOf<I extends Process<infer T> ? T : I>
type StateOf<O> = O extends NoReply<infer S> ? S : O extends Stop | Ignore ? never : O
export type CallOutcome<S> = Reply<unknown, S> | NoReply<S> | Stop<unknown>
export type CastOutcome<S> = NoReply<S> | Stop

// biome-ignore lint/suspicious/noExplicitAny: a handler declares the types of its arguments itself
type Args = any[]
export type CallHandlers<S> = Readonly<Record<string, (state: S, ...args: Args) => Code<CallOutcome<S>>>>
export type CastHandlers<S> = Readonly<Record<string, (state: S, ...args: Args) => Code<CastOutcome<S>>>>

/** What `formatStatus` is given, and gives back: what others may see of the server. */
export interface Status {
  readonly state: unknown
  /** Why it ends; undefined while it runs. */
  readonly reason: unknown
}

/**
 * The callbacks of a server. Each is an ordinary function or a process function; one that throws ends the server, unless it throws what it
 * could return. Only `init` is needed.
 */
export interface GenServerCallbacks<
  A,
  S,
  C extends CallHandlers<S>,
  K extends CastHandlers<S>,
  I = Code<InitOutcome<S>>,
> {
  /** Makes the state. The starter waits meanwhile. */
  init: (arg: A) => I
  /** Answers to calls, by name: state, then the arguments of the call. */
  readonly call?: C & CallHandlers<S>
  /** What casts do, by name. */
  readonly cast?: K & CastHandlers<S>
  /** Every other message. Without it, they are printed. */
  info?(message: unknown, state: NoInfer<S>): Code<CastOutcome<NoInfer<S>>>
  /** What `{ continue: value }` asked for. */
  continue?(value: unknown, state: NoInfer<S>): Code<CastOutcome<NoInfer<S>>>
  /** Called before the server ends by itself, or because its parent does while it traps exits. Not when it is killed by a signal. */
  terminate?(reason: unknown, state: NoInfer<S>): unknown
  formatStatus?(status: Status): Status
}

export const CALLBACKS = ['init', 'call', 'cast', 'info', 'continue', 'terminate', 'formatStatus'] as const

/** The arguments of a call or cast, as its handler declares them behind the state. */
export type RequestArgs<H> = H extends (state: never, ...args: infer A) => unknown ? A : never
/** What the caller of a call gets. */
export type ReplyOf<H> = H extends (...args: never[]) => infer O ? ReplyIn<Settled<O>> : never

type Settled<O> = O extends Process<infer T> ? T : O
type ReplyIn<O> = [O] extends [never] ? unknown : RepliesOf<O> extends never ? unknown : RepliesOf<O>
type RepliesOf<O> = O extends Reply<infer R, unknown> ? R : O extends Stop<infer R> ? R : never
