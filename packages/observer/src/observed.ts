import type {
  CrashEvent,
  Hello,
  LongScheduleEvent,
  PidNumber,
  ProcessDetails,
  Processes,
  ProcessesRequest,
  RestartEvent,
  SchedulerDownEvent,
  SchedulerOverview,
  TracedMessage,
  TraceEnded,
  TraceTarget,
  Trees,
} from './protocol.ts'

/** A VM, as the observer sees it. `multibeam` hands one over; nothing here knows how it finds out. */
export interface Observed {
  /** What does not change. */
  readonly about: Omit<Hello, 'type' | 'protocol' | 'recent'>
  /** Read from shared memory: costs microseconds, and the schedulers nothing. */
  counters(): Counters
  processes(
    request: Required<Omit<ProcessesRequest, 'type' | 'scheduler'>> & { scheduler: number | null },
  ): Promise<Processes>
  /** Undefined: there is no such process. Rejects with a Refusal. */
  process(pid: PidNumber): Promise<ProcessDetails | undefined>
  tree(): Promise<Trees>
  /** False: there is no such process. */
  kill(pid: PidNumber, reason: string): boolean
  /** Calls `listener` with what is traced until the result is called. Rejects with a Refusal when there is nothing to trace. */
  trace(target: TraceTarget, listener: TraceListener): Promise<() => void>
  /** Calls `listener` with what happens until the result is called. Of long slices only if somebody has schedulers look for them. */
  follow(listener: (event: Happening) => void): () => void
  /** It is not observed any more. */
  end(): void
}

/** What has been counted since the VM started. */
export interface Counters {
  /** Milliseconds since the VM started. */
  readonly time: number
  readonly processes: number
  readonly online: number
  readonly schedulers: readonly SchedulerCounters[]
}

export interface SchedulerCounters
  extends Pick<
    SchedulerOverview,
    'runQueue' | 'processes' | 'stealsTried' | 'stealsWon' | 'movedIn' | 'movedOut' | 'heapUsed' | 'heapTotal' | 'lives'
  > {
  /** Milliseconds spent in turns that ran something. */
  readonly busy: number
  readonly slices: number
  readonly spawned: number
  readonly exited: number
  readonly signalsSent: number
  readonly signalsReceived: number
  readonly bytesSent: number
  readonly parks: number
  readonly spins: number
}

export interface TraceListener {
  traced(messages: readonly TracedMessage[], dropped: number): void
  ended(why: TraceEnded['why']): void
}

type Unnumbered<E> = E extends unknown ? Omit<E, 'number'> : never
/** An event before it has its number. Steals and migrations are seen in the counters. */
export type Happening = Unnumbered<CrashEvent | RestartEvent | LongScheduleEvent | SchedulerDownEvent>

/** Why a request is not carried out; what is told to the client. */
export class Refusal extends Error {
  readonly code: 'badRequest' | 'noProcess' | 'busy' | 'stopped'

  constructor(code: Refusal['code'], message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}
