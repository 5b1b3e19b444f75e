import type { From } from '../gen/messages.ts'

/** Which time-out: of the state, of the event, or one by name. */
export type TimeoutKey = 'stateTimeout' | 'timeout' | readonly ['timeout', name: string]

/** What a state machine handles. `content` is what the call, the cast, the action or the time-out carries; of `info` the message. */
export type StatemEvent<E = unknown> =
  | { readonly type: 'call'; readonly from: From; readonly content: E }
  | { readonly type: 'cast'; readonly content: E }
  | { readonly type: 'internal'; readonly content: E }
  | { readonly type: 'info'; readonly content: unknown }
  /** The time-out of this state. */
  | { readonly type: 'stateTimeout'; readonly content: unknown }
  /** No event came within the time-out that the last one set; with a `name`, the time-out of that name. */
  | { readonly type: 'timeout'; readonly name: string | undefined; readonly content: unknown }
  /** A state is entered: the one before it. Only with `stateEnter`. */
  | { readonly type: 'enter'; readonly old: unknown }

/** What a transition does besides changing state and data. Source: gen_statem's `action()`. */
export type StatemAction =
  /** Puts the event off until the state has changed. */
  | readonly ['postpone']
  /** Answers a call. */
  | readonly ['reply', from: From, value: unknown]
  /** Handles an event of one's own before those that wait. */
  | readonly ['nextEvent', event: StatemEvent]
  /** Milliseconds in this state, then an event; a change of state cancels it. 0 comes before what has not been received yet. */
  | readonly ['stateTimeout', ms: number, content?: unknown]
  /** Milliseconds without an event, then one. */
  | readonly ['timeout', ms: number, content?: unknown]
  /** Milliseconds, whatever happens. Set again by its name, it begins anew. */
  | readonly ['namedTimeout', name: string, ms: number, content?: unknown]
  | readonly ['cancel', timeout: TimeoutKey]
  /** Changes what a time-out that runs will carry. */
  | readonly ['update', timeout: TimeoutKey, content: unknown]
  /** Gives up the stack until the next event, see `Process.hibernate`. */
  | readonly ['hibernate']

/** The name of a time-out in a machine's table. */
export function timerKeyOf(key: TimeoutKey): string {
  return typeof key === 'string' ? key : `timeout ${key[1]}`
}

/** The event of a time-out. */
export function timeoutEvent(key: string, content: unknown): StatemEvent {
  if (key === 'stateTimeout') return { type: 'stateTimeout', content }
  return { type: 'timeout', name: key === 'timeout' ? undefined : key.slice('timeout '.length), content }
}
