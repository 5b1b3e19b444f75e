/** Chosen: a scheduler with little to do keeps one small array a priority. Power of two. */
const INITIAL_CAPACITY = 64
/** Chosen: an empty ring larger than this (32 KB of references) gives its array back. */
const RETAINED_CAPACITY = 4096

/**
 * First in, first out: a growing ring of references whose capacity is a power of two.
 *
 * Entries are cleared when they leave, so that a burst keeps no finished task alive.
 */
export class TaskRing<T> {
  length: number
  private head: number
  private mask: number
  private entries: (T | undefined)[]

  constructor() {
    this.length = 0
    this.head = 0
    this.mask = INITIAL_CAPACITY - 1
    this.entries = new Array<T | undefined>(INITIAL_CAPACITY).fill(undefined)
  }

  push(task: T): void {
    if (this.length > this.mask) this.grow()
    this.entries[(this.head + this.length) & this.mask] = task
    this.length += 1
  }

  /** Puts `task` before all others. */
  unshift(task: T): void {
    if (this.length > this.mask) this.grow()
    this.head = (this.head - 1) & this.mask
    this.entries[this.head] = task
    this.length += 1
  }

  /** Puts `task` before the one at `index`, counted from the oldest. Costs O(index). */
  insert(index: number, task: T): void {
    this.unshift(task)
    const { entries, mask, head } = this
    for (let to = 0; to < index; to++) entries[(head + to) & mask] = entries[(head + to + 1) & mask]
    entries[(head + index) & mask] = task
  }

  /** The task at `index`, counted from the oldest. */
  at(index: number): T | undefined {
    return index < this.length ? this.entries[(this.head + index) & this.mask] : undefined
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined
    const head = this.head
    const task = this.entries[head]
    this.entries[head] = undefined
    this.head = (head + 1) & this.mask
    this.length -= 1
    if (this.length === 0 && this.mask >= RETAINED_CAPACITY) this.shrink()
    return task
  }

  /** Takes the youngest task. */
  pop(): T | undefined {
    if (this.length === 0) return undefined
    this.length -= 1
    const tail = (this.head + this.length) & this.mask
    const task = this.entries[tail]
    this.entries[tail] = undefined
    if (this.length === 0 && this.mask >= RETAINED_CAPACITY) this.shrink()
    return task
  }

  /** Takes the oldest wanted task among the first `limit`; undefined when there is none. */
  take(limit: number, wanted: (task: T) => boolean): T | undefined {
    const most = Math.min(limit, this.length)
    for (let index = 0; index < most; index++) {
      const task = this.entries[(this.head + index) & this.mask] as T
      if (wanted(task)) {
        this.closeGap(index)
        return task
      }
    }
    return undefined
  }

  remove(task: T): boolean {
    for (let index = 0; index < this.length; index++) {
      if (this.entries[(this.head + index) & this.mask] === task) {
        this.closeGap(index)
        return true
      }
    }
    return false
  }

  /**
   * Moves the tasks before `index` up by one and drops the head. The alternative, leaving a hole, makes every shift test
   * for holes, and makes repeated taking behind a pinned task at the head quadratic.
   */
  private closeGap(index: number): void {
    const { entries, mask, head } = this
    for (let to = index; to > 0; to--) entries[(head + to) & mask] = entries[(head + to - 1) & mask]
    this.shift()
  }

  private grow(): void {
    const { entries, mask, head, length } = this
    const larger = new Array<T | undefined>(2 * (mask + 1)).fill(undefined)
    for (let index = 0; index < length; index++) larger[index] = entries[(head + index) & mask]
    this.entries = larger
    this.mask = larger.length - 1
    this.head = 0
  }

  private shrink(): void {
    this.entries = new Array<T | undefined>(INITIAL_CAPACITY).fill(undefined)
    this.mask = INITIAL_CAPACITY - 1
    this.head = 0
  }
}
