import { type Timer, TimerList } from './timer.ts'

/**
 * A level has 32 slots, because the occupied ones are then the bits of one integer; a time is 11 digits of 5 bits, which
 * covers 2^53.
 */
const BITS = 5
const SLOTS = 1 << BITS
const DIGIT = SLOTS - 1
const LEVELS = 11
/** A time is split into two integers for the bit operations: 6 digits below, 5 above. */
const LOW_BITS = 30
const LOW_LEVELS = LOW_BITS / BITS
const LOW_RANGE = 2 ** LOW_BITS

/** Chosen: `nextDue` is exact when the first slot holds no more timers than this, else a lower bound. */
const MOST_LOOKED_AT = 32

/**
 * A hierarchical timing wheel with ticks of one millisecond (Varghese and Lauck 1987, scheme 7).
 *
 * A timer stands in the slot that its due time and the wheel's time alone determine: the level is the highest digit in
 * which the two differ, the slot is that digit of the due time. So timers of one due time are always in one list,
 * in the order in which they were scheduled, and a list on a level is due before any list on a higher level. Scheduling
 * and cancelling take constant time and allocate nothing; empty stretches of time cost nothing to pass.
 */
export class TimerWheel {
  /** Timers that are scheduled. */
  size: number
  /** The wheel's time. Every timer in a slot is due at it or later. */
  private time: number
  /** `time` as two integers. */
  private timeHigh: number
  private timeLow: number
  /** A timer due at or before it is late: it waits in `late`. Runs ahead of `time` only inside `advance`. */
  private horizon: number
  /** Bit l: level l has an occupied slot. */
  private occupiedLevels: number
  /** Bit s of element l: slot s of level l is occupied. */
  private readonly occupiedSlots: Int32Array
  private readonly slots: TimerList[]
  /** Timers to fire at the beginning of the next `advance`. */
  private late: TimerList
  private lateSorted: boolean
  /** The late timers that `advance` is firing; empty outside of it. */
  private firing: TimerList
  private advancing: boolean

  /** `now`: a safe integer from 0 up, in milliseconds of whichever clock the caller uses for due times. */
  constructor(now: number) {
    checkTime(now)
    if (now < 0) throw new RangeError(`timer wheel: it cannot start at ${now} ms; time begins at 0`)
    this.size = 0
    this.time = now
    this.timeHigh = Math.floor(now / LOW_RANGE)
    this.timeLow = now % LOW_RANGE
    this.horizon = now
    this.occupiedLevels = 0
    this.occupiedSlots = new Int32Array(LEVELS)
    this.slots = Array.from({ length: LEVELS * SLOTS }, (_, index) => new TimerList(index >> BITS, index & DIGIT))
    this.late = new TimerList(-1, 0)
    this.lateSorted = true
    this.firing = new TimerList(-1, 0)
    this.advancing = false
  }

  /**
   * Lets `timer` fire at `due` (whole milliseconds): in the first `advance` to that time or a later one that begins after
   * this call. A timer that is scheduled already is moved. Throws a RangeError when `due` is not a safe integer.
   */
  schedule(timer: Timer, due: number): void {
    checkTime(due)
    if (timer.list !== null) this.unlink(timer)
    timer.due = due
    this.size += 1
    if (due > this.horizon) this.insert(timer)
    else this.appendLate(timer)
  }

  /** Takes `timer` out; false when it was not scheduled or has fired. */
  cancel(timer: Timer): boolean {
    if (timer.list === null) return false
    this.unlink(timer)
    return true
  }

  /**
   * Fires all timers due at `now` or before, in the order of their due times, those of one due time in the order in which
   * they were scheduled, and returns their number. What they schedule in turn waits for a later call, even when it is
   * due, so that a timer that always schedules itself cannot keep the caller here. Time does not go back: an earlier
   * `now` than the last one counts as the last one.
   *
   * When a timer throws, the error passes to the caller; that timer is gone, and the others fire in later calls.
   */
  advance(now: number): number {
    checkTime(now)
    if (this.advancing) throw new Error('timer wheel: advance was called from inside a timer; it must return first')
    const target = Math.max(now, this.horizon)
    // The horizon to fall back to should a timer throw: what is due after it goes back into the slots.
    let firedUpTo = this.horizon
    this.advancing = true
    this.horizon = target
    let fired = 0
    let completed = false
    try {
      this.sortLate()
      const late = this.late
      this.late = this.firing
      this.firing = late
      for (let timer = late.first; timer !== null; timer = late.first) {
        this.unlink(timer)
        fired += 1
        timer.fire()
      }
      for (;;) {
        const list = this.firstList()
        if (list === null) break
        const start = this.startOf(list)
        if (start > target) break
        this.setTime(start)
        if (list.level > 0) {
          this.cascade(list)
          continue
        }
        firedUpTo = start - 1
        // Nothing is added to this list meanwhile: whatever is due now or before is late.
        for (let timer = list.first; timer !== null; timer = list.first) {
          this.unlink(timer)
          fired += 1
          timer.fire()
        }
      }
      if (target > this.time) this.setTime(target)
      completed = true
    } finally {
      this.advancing = false
      if (!completed) this.fallBackTo(firedUpTo)
    }
    return fired
  }

  /**
   * When the next timer is due, Infinity when there is none. Never later than the truth; earlier only when many timers
   * are far away and near each other, and then a call to `advance` at that time brings it closer.
   */
  nextDue(): number {
    let due = Number.POSITIVE_INFINITY
    this.sortLate()
    if (this.firing.first !== null) due = this.firing.first.due
    if (this.late.first !== null) due = Math.min(due, this.late.first.due)
    const list = this.firstList()
    return list === null ? due : Math.min(due, this.earliestOf(list))
  }

  private setTime(time: number): void {
    this.time = time
    this.timeHigh = Math.floor(time / LOW_RANGE)
    this.timeLow = time - this.timeHigh * LOW_RANGE
  }

  private insert(timer: Timer): void {
    const high = Math.floor(timer.due / LOW_RANGE)
    const low = timer.due - high * LOW_RANGE
    let level: number
    let slot: number
    if (high === this.timeHigh) {
      const difference = low ^ this.timeLow
      level = difference === 0 ? 0 : Math.trunc((31 - Math.clz32(difference)) / BITS)
      slot = (low >>> (level * BITS)) & DIGIT
    } else {
      const highLevel = Math.trunc((31 - Math.clz32(high ^ this.timeHigh)) / BITS)
      level = LOW_LEVELS + highLevel
      slot = (high >>> (highLevel * BITS)) & DIGIT
    }
    const list = this.slots[level * SLOTS + slot] as TimerList
    list.append(timer)
    this.occupiedLevels |= 1 << level
    this.occupiedSlots[level] = (this.occupiedSlots[level] as number) | (1 << slot)
  }

  private unlink(timer: Timer): void {
    const list = timer.list as TimerList
    list.remove(timer)
    this.size -= 1
    if (list.first === null && list.level >= 0) this.markEmpty(list)
  }

  private markEmpty(list: TimerList): void {
    const slots = (this.occupiedSlots[list.level] as number) & ~(1 << list.slot)
    this.occupiedSlots[list.level] = slots
    if (slots === 0) this.occupiedLevels &= ~(1 << list.level)
  }

  /** The list with the earliest timers of all slots. No slot behind the wheel's time is ever occupied. */
  private firstList(): TimerList | null {
    if (this.occupiedLevels === 0) return null
    const level = lowestBit(this.occupiedLevels)
    const slot = lowestBit(this.occupiedSlots[level] as number)
    return this.slots[level * SLOTS + slot] as TimerList
  }

  /** The first time that belongs into this list; on level 0 the only one. */
  private startOf(list: TimerList): number {
    const slotSpan = 2 ** (BITS * list.level)
    const levelSpan = slotSpan * SLOTS
    return Math.floor(this.time / levelSpan) * levelSpan + list.slot * slotSpan
  }

  private earliestOf(list: TimerList): number {
    if (list.level === 0) return this.startOf(list)
    let earliest = Number.POSITIVE_INFINITY
    let timer = list.first
    for (let looked = 0; timer !== null; looked++) {
      if (looked === MOST_LOOKED_AT) return this.startOf(list)
      earliest = Math.min(earliest, timer.due)
      timer = timer.next
    }
    return earliest
  }

  /** The wheel's time has reached this list: its timers move to lower levels, in their order. */
  private cascade(list: TimerList): void {
    this.markEmpty(list)
    for (let timer = list.shift(); timer !== null; timer = list.shift()) this.insert(timer)
  }

  private appendLate(timer: Timer): void {
    const last = this.late.last
    if (last !== null && last.due > timer.due) this.lateSorted = false
    this.late.append(timer)
  }

  /** Late timers nearly always come in order; sorting them when they do not beats finding a place for each. */
  private sortLate(): void {
    if (this.lateSorted) return
    this.lateSorted = true
    const timers: Timer[] = []
    for (let timer = this.late.shift(); timer !== null; timer = this.late.shift()) timers.push(timer)
    timers.sort((a, b) => a.due - b.due)
    for (const timer of timers) this.late.append(timer)
  }

  /**
   * A timer has thrown in the middle of `advance`. Timers scheduled meanwhile went to `late` if they were due before the
   * target; now they go back among those of the slots that have not fired, behind them where due times are equal.
   */
  private fallBackTo(horizon: number): void {
    this.horizon = horizon
    const { firing, late } = this
    this.late = new TimerList(-1, 0)
    this.lateSorted = true
    for (const list of [firing, late]) {
      for (let timer = list.shift(); timer !== null; timer = list.shift()) {
        if (timer.due > horizon) this.insert(timer)
        else this.appendLate(timer)
      }
    }
  }
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

function checkTime(time: number): void {
  if (!Number.isSafeInteger(time)) throw new RangeError(`timer wheel: ${time} is no time in whole milliseconds`)
}
