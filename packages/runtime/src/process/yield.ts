import { processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { isSliceOver } from './reductions.ts'
import { type Process, preempted, Step, type Suspended, type Suspension } from './suspension.ts'

class Yield extends Step<undefined> {
  #yielded = false

  step(): undefined | Suspended {
    processFor('Process.yield')
    if (this.#yielded) return undefined
    this.#yielded = true
    return preempted()
  }
}

/** Gives up the rest of this slice: others that can run go first. */
export function yieldSlice(): Process<void> {
  return new Yield()
}

/** Counts one reduction of a call that may return without having waited: a loop of them must let others run. */
export function* counted(machine: Machine): Generator<Suspension, void, unknown> {
  if (isSliceOver() && machine.current !== null) yield* yieldSlice()
}
