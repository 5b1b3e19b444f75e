import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import type { StatemAction } from './event.ts'

type Kind = 'next' | 'keep' | 'repeat' | 'stop' | 'ignore' | 'thrown'

/** What a callback has decided: made by `GenStatem.nextState` and its like. */
export class Transition {
  readonly kind: Kind
  readonly state: unknown
  readonly data: unknown
  /** Whether `data` is new. */
  readonly hasData: boolean
  readonly actions: readonly StatemAction[]
  /** Why it stops, or what was thrown. */
  readonly reason: unknown

  constructor(
    kind: Kind,
    state: unknown,
    data: unknown,
    hasData: boolean,
    actions: readonly StatemAction[],
    reason: unknown,
  ) {
    this.kind = kind
    this.state = state
    this.data = data
    this.hasData = hasData
    this.actions = actions
    this.reason = reason
  }
}

declare const states: unique symbol
declare const datas: unique symbol

/** Goes to a state with data; from `init`, begins there. */
export type NextState<S, D> = Transition & { readonly [states]: S; readonly [datas]: D }
/** Stays in the state with data. */
export type KeepState<D> = Transition & { readonly [states]?: never; readonly [datas]: D }
/** Stays as it is. */
export type KeepAll = Transition & { readonly [states]?: never; readonly [datas]?: never }

const NONE: readonly StatemAction[] = []

/** Goes to a state; from `init`, begins in it. Source: gen_statem's `{next_state, State, Data, Actions}`. */
export function nextState<const S, D>(state: S, data: D, actions: readonly StatemAction[] = NONE): NextState<S, D> {
  return new Transition('next', state, data, true, checked('nextState', actions), undefined) as NextState<S, D>
}

/** Stays in the state, with other data. */
export function keepState<D>(data: D, actions: readonly StatemAction[] = NONE): KeepState<D> {
  return new Transition('keep', undefined, data, true, checked('keepState', actions), undefined) as KeepState<D>
}

/** Stays as it is. */
export function keepStateAndData(actions: readonly StatemAction[] = NONE): KeepAll {
  return new Transition('keep', undefined, undefined, false, checked('keepStateAndData', actions), undefined) as KeepAll
}

/** `keepState`, and the state is entered again. */
export function repeatState<D>(data: D, actions: readonly StatemAction[] = NONE): KeepState<D> {
  return new Transition('repeat', undefined, data, true, checked('repeatState', actions), undefined) as KeepState<D>
}

/** `keepStateAndData`, and the state is entered again. */
export function repeatStateAndData(actions: readonly StatemAction[] = NONE): KeepAll {
  return new Transition(
    'repeat',
    undefined,
    undefined,
    false,
    checked('repeatStateAndData', actions),
    undefined,
  ) as KeepAll
}

/** Ends the machine; `replies` are sent first. Source: gen_statem's `{stop_and_reply, Reason, Replies}`. */
export function stop(reason: unknown, replies: readonly StatemAction[] = NONE): KeepAll {
  for (const action of checked('stop', replies)) {
    if (action[0] !== 'reply') throw new BadArg(`GenStatem.stop: ${inspect(action)} is no reply`)
  }
  return new Transition('stop', undefined, undefined, false, replies, reason) as KeepAll
}

/** From `init`: the process is not needed. */
export function ignore(): KeepAll {
  return new Transition('ignore', undefined, undefined, false, NONE, undefined) as KeepAll
}

export function thrownTransition(thrown: unknown): Transition {
  return thrown instanceof Transition ? thrown : new Transition('thrown', undefined, undefined, false, NONE, thrown)
}

function checked(call: string, actions: readonly StatemAction[]): readonly StatemAction[] {
  if (Array.isArray(actions) && actions.every((action: unknown) => Array.isArray(action))) {
    return actions as unknown as readonly StatemAction[]
  }
  throw new BadArg(
    `GenStatem.${call}: ${inspect(actions)} are no actions; give an array of them, such as [['postpone']]`,
  )
}
