import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'

/** What a server does next, before it looks at its mailbox again. */
export interface Next {
  /** Calls the callback `continue` with it, before any message. */
  continue?: unknown
  /** Milliseconds: if no message comes meanwhile, `info` gets `'timeout'`. Any message cancels it. */
  timeout?: number
  /** Gives up the stack until the next message, see `Process.hibernate`. */
  hibernate?: boolean
}

const NEXT: readonly string[] = ['continue', 'timeout', 'hibernate'] satisfies (keyof Next)[]

export const Kind = { reply: 0, noreply: 1, stop: 2, ignore: 3, thrown: 4 } as const
export type Kind = (typeof Kind)[keyof typeof Kind]

/** What a callback has decided: made by `reply`, `noreply`, `stop` and `ignore`. One class, so that a server's loop sees one shape. */
export class Outcome {
  readonly kind: Kind
  readonly state: unknown
  /** The reply, or the reason to stop, or what was thrown. */
  readonly value: unknown
  readonly next: Next | undefined
  /** Of `stop`: the caller's reply, as its only element. */
  readonly last: readonly [unknown] | undefined

  constructor(
    kind: Kind,
    state: unknown,
    value: unknown,
    next: Next | undefined,
    last: readonly [unknown] | undefined,
  ) {
    this.kind = kind
    this.state = state
    this.value = value
    this.next = next
    this.last = last
  }
}

declare const replied: unique symbol
declare const kept: unique symbol
declare const silent: unique symbol
declare const stopped: unique symbol
declare const ignored: unique symbol

/** A call's outcome: its caller gets R, and the server goes on with S. */
export type Reply<R, S> = Outcome & { readonly [replied]: R; readonly [kept]: S }
/** The server goes on with S; the caller of a call gets its reply from somebody later. */
export type NoReply<S> = Outcome & { readonly [kept]: S; readonly [silent]: true }
/** The server ends; the caller of a call gets R. */
export type Stop<R = never> = Outcome & { readonly [replied]: R; readonly [stopped]: true }
/** The process is not needed. */
export type Ignore = Outcome & { readonly [ignored]: true }

/** Answers a call, and goes on with a new state. Source: gen_server's `{reply, Reply, NewState}`. */
export function reply<R, S>(value: R, state: S, next?: Next): Reply<R, S> {
  if (next !== undefined) checkOptions('reply', next, NEXT)
  return new Outcome(Kind.reply, state, value, next, undefined) as Reply<R, S>
}

/** Goes on with a new state. Source: gen_server's `{noreply, NewState}`; from `init`, its `{ok, State, …}`. */
export function noreply<S>(state: S, next?: Next): NoReply<S> {
  if (next !== undefined) checkOptions('noreply', next, NEXT)
  return new Outcome(Kind.noreply, state, undefined, next, undefined) as NoReply<S>
}

/** Ends the server: `terminate` is called, then it exits with the reason. Source: gen_server's `{stop, Reason, NewState}`. */
export function stop(reason: unknown, state?: unknown): Stop
/** The same in a call, whose caller gets a reply. Source: gen_server's `{stop, Reason, Reply, NewState}`. */
export function stop<R>(reason: unknown, state: unknown, last: { reply: R }): Stop<R>
export function stop(reason: unknown, state?: unknown, last?: { reply: unknown }): Stop<unknown> {
  if (last !== undefined && !Object.hasOwn(last, 'reply')) {
    throw new BadArg(`stop: ${inspect(last)} has no \`reply\`; give { reply: value }, or nothing`)
  }
  return new Outcome(Kind.stop, state, reason, undefined, last && [last.reply]) as Stop<unknown>
}

/** From `init`: the process is not needed, and that is no mistake. Source: gen_server's `ignore`. */
export function ignore(): Ignore {
  return new Outcome(Kind.ignore, undefined, undefined, undefined, undefined) as Ignore
}
