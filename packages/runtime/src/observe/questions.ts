import type { ProcessDetails, ProcessName, ProcessRow, SortKey, TracedMessage, TraceTarget } from '@multibeam/observer'
import type { Pid } from '@multibeam/scheduler'

/** Which processes a scheduler is to select, and in which order. */
export interface Selection {
  readonly sort: SortKey
  readonly descending: boolean
  /** Lower case; '': all. */
  readonly filter: string
  /** How many at most. */
  readonly most: number
}

/** What the main thread asks a scheduler for the observer, and the answer to it. */
export interface SchedulerQuestions {
  /** The first processes in an order. Looks at all of the scheduler's, a few at a time. */
  select: { given: Selection; answer: Selected }
  /** Those of these processes that live on the scheduler. */
  rows: { given: readonly Pid[]; answer: readonly ProcessRow[] }
  names: { given: readonly Pid[]; answer: readonly ProcessName[] }
  /** All supervisors. Looks at all processes, too. */
  supervisors: { given: null; answer: readonly SupervisorFacts[] }
  /** From now on until it is told `unwatch`: the heap's size is noted once a second. */
  watch: { given: null; answer: null }
  unwatch: { given: null; answer: null }
  trace: { given: { readonly id: number; readonly target: TraceTarget }; answer: null }
  untrace: { given: number; answer: null }
}

export type QuestionName = keyof SchedulerQuestions
/** A question as it travels. */
export type SchedulerQuestion = {
  [Name in QuestionName]: readonly [name: Name, given: SchedulerQuestions[Name]['given']]
}[QuestionName]

/** An answer as it travels. */
export type Told = { readonly answer: SchedulerQuestions[QuestionName]['answer'] } | { readonly failed: string }

export interface Selected {
  /** Processes looked at, and those that the filter matches. */
  readonly total: number
  readonly matching: number
  /** In order. */
  readonly keys: readonly Key[]
  readonly pids: readonly Pid[]
}

/** What processes are ordered by; of one kind in an order. */
export type Key = number | string

/** A process in detail, its relatives as pids: who they are is asked separately. */
export interface Details
  extends Omit<ProcessDetails, 'type' | 'parent' | 'ancestors' | 'links' | 'monitors' | 'monitoredBy'> {
  readonly parent: Pid | 0
  readonly ancestors: readonly Pid[]
  readonly links: readonly Pid[]
  readonly monitors: readonly Pid[]
  readonly monitoredBy: readonly Pid[]
}

/** What a supervisor knows of itself and its children. */
export interface SupervisorFacts {
  readonly pid: Pid
  readonly kind: 'supervisor' | 'dynamicSupervisor'
  readonly strategy: string
  readonly maxRestarts: number
  readonly maxSeconds: number
  /** The process that started it; 0: none, or not known. */
  readonly parent: Pid | 0
  /** Some of them, in the order of their start. */
  readonly children: readonly ChildFacts[]
  readonly childCount: number
}

export interface ChildFacts {
  /** Printed; null: it has none. */
  readonly id: string | null
  /** 0: it does not run. */
  readonly pid: Pid | 0
  readonly type: 'worker' | 'supervisor'
  readonly restart: string
  readonly restarting: boolean
  readonly restarts: number
  readonly lastReason: string | null
  readonly lastRestartAt: number | null
}

export interface TracedBatch {
  readonly messages: readonly TracedMessage[]
  readonly dropped: number
}
