// Process functions as values: what `counter` is where the source says `function* counter`. Ordinary and interpreted code calls it and gets
// an Activation; compiled code finds the direct form on it and calls that.

import type { Code } from './code.ts'
import { Activation, delegate } from './run.ts'

/** The function that compiled code calls in place of the one that has this property: returns the value, or SUSPENDED. */
export const DIRECT: unique symbol = Symbol('multibeam.direct')
/** A function's property that holds the function itself: not what a Proxy, or an object that inherits from it, is. */
export const SELF: unique symbol = Symbol('multibeam.self')
/** The function that compiled code calls in place of the one that has this property when its last argument is nobody else's. */
const GIVEN: unique symbol = Symbol('multibeam.given')
/** The function that compiled code calls in place of the one that has this property when its second argument is `{ after }`. */
const WITHIN: unique symbol = Symbol('multibeam.within')
const CODE: unique symbol = Symbol('multibeam.code')
const CAPTURED: unique symbol = Symbol('multibeam.captured')

// biome-ignore lint/suspicious/noExplicitAny: a user's function
type AnyFunction = (...args: any[]) => unknown
interface CompiledFunction extends AnyFunction {
  [DIRECT]?: AnyFunction
  [SELF]?: AnyFunction
  [GIVEN]?: AnyFunction
  [WITHIN]?: AnyFunction
  [CODE]?: Code
  [CAPTURED]?: readonly unknown[]
}

const NONE: readonly unknown[] = []

/** What a compiled function's declaration, or a method, returns. A method's `this` is its first captured value. */
export function activate(code: Code, captured: readonly unknown[], args: ArrayLike<unknown>): Activation {
  return new Activation(code.begin(captured, args))
}

/** Gives a function the form in which compiled code calls it. */
export function setDirect(fn: AnyFunction, direct: AnyFunction): void {
  hidden(fn, SELF, fn)
  hidden(fn, DIRECT, direct)
}

/** What compiled code calls in place of a function that is known before it runs. */
export function directOf(fn: AnyFunction): AnyFunction {
  const { [DIRECT]: direct, [SELF]: self } = fn as CompiledFunction
  return direct !== undefined && self === fn ? direct : (...args) => delegate(fn(...args))
}

/** Gives a function that copies its last argument the form for one that need not be copied: an array that the caller has just made for it. */
export function setGiven(fn: AnyFunction, given: AnyFunction): void {
  hidden(fn, SELF, fn)
  hidden(fn, GIVEN, given)
}

/** What compiled code calls in place of a function that it gives an array to which nobody else has. */
export function givenOf(fn: AnyFunction): AnyFunction {
  const { [GIVEN]: given, [SELF]: self } = fn as CompiledFunction
  return given !== undefined && self === fn ? given : fn
}

/** Gives a function `(first, { after })` the form `(first, after)` in which compiled code calls it: it makes no object. */
export function setWithin(fn: AnyFunction, within: AnyFunction): void {
  hidden(fn, SELF, fn)
  hidden(fn, WITHIN, within)
}

/** What compiled code calls in place of a function with `first` and the value of `{ after }`. */
export function withinOf(fn: AnyFunction): AnyFunction {
  const { [WITHIN]: within, [SELF]: self } = fn as CompiledFunction
  if (within !== undefined && self === fn) return within
  const direct = directOf(fn)
  return (first, after) => direct(first, { after })
}

/** Tells what a declared function is. */
export function define(fn: AnyFunction, code: Code, captured: readonly unknown[] = NONE): void {
  hidden(fn, CODE, code)
  const direct = code.direct as AnyFunction
  setDirect(fn, captured.length === 0 ? direct : bindCaptured(direct, captured))
  if (captured.length > 0) hidden(fn, CAPTURED, captured)
}

/** A process function expression: a new function value, with what it captures. */
export function closure(code: Code, captured: readonly unknown[], name: string): AnyFunction {
  // An arrow: like a generator it is no constructor.
  const fn = ((...args: unknown[]) => new Activation(code.begin(all, args))) as CompiledFunction
  // What it captures last may be itself.
  const all = captured.length < code.captures.length ? [...captured, fn] : captured
  Object.defineProperty(fn, 'name', { value: name, configurable: true })
  Object.defineProperty(fn, 'length', { value: code.parameters, configurable: true })
  hidden(fn, CODE, code)
  const direct = code.direct as AnyFunction
  setDirect(fn, all.length === 0 ? direct : bindCaptured(direct, all))
  hidden(fn, CAPTURED, all)
  return fn
}

function bindCaptured(direct: AnyFunction, captured: readonly unknown[]): AnyFunction {
  if (captured.length === 1) {
    const [value] = captured
    return (...args) => direct(value, ...args)
  }
  return (...args) => direct(...captured, ...args)
}

function hidden(fn: AnyFunction, key: symbol, value: unknown): void {
  Object.defineProperty(fn, key, { value, configurable: true })
}

export function codeOf(fn: AnyFunction): Code | undefined {
  return (fn as CompiledFunction)[SELF] === fn ? (fn as CompiledFunction)[CODE] : undefined
}

/** What an inline process function has captured; empty for others. */
export function capturedBy(fn: AnyFunction): readonly unknown[] {
  return ((fn as CompiledFunction)[SELF] === fn ? (fn as CompiledFunction)[CAPTURED] : undefined) ?? NONE
}
