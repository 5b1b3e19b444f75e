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

  *[Symbol.iterator](): IterableIterator<T> {
    for (const page of this.#pages) {
      if (page === this.#empty) continue
      for (const task of page) if (task !== undefined) yield task
    }
  }
}
