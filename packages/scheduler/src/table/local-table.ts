import { BLOCK_SHIFT, BLOCK_SLOTS } from '../shared/layout.ts'
import type { Task } from '../task.ts'
import { type Pid, slotOf } from './pid.ts'

type Page<T> = (T | undefined)[]

/**
 * An endpoint's own records by slot: pages of BLOCK_SLOTS, made when first used. Two loads and no hashing, and a slot of
 * another endpoint's block costs no more than a page. A slot that the process table does not have holds nobody.
 */
export class LocalTable<T extends Task> {
  readonly #empty: Page<T>
  readonly #pages: Page<T>[]

  /** `blocks`: of the VM's process table. Measured: a page for each that a pid could name takes 1 ms more an endpoint. */
  constructor(blocks: number) {
    this.#empty = new Array<T | undefined>(BLOCK_SLOTS).fill(undefined)
    this.#pages = new Array<Page<T>>(blocks).fill(this.#empty)
  }

  /** The living local process with this very pid. */
  get(pid: Pid): T | undefined {
    const task = this.at(slotOf(pid))
    return task !== undefined && task.pid === pid ? task : undefined
  }

  /** Whoever has the slot. */
  at(slot: number): T | undefined {
    const page = this.#pages[slot >>> BLOCK_SHIFT]
    return page === undefined ? undefined : page[slot & (BLOCK_SLOTS - 1)]
  }

  set(task: T): void {
    const slot = slotOf(task.pid)
    const index = slot >>> BLOCK_SHIFT
    let page = this.#pages[index] as Page<T>
    if (page === this.#empty) {
      page = new Array<T | undefined>(BLOCK_SLOTS).fill(undefined)
      this.#pages[index] = page
    }
    page[slot & (BLOCK_SLOTS - 1)] = task
  }

  delete(slot: number): void {
    const page = this.#pages[slot >>> BLOCK_SHIFT]
    if (page !== undefined && page !== this.#empty) page[slot & (BLOCK_SLOTS - 1)] = undefined
  }

  /**
   * Calls `visit` with whoever has one of the slots from `slot` on, up to `most` of them or the end of a page; the slot to go on from, or undefined
   * when there is none. For who looks at very many: a generator takes as long for each as a look does.
   */
  visit(slot: number, most: number, visit: (task: T) => void): number | undefined {
    for (let index = slot >>> BLOCK_SHIFT, at = slot & (BLOCK_SLOTS - 1); index < this.#pages.length; index++, at = 0) {
      const page = this.#pages[index] as Page<T>
      if (page === this.#empty) continue
      const end = Math.min(at + most, BLOCK_SLOTS)
      for (; at < end; at++) {
        const task = page[at]
        if (task !== undefined) visit(task)
      }
      return (index << BLOCK_SHIFT) + end
    }
    return undefined
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (const page of this.#pages) {
      if (page === this.#empty) continue
      for (const task of page) if (task !== undefined) yield task
    }
  }
}
