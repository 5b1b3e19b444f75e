/**
 * Something to do at a time: extend it with what to do. The fields besides `due` belong to the wheel, which links timers
 * through them instead of allocating.
 */
export abstract class Timer {
  /** Absolute time in whole milliseconds of the wheel's clock, set by `TimerWheel.schedule`. */
  due: number
  /** The list it waits in; null while it is not scheduled. */
  list: TimerList | null
  next: Timer | null
  previous: Timer | null

  constructor() {
    this.due = 0
    this.list = null
    this.next = null
    this.previous = null
  }

  /** Called once, by `TimerWheel.advance`, when the timer is no longer scheduled. May schedule it again. */
  abstract fire(): void
}

/** Something with a time limit that is counted from the end of its burst on, see `Scheduler.armLater`. */
export interface Unarmed {
  /** It is `now`, on the scheduler's clock: sets a timer, unless it is not needed any more. */
  arm(now: number): void
}

/** Timers in the order in which they were added. */
export class TimerList {
  first: Timer | null
  last: Timer | null
  /** Where the list stands in the wheel; -1 for a list that is in no slot. */
  readonly level: number
  readonly slot: number

  constructor(level: number, slot: number) {
    this.first = null
    this.last = null
    this.level = level
    this.slot = slot
  }

  append(timer: Timer): void {
    const last = this.last
    timer.list = this
    timer.previous = last
    timer.next = null
    if (last === null) this.first = timer
    else last.next = timer
    this.last = timer
  }

  remove(timer: Timer): void {
    const { previous, next } = timer
    if (previous === null) this.first = next
    else previous.next = next
    if (next === null) this.last = previous
    else next.previous = previous
    timer.list = null
    timer.previous = null
    timer.next = null
  }

  /** Takes the oldest timer out; null when the list is empty. */
  shift(): Timer | null {
    const first = this.first
    if (first !== null) this.remove(first)
    return first
  }
}
