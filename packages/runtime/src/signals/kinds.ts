import { SignalKind } from '@multibeam/scheduler'

const first = SignalKind.firstExecutorKind

/**
 * Signals to a process, and what follows in their payload. Pids and refs are f64; a term is what terms/encode.ts writes.
 * All signals from one process to another arrive in the order in which they were sent, whatever their kinds.
 */
export const ProcessSignal = {
  /** A term. */
  message: first,
  /** A question of another process about this one: asker's pid, question u32, a term. */
  ask: first + 1,
  /** Question u32, found u8, a term. */
  answer: first + 2,
  /** `Process.exit`: sender's pid, reason. */
  exit: first + 3,
  /** The other end of a link has exited, or was not there: its pid, reason. */
  linkExit: first + 4,
  /** Sender's pid. */
  link: first + 5,
  /** Sender's pid, number u32 of the unlink, to be given back. */
  unlink: first + 6,
  /** The other end of a link has taken it down: its pid, the number u32. */
  unlinked: first + 7,
  /** Watcher's pid, ref. */
  monitor: first + 8,
  /** Ref. */
  demonitor: first + 9,
  /** Ref, reason. */
  down: first + 10,
  /** A message by alias: the alias, a term. */
  alias: first + 11,
  /** One suspension less: the suspender's pid, how many u32. */
  resume: first + 12,
  /** A dirty call has ended: the call's number u32, how u8, a term; see dirty/wire.ts. */
  dirtyEnded: first + 13,
} as const

/** Messages between machines, and between a machine and the main thread; the first byte of a notice. */
export const Notice = {
  /** Main to machine: start a process. Payload: see machine/spawn-request.ts. */
  spawn: 0,
  /** Machine to main: it runs. Payload: request u32, pid f64. */
  spawned: 1,
  /** Machine to main: it could not be started. Payload: request u32, a term that describes the error. */
  spawnFailed: 2,
  /**
   * Machine to main: a process started with a request has ended; by another port than `spawned`, and perhaps before it, if the process was
   * stolen. Payload: request u32, pid f64, normal u8, value or reason.
   */
  result: 3,
  /** A question about a timer that another scheduler keeps. Payload: asker's pid f64, question u32, ref f64, cancel u8. */
  timer: 4,
  /** Machine to main: a process has crashed. Payload: a crash report as a term. */
  crash: 5,
  /** Machine to main: a process waits for an ordinary function. Payload: see dirty/wire.ts. */
  dirty: 6,
  /** Machine to main: it does not any more, because it has ended. Payload: pid f64, the call's number u32. */
  dirtyCancel: 7,
  /** Machine to main, and main to all machines: what to look for. Payload: see machine/monitoring.ts. */
  monitoring: 8,
  /** Machine to main: the process that is told has ended. Payload: pid f64. */
  monitorEnded: 9,
  /** Machine to main: a slice took long. Payload: a LongSchedule as a term. */
  longSchedule: 10,
  /** Machine to main: what a supervisor tells of. Payload: a supervisor report as a term. */
  supervisor: 11,
  /** Main to machine: record what you do from here on, or no more. Payload: on u8; the memory as an extra. */
  trace: 12,
  /** Main to machine: what the observer wants to know. Payload: request u32, a SchedulerQuestion as a term; see observe/README.md. */
  observe: 13,
  /** Machine to main: the answer. Payload: request u32, a Told as a term. */
  observed: 14,
  /** Machine to main: messages of traced processes. Payload: trace u32, a TracedBatch as a term. */
  traced: 15,
  /** Machine to the successor of a dead one: a persistent term. Payload: `[key, value]` as a term. */
  persistentTerm: 16,
} as const
