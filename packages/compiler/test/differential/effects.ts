// What a program of the test-bed is given: `t`. All that it does to the world goes through it, so that two runs can be compared.

import { execution, Step, SUSPENDED, type Suspended } from '../../src/support/index.ts'
import { snapshot } from './snapshot.ts'

/** Process code, as the programs' `yield*` sees it. */
export type Process<T> = Iterable<unknown, T, unknown>

export interface Effects {
  /** Appends a snapshot of a value to the trace, and returns the value. */
  note<T>(value: T): T
  /** Suspends once, then has the value. */
  pause<T>(value: T): Process<T>
  /** Suspends once, then throws an Error. */
  fail(message: string): Process<never>
  /** Has the value without suspending. */
  now<T>(value: T): Process<T>
  /** True for as many calls as there is fuel: what keeps loops and recursion of random programs finite. */
  fuel(): boolean
}

/** What a suspension that the program asked for says to whoever drives it. */
export const PAUSED: unique symbol = Symbol('paused')

class Pause<T> extends Step<T> {
  readonly value: T
  isOver = false

  constructor(value: T) {
    super()
    this.value = value
  }

  step(): T | Suspended {
    if (this.isOver) return this.value
    this.isOver = true
    execution.outcome = PAUSED
    return SUSPENDED
  }
}

class Fail extends Pause<string> {
  override step(): string | Suspended {
    if (this.isOver) throw new Error(this.value)
    return super.step()
  }
}

class Now<T> extends Step<T> {
  readonly value: T

  constructor(value: T) {
    super()
    this.value = value
  }

  step(): T {
    return this.value
  }
}

/** What suspension points are made of: as the runtime makes them, or ordinary generators. */
export type World = 'steps' | 'generators'

export function makeEffects(world: World, trace: unknown[]): Effects {
  let fuel = 150
  const common = {
    note<T>(value: T): T {
      trace.push(snapshot(value))
      return value
    },
    fuel: () => fuel-- > 0,
  }
  if (world === 'steps') {
    return {
      ...common,
      pause: <T>(value: T) => new Pause(value),
      fail: (message) => new Fail(message) as unknown as Process<never>,
      now: <T>(value: T) => new Now(value),
    }
  }
  return {
    ...common,
    *pause<T>(value: T) {
      yield PAUSED
      return value
    },
    *fail(message) {
      yield PAUSED
      throw new Error(message)
    },
    *now<T>(value: T) {
      return value
    },
  }
}
