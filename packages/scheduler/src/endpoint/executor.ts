import type { Pid } from '../table/pid.ts'
import type { Task } from '../task.ts'
import type { ByteReader } from '../wire/reader.ts'
import type { ByteWriter } from '../wire/writer.ts'

/**
 * What a process may do in one slice. Compiled code counts one for each call and loop iteration, 1 to 3 ns each: a slice of a process that
 * only computes is a few microseconds.
 */
export const REDUCTIONS = 2048

/** What came of a slice. */
export const SliceResult = {
  /** Used its reductions, with messages to or from its own scheduler among what it did: it goes to the back of the run queue. */
  yielded: 0,
  /** Waits; somebody will make it runnable. */
  waiting: 1,
  /** Has ended; the executor has already retired it. */
  exited: 2,
  /** Used its reductions, on hardly anything but its own computation: it goes to the back of the run queue, and is worth handing over. */
  computed: 3,
} as const
export type SliceResult = (typeof SliceResult)[keyof typeof SliceResult]

/** Extras of a signal: the batch's list and the signal's range in it. */
export interface Extras {
  list: readonly unknown[]
  from: number
}

/** What the process layer does for an endpoint that carries its signals. */
export interface SignalHandler<T extends Task> {
  /**
   * A signal for a process of this endpoint, in the order in which its sender sent it. A promise says that it cannot be taken in
   * before something is loaded: nothing has been done, and the same signal is delivered again once the promise has resolved.
   */
  deliver(task: T, kind: number, payload: ByteReader, extras: Extras): Promise<void> | undefined
  /** A signal for a process that is no more. */
  deliverDead(pid: Pid, kind: number, payload: ByteReader, extras: Extras): void
  /** A message from endpoint to endpoint. */
  notice(from: number, kind: number, payload: ByteReader, extras: Extras): void
  /** Writes all that a runnable process is; it may be about to be forgotten here. False if something in it cannot leave this scheduler. */
  encode(task: T, payload: ByteWriter, extras: unknown[]): boolean
  /** A process that `encode` has written goes to another endpoint, `to`, now. */
  left(task: T, to: number): void
  /**
   * Makes the record of a process encoded elsewhere, and makes it runnable, now or once its modules have been loaded. One that had started
   * is `arriving` until then; whoever makes it runnable then calls `Endpoint.release`.
   */
  decode(pid: Pid, expected: number, payload: ByteReader, extras: Extras): T
}

/** What runs the processes of a scheduler. */
export interface Executor<T extends Task> extends SignalHandler<T> {
  /** Runs one slice. Never throws for what process code does. */
  runSlice(task: T): SliceResult
  /** What the last slice has left of its `REDUCTIONS`; less than 0 if it took more. */
  reductionsLeft(): number
  /** A slice has taken longer than `Scheduler.watchSlices` was told; the task may have ended in it. */
  longSlice(task: T, milliseconds: number): void
}
