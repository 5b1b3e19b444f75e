import { TaskRing } from './task-ring.ts'

/** What a run queue holds: a process, or in tests anything with this field. */
export interface Runnable {
  /** 0 max, 1 high, 2 normal, 3 low. Read once, when the task is pushed. */
  priority: number
}

export const PRIORITY_MAX = 0
export const PRIORITY_HIGH = 1
export const PRIORITY_NORMAL = 2
export const PRIORITY_LOW = 3

/** Specified (OTP: RESCHEDULE_LOW in erl_process.h): turns of normal tasks for each turn of a low one. */
const NORMAL_TURNS_PER_LOW_TURN = 8

/**
 * The private run queue of one scheduler: first in, first out within a priority, but for heirs, which run before the line of those of normal priority.
 *
 * Max and high are strict: while one of them has a task, nothing below it gets a turn. Normal and low share what is left
 * eight to one. Owned by one scheduler; nothing here is in shared memory, so spawning and waking cost no atomic operation.
 */
export class RunQueue<T extends Runnable> {
  /** Tasks that are not in the line. While 0, `shift` is the shift of one ring. */
  private special: number
  /** Normal turns since low had its turn, counted only while low waits. */
  private normalTurns: number
  private readonly max: TaskRing<T>
  private readonly high: TaskRing<T>
  /** Tasks of normal priority that wait for their turn. */
  readonly line: TaskRing<T>
  /** Tasks of normal priority that run before those, on what others have left of their turn: see `Inheritance`. */
  private readonly heirs: TaskRing<T>
  private readonly low: TaskRing<T>

  constructor() {
    this.special = 0
    this.normalTurns = 0
    this.max = new TaskRing<T>()
    this.high = new TaskRing<T>()
    this.line = new TaskRing<T>()
    this.heirs = new TaskRing<T>()
    this.low = new TaskRing<T>()
  }

  /** Tasks of all priorities. */
  get length(): number {
    return this.line.length + this.special
  }

  /** Puts `task` at the end of its priority. Throws a RangeError for a priority that is none. */
  push(task: T): void {
    if (task.priority === PRIORITY_NORMAL) {
      this.line.push(task)
    } else {
      this.ring(task.priority).push(task)
      this.special += 1
    }
  }

  /** Puts `task` at the front of its priority: it has waited its turn elsewhere. */
  unshift(task: T): void {
    this.ring(task.priority).unshift(task)
    if (task.priority !== PRIORITY_NORMAL) this.special += 1
  }

  /** Tasks of normal priority that run before the line. */
  get heirsLength(): number {
    return this.heirs.length
  }

  heirAt(index: number): T | undefined {
    return this.heirs.at(index)
  }

  /** The last one in line becomes the heir before that at `index`. */
  makeHeir(index: number): void {
    this.heirs.insert(index, this.line.pop() as T)
    this.special += 1
  }

  /** All heirs get in line, in their order. */
  lineUp(): void {
    const { heirs, line } = this
    this.special -= heirs.length
    while (heirs.length > 0) line.push(heirs.shift() as T)
  }

  /** Takes the task whose turn it is; undefined when there is none. */
  shift(): T | undefined {
    return this.special === 0 ? this.line.shift() : this.shiftByPriority()
  }

  /** Tasks of one priority that wait here. */
  lengthOf(priority: number): number {
    return this.ring(priority).length + (priority === PRIORITY_NORMAL ? this.heirs.length : 0)
  }

  /**
   * Takes the oldest wanted task out of turn, for another scheduler: looks at the first `limit` tasks of the line, then of the heirs, of low, and of
   * high. Tasks of max priority stay: they are few, and wait for nobody but each other. The others keep their order. Costs O(limit).
   */
  take(limit: number, wanted: (task: T) => boolean): T | undefined {
    let task = this.line.take(limit, wanted)
    if (task === undefined && this.special !== 0) {
      task = this.heirs.take(limit, wanted) ?? this.low.take(limit, wanted) ?? this.high.take(limit, wanted)
      if (task !== undefined) this.special -= 1
    }
    return task
  }

  /** Takes `task` out wherever it stands; false when it is not here. O(n), for rare operations such as killing. */
  remove(task: T): boolean {
    // All rings are searched, because a task's priority may have changed since it was pushed.
    if (this.line.remove(task)) return true
    if (this.heirs.remove(task) || this.max.remove(task) || this.high.remove(task) || this.low.remove(task)) {
      this.special -= 1
      return true
    }
    return false
  }

  /** Called only while `special` is not 0: a task is there for certain. */
  private shiftByPriority(): T | undefined {
    if (this.max.length !== 0) {
      this.special -= 1
      return this.max.shift()
    }
    if (this.high.length !== 0) {
      this.special -= 1
      return this.high.shift()
    }
    if (this.low.length === 0) return this.shiftNormal()
    if (this.line.length + this.heirs.length !== 0 && this.normalTurns < NORMAL_TURNS_PER_LOW_TURN) {
      this.normalTurns += 1
      return this.shiftNormal()
    }
    this.normalTurns = 0
    this.special -= 1
    return this.low.shift()
  }

  private shiftNormal(): T | undefined {
    if (this.heirs.length === 0) return this.line.shift()
    this.special -= 1
    return this.heirs.shift()
  }

  private ring(priority: number): TaskRing<T> {
    switch (priority) {
      case PRIORITY_NORMAL:
        return this.line
      case PRIORITY_LOW:
        return this.low
      case PRIORITY_HIGH:
        return this.high
      case PRIORITY_MAX:
        return this.max
      default:
        throw new RangeError(`run queue: priority ${priority} is none of 0 (max), 1 (high), 2 (normal), 3 (low)`)
    }
  }
}
