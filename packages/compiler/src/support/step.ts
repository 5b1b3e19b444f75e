import { execution } from './execution.ts'
import { SUSPENDED, type Suspended } from './suspended.ts'

/** Code of a process on its way to a value, as interpreted generators and ordinary code see it. */
export interface Suspendable<T, Outcome = unknown> {
  [Symbol.iterator](): Iterator<Outcome, T, unknown>
}

/** The two results of every `next`, reused: `yield*` reads `done` and `value` at once. Spares an allocation a step. */
const LEFT: { done: false; value: unknown } = { done: false, value: undefined }
const DONE: { done: true; value: unknown } = { done: true, value: undefined }

/** One suspension point, and what it takes to get past it. */
export abstract class Step<T, Outcome = unknown> implements Suspendable<T, Outcome>, Iterator<Outcome, T, unknown> {
  /** Called when the process comes here, and again each time it is resumed. When it suspends it sets `execution.outcome`. */
  abstract step(): T | Suspended

  [Symbol.iterator](): Iterator<Outcome, T, unknown> {
    return this
  }

  /** The same for an interpreted generator. */
  next(): IteratorResult<Outcome, T> {
    const value = this.step()
    if (value === SUSPENDED) {
      LEFT.value = execution.outcome
      return LEFT as IteratorYieldResult<Outcome>
    }
    DONE.value = value
    return DONE as IteratorReturnResult<T>
  }
}

/** A native generator, or any iterator, run by compiled code. It cannot leave its thread. */
export class Delegate extends Step<unknown> {
  readonly #iterator: Iterator<unknown, unknown, unknown>
  readonly #next: Iterator<unknown, unknown, unknown>['next']

  constructor(iterator: Iterator<unknown, unknown, unknown>) {
    super()
    this.#iterator = iterator
    this.#next = iterator.next
  }

  step(): unknown {
    const result = this.#next.call(this.#iterator, undefined)
    if (Object(result) !== result) throw new TypeError(`Iterator result ${String(result)} is not an object`)
    if (result.done) return result.value
    execution.outcome = result.value
    return SUSPENDED
  }

  /** Closes it: nobody takes more of its elements. */
  return(value: unknown): void {
    this.#iterator.return?.(value)
  }
}
