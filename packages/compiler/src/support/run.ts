// How suspended frames run: only the innermost is entered again; when it returns its caller's frame is entered with the value. O(1) a
// switch at any depth.

import type { Code } from './code.ts'
import { capture, execution } from './execution.ts'
import type { Frame } from './frame.ts'
import { noteCallers } from './stack.ts'
import { Delegate, Step, type Suspendable } from './step.ts'
import { PREEMPTED, SUSPENDED } from './suspended.ts'

/** Where suspended process code is kept: a process record, or an Activation. */
export interface Stack {
  /** The innermost frame; null if there is none. While the stack runs and nothing is pending, that one is on the machine's stack. */
  frames: Frame | null
  /** What it waits in; null if it was preempted, or runs. */
  pending: Step<unknown> | null
}

/**
 * Runs suspended code until it suspends again or has a value, or throws. `sent` is what the innermost call waited for, where there is no
 * Step that would give it.
 */
export function run(stack: Stack, sent: unknown): unknown {
  const { pending } = stack
  let value = sent
  let threw = false
  if (pending !== null) {
    try {
      value = pending.step()
    } catch (error) {
      noteCallers(error, stack.frames)
      value = error
      threw = true
    }
    if (value === SUSPENDED) return SUSPENDED
    stack.pending = null
  }
  let frame = stack.frames
  while (frame !== null) {
    try {
      value = frame.code.resume(frame, value, threw)
      threw = false
    } catch (error) {
      if (!threw || error !== value) noteCallers(error, frame.up)
      value = error
      threw = true
    }
    if (value === frame) {
      stack.pending = execution.pending
      execution.pending = null
      return SUSPENDED
    }
    const { up } = frame
    if (value === SUSPENDED) {
      keep(stack, up)
      return SUSPENDED
    }
    stack.frames = up
    frame = up
  }
  stack.frames = null
  if (threw) throw value
  return value
}

/** Takes over what a suspension left, above the frames that were there. */
export function keep(stack: Stack, up: Frame | null): void {
  const { innermost, outermost } = execution
  if (outermost === null) stack.frames = up
  else {
    outermost.up = up
    stack.frames = innermost
    execution.innermost = null
    execution.outermost = null
  }
  stack.pending = execution.pending
  execution.pending = null
}

/** Reductions that are lent to what cannot be preempted. Chosen: a slice. */
const UNINTERRUPTED = 2048

/** What calling a compiled process function gives to ordinary and interpreted code: the call, not begun. */
export class Activation extends Step<unknown> implements Stack {
  frames: Frame | null
  pending: Step<unknown> | null = null
  begun = false
  /** Its code is on the machine's stack now. */
  running = false

  constructor(frame: Frame | null) {
    super()
    this.frames = frame
  }

  step(): unknown {
    if (this.running) throw new TypeError('Generator is already running')
    this.begun = true
    this.running = true
    try {
      return run(this, undefined)
    } finally {
      this.running = false
    }
  }

  /**
   * `yield*` of a generator gives an argument. Without one it is a spread, a `for-of` or a pattern that takes the next element: it knows nothing of
   * preemption, and so there is none.
   */
  override next(...sent: [] | [unknown]): IteratorResult<unknown, unknown> {
    if (sent.length > 0) return super.next()
    let more = 0
    let value = this.step()
    while (value === SUSPENDED && execution.outcome === PREEMPTED) {
      execution.reductions += UNINTERRUPTED
      more += UNINTERRUPTED
      value = this.step()
    }
    execution.reductions -= more
    // Whoever steps by hand may keep the result.
    return value === SUSPENDED ? { value: execution.outcome, done: false } : { value, done: true }
  }

  /** A loop over it has been left, or a pattern has all that it wants. Its code is dropped where it stands, and what it iterates is closed. */
  return(value: unknown): IteratorResult<unknown, unknown> {
    const { pending } = this
    this.begun = true
    this.frames = null
    this.pending = null
    if (pending instanceof Delegate || pending instanceof Activation) pending.return(undefined)
    return { value, done: true }
  }

  /** The frame of a call that has not begun, which the caller's stack takes over. */
  takeFrame(): Frame {
    const frame = this.frames as Frame
    this.frames = null
    this.begun = true
    return frame
  }

  get [Symbol.toStringTag](): string {
    return 'Process'
  }
}

/** `yield* value` in compiled code, for any value: runs it until it suspends or has a result. */
export function delegate(value: unknown): unknown {
  if (value instanceof Activation && !value.begun) {
    const frame = value.takeFrame()
    const result = frame.code.resume(frame, undefined, false)
    return result === frame ? capture(frame) : result
  }
  const step = value instanceof Step ? value : new Delegate(iteratorOf(value))
  const result = step.step()
  if (result === SUSPENDED) execution.pending = step
  return result
}

function iteratorOf(value: unknown): Iterator<unknown> {
  const iterable = value as Suspendable<unknown> & { then?: unknown }
  if (iterable?.[Symbol.iterator] === undefined && typeof iterable?.then === 'function') {
    throw new TypeError('a promise is not iterable: a process waits for it with `yield* wait(promise)`')
  }
  return iterable[Symbol.iterator]()
}

/** Begins a call on an empty stack. */
export function begin(stack: Stack, code: Code, captured: readonly unknown[], args: ArrayLike<unknown>): void {
  stack.frames = code.begin(captured, args)
  stack.pending = null
}
