import { TaskStatus } from '@multibeam/scheduler'
import { machine, machineFor, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { NOTHING, type ProcessRecord } from './record.ts'
import { Step, type Suspended, type Suspension, suspended } from './suspension.ts'
import { Accept, type Waiting } from './waiting.ts'
import { counted } from './yield.ts'

/** How a promise settled. */
class Settled {
  readonly value: unknown
  readonly rejected: boolean

  constructor(value: unknown, rejected: boolean) {
    this.value = value
    this.rejected = rejected
  }
}

/** A process waits for a promise. */
export class WaitForPromise<T> extends Step<T> implements Waiting {
  readonly receiving = false
  readonly stateless = false
  readonly #promise: PromiseLike<T>

  constructor(promise: PromiseLike<T>) {
    super()
    this.#promise = promise
  }

  step(): T | Suspended {
    const process = processFor('wait')
    const { handed } = process
    if (handed instanceof Settled) {
      process.handed = NOTHING
      if (handed.rejected) throw handed.value
      return handed.value as T
    }
    const current = machine as Machine
    // A thenable may call back before `then` returns; a promise does not.
    Promise.resolve(this.#promise).then(
      (value) => this.#settle(current, process, new Settled(value, false)),
      (error) => this.#settle(current, process, new Settled(error, true)),
    )
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(): Accept {
    return Accept.no
  }

  abandon(): void {}

  /** A process that has ended meanwhile does not wait for this any more: the result is dropped. */
  #settle(current: Machine, process: ProcessRecord, settled: Settled): void {
    if (process.waiting === this) current.resume(process, settled)
  }
}

/**
 * Suspends this process until `promise` settles, and returns its value; a rejection is thrown here. Other processes go on
 * meanwhile. The process stays on its scheduler while it waits. A value that is no promise is returned at once.
 */
export function* wait<T>(promise: PromiseLike<T> | T): Generator<Suspension, T, unknown> {
  if (typeof (promise as PromiseLike<T> | undefined)?.then !== 'function') {
    machineFor('wait')
    yield* counted()
    return promise as T
  }
  return yield* new WaitForPromise(promise as PromiseLike<T>)
}
