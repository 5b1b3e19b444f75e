import type { Frame } from './frame.ts'
import type { Step } from './step.ts'
import { PREEMPTED, SUSPENDED, type Suspended } from './suspended.ts'

/**
 * What runs in this thread now. Compiled code counts `reductions` down at function entry and loop iterations, and suspends below 0.
 * The other fields are set only while a suspension is on its way out: from the site that suspends to whoever drives the code.
 */
export class Execution {
  /** What is left of the slice. Without a scheduler nobody sets it anew: a count so large that it does not end. */
  // (Not 2 ** 30: V8 makes that a double, and then every count-down allocates.)
  reductions = 1_000_000_000
  /** The frames of the calls left so far. */
  innermost: Frame | null = null
  outermost: Frame | null = null
  /** What the innermost call waits in; null if its reductions were used up. */
  pending: Step<unknown> | null = null
  /** Why it suspends: PREEMPTED, or what a Step says. */
  outcome: unknown = PREEMPTED
}

export const execution = new Execution()

/** A compiled call leaves: its frame is kept. */
export function capture(frame: Frame): Suspended {
  const { outermost } = execution
  if (outermost === null) execution.innermost = frame
  else outermost.up = frame
  execution.outermost = frame
  return SUSPENDED
}

/** A compiled call leaves because its reductions are used up. */
export function preempt(frame: Frame): Suspended {
  execution.outcome = PREEMPTED
  execution.innermost = frame
  execution.outermost = frame
  return SUSPENDED
}

/** A call that has been entered again suspends once more: its frame, which is its own, stays where it is unless calls below it have left frames. */
export function captureAgain(frame: Frame): Suspended | Frame {
  return execution.outermost === null ? frame : capture(frame)
}

/** The same when its reductions are used up: there are no calls below it. */
export function preemptAgain(frame: Frame): Frame {
  execution.outcome = PREEMPTED
  return frame
}
