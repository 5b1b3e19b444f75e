import { machine, processFor } from '../machine/current.ts'
import { registerStep } from '../terms/known-steps.ts'
import { isSliceOver } from './reductions.ts'
import { type Process, preempted, Step, type Suspended, type Suspension } from './suspension.ts'

class Yield extends Step<undefined> {
  yielded: boolean

  constructor(yielded = false) {
    super()
    this.yielded = yielded
  }

  step(): undefined | Suspended {
    processFor('Process.yield')
    if (this.yielded) return undefined
    this.yielded = true
    return preempted()
  }
}

/** Gives up the rest of this slice: others that can run go first. */
export function yieldSlice(): Process<void> {
  return new Yield()
}

registerStep({
  partsOf: (step) => (step instanceof Yield ? [step.yielded] : undefined),
  make: ([yielded]) => new Yield(yielded as boolean),
})

/**
 * Counts an operation that may return without having waited: a loop of them must let others run. Whoever calls it keeps no machine across the
 * call: the process may go on elsewhere.
 */
export function* counted(): Generator<Suspension, void, unknown> {
  if (isSliceOver() && machine != null && machine.current !== null) yield* yieldSlice()
}
