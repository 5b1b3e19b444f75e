import { SignalKind } from '@multibeam/scheduler'

/** Signals to a process. */
export const ProcessSignal = {
  /** Payload: a term. */
  message: SignalKind.firstExecutorKind,
  /** A question of another process about this one. Payload: asker's pid f64, question u32, a term. */
  ask: SignalKind.firstExecutorKind + 1,
  /** Payload: question u32, a term. */
  answer: SignalKind.firstExecutorKind + 2,
} as const

/** Messages between machines, and between a machine and the main thread; the first byte of a notice. */
export const Notice = {
  /** Main to machine: start a process. Payload: see machine/spawn-request.ts. */
  spawn: 0,
  /** Machine to main: it runs. Payload: request u32, pid f64. */
  spawned: 1,
  /** Machine to main: it could not be started. Payload: request u32, a term that describes the error. */
  spawnFailed: 2,
  /** Machine to main: a process started with a request has ended. Payload: request u32, pid f64, normal u8, value or reason. */
  result: 3,
  /** A question about a timer that another scheduler keeps. Payload: asker's pid f64, question u32, ref f64, cancel u8. */
  timer: 4,
} as const
