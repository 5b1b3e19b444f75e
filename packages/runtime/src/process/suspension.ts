import { Step as AnyStep, Delegate, execution, PREEMPTED, SUSPENDED, type Suspended } from '@multibeam/compiler/support'

/** What process code yields to its scheduler; made by this package only. */
export type Suspension = typeof WAITING | typeof YIELDED | typeof HIBERNATING

/** The process waits for something that will make it runnable. */
export const WAITING: unique symbol = Symbol('multibeam.waiting')
/** The process has used its reductions, or gives up the rest of its slice. */
export const YIELDED: typeof PREEMPTED = PREEMPTED

/** The process gives up its code, and goes on with another function when it has a message. */
export const HIBERNATING: unique symbol = Symbol('multibeam.hibernating')

/**
 * Process code on its way to a value of type T: what a process function (`function*` with `yield*` inside) returns, and what `receive`,
 * `sleep`, `wait` and their like return. Run it with `yield*`.
 */
export interface Process<T = void> {
  [Symbol.iterator](): Iterator<Suspension, T, unknown>
}

/** A function that a process can run. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments' types are inferred where a function is given; unknown[] would refuse every typed one
export type ProcessFunction<A extends any[] = any[], T = unknown> = (...args: A) => Process<T> | T

/** The arguments as the function declares them. */
// biome-ignore lint/suspicious/noExplicitAny: see ProcessFunction
export type Arguments<F> = F extends (...args: infer A) => unknown ? A : any[]

/** What a process that runs the function returns. */
export type ResultOf<F> = F extends (...args: never[]) => infer R ? (R extends Process<infer T> ? T : R) : unknown

export { SUSPENDED, type Suspended }

/** Process code made by this package: one suspension point and what it takes to get past it. */
export abstract class Step<T> extends AnyStep<T, Suspension> {}

/** The process waits: it will be made runnable. */
export function suspended(): Suspended {
  execution.outcome = WAITING
  return SUSPENDED
}

/** The process gives up the rest of its slice. */
export function preempted(): Suspended {
  execution.outcome = YIELDED
  return SUSPENDED
}

/** Of an iterator, with a bare `yield`: a process function would be compiled. */
const iterator = (function* () {
  yield
})()
const generatorPrototype: object = Object.getPrototypeOf(Object.getPrototypeOf(iterator))

/** Whether a value is process code to be run with `yield*`, not a plain value. */
export function isProcessCode(value: unknown): value is Process<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value instanceof AnyStep || Object.prototype.isPrototypeOf.call(generatorPrototype, value))
  )
}

/** Process code as one step of whoever runs it. */
export function stepOf(code: Process<unknown>): AnyStep<unknown> {
  return code instanceof AnyStep ? code : new Delegate(code[Symbol.iterator]())
}
