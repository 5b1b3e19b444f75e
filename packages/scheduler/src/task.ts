import type { HeldSignals } from './endpoint/held-signal.ts'
import type { Pid } from './table/pid.ts'

/** Where a task stands with the endpoint that holds its record. */
export const TaskStatus = {
  /** In a run queue. */
  runnable: 0,
  /** Running its slice now. */
  running: 1,
  /** Suspended until a signal, timer or promise makes it runnable. */
  waiting: 2,
  /** Not started, and in the public ring: a thief may own it any moment. */
  published: 3,
  /** Taken over, but its module is still being imported here. */
  loading: 4,
  /** Handed over while it was running, and what its code needs is still being imported here: its signals wait. */
  arriving: 5,
  /** Gone; the record is garbage. */
  exited: 6,
} as const
export type TaskStatus = (typeof TaskStatus)[keyof typeof TaskStatus]

export const Priority = { max: 0, high: 1, normal: 2, low: 3 } as const
export type Priority = (typeof Priority)[keyof typeof Priority]

/**
 * What the scheduler knows of a process: the private record of a row of the process table, held by the row's owner.
 * The executor extends it with all that a process is beyond that. Every field is set here, in one order, so that all records
 * keep one hidden class.
 */
export abstract class Task {
  pid: Pid
  /** Who has spawned it; 0: no process of a scheduler. */
  parent: Pid | 0
  priority: Priority
  /** Not started and free to run on any scheduler. */
  movable: boolean
  status: TaskStatus
  /** The ticket of the next signal to deliver that came with one. */
  expected: number
  /** Has been published or moved: tickets may be outstanding, so that even a local sender must look (see endpoint/README.md). */
  ticketed: boolean
  /** Signals that came before their turn; null while there are none. */
  held: HeldSignals | null
  /** The scheduler it is pinned to, from 1; 0: none. */
  home: number
  /** Slices in a row that used up their reductions on computation: it is worth handing over. -1: its last one used them up on messages of its scheduler. */
  computed: number
  /** Slices to go before it is tried again to hand it over: something in it cannot leave this scheduler. */
  stays: number

  /** A new process, not started. `home`: the scheduler it is pinned to, or 0. */
  constructor(pid: Pid, priority: Priority, home: number, expected: number) {
    this.pid = pid
    this.parent = 0
    this.priority = priority
    this.movable = home === 0
    this.status = TaskStatus.runnable
    this.expected = expected
    this.ticketed = false
    this.held = null
    this.home = home
    this.computed = 0
    this.stays = 0
  }
}
