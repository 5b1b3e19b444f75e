import type { Pid } from '@multibeam/scheduler'
import type { Key } from './questions.ts'

/**
 * The first `most` of many in an order, without keeping the others: a heap whose root is the last of them, which is the one to go when a
 * better one comes. Equal keys are in the order of their pids.
 */
export class Top {
  readonly #most: number
  readonly #descending: boolean
  readonly #keys: Key[] = []
  readonly #pids: Pid[] = []

  constructor(most: number, descending: boolean) {
    this.#most = most
    this.#descending = descending
  }

  add(key: Key, pid: Pid): void {
    const size = this.#keys.length
    if (size < this.#most) {
      this.#keys.push(key)
      this.#pids.push(pid)
      this.#rise(size)
    } else if (size > 0 && isBefore(key, pid, this.#keys[0] as Key, this.#pids[0] as Pid, this.#descending)) {
      this.#keys[0] = key
      this.#pids[0] = pid
      this.#sink(0)
    }
  }

  /** In order. */
  sorted(): { keys: Key[]; pids: Pid[] } {
    const order = this.#keys.map((_key, i) => i)
    order.sort((a, b) => (this.#before(a, b) ? -1 : 1))
    return { keys: order.map((i) => this.#keys[i] as Key), pids: order.map((i) => this.#pids[i] as Pid) }
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#before(parent, at)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(from: number): void {
    const { length } = this.#keys
    for (let at = from; ; ) {
      let last = at
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < length; child++) {
        if (this.#before(last, child)) last = child
      }
      if (last === at) return
      this.#swap(at, last)
      at = last
    }
  }

  #before(a: number, b: number): boolean {
    return isBefore(
      this.#keys[a] as Key,
      this.#pids[a] as Pid,
      this.#keys[b] as Key,
      this.#pids[b] as Pid,
      this.#descending,
    )
  }

  #swap(a: number, b: number): void {
    const key = this.#keys[a] as Key
    const pid = this.#pids[a] as Pid
    this.#keys[a] = this.#keys[b] as Key
    this.#pids[a] = this.#pids[b] as Pid
    this.#keys[b] = key
    this.#pids[b] = pid
  }
}

function isBefore(key: Key, pid: Pid, otherKey: Key, otherPid: Pid, descending: boolean): boolean {
  if (key === otherKey) return pid < otherPid
  return descending ? key > otherKey : key < otherKey
}
