import { REDUCTIONS, SliceResult } from '../endpoint/executor.ts'
import type { RunQueue } from '../queue/run-queue.ts'
import { Priority, type Task } from '../task.ts'

/** What a slice counts at the least: a process may be handed what it waits for and end without an operation that counts. As much as a send, so that no more than 256 heirs run in a row. */
const LEAST = 8
/** Heirs that are looked at to find the last child of one process. Chosen. */
const MOST_SIBLINGS = 64

/**
 * Who runs on what is left of a slice. A process that waits or ends before it has used up its reductions leaves the rest to the processes that it has
 * spawned (those that joined the line last: it has woken nobody since), and one that ends to those that it has woken, too. These are its heirs: they run before the line. All of them together, and their
 * heirs, have what is left of one slice; who begins has a whole one all the same, so that the line waits for less than two.
 *
 * A tree of processes is walked in depth by it: few of them are alive at once, and what they are made of stays in the caches. (Go's `runnext` inherits a
 * time slice, too.) Figures: README.md.
 */
export class Inheritance<T extends Task> {
  /** Whether it must hear of the next slice: there are heirs, or whoever runs has spawned. One field, since a look at it is all that other slices pay. */
  isAtWork = false
  readonly #runQueue: RunQueue<T>
  /** Reductions that are left. */
  #left = 0

  constructor(runQueue: RunQueue<T>) {
    this.#runQueue = runQueue
  }

  /** Whoever runs spawns. */
  spawns(): void {
    if (this.isAtWork) return
    this.isAtWork = true
    this.#left = REDUCTIONS
  }

  /**
   * A slice has ended with `left` reductions left; `waited` processes were in line when it began. Whoever is above or below the normal priority neither leaves anything nor takes of what is left. While not
   * at work it need only hear of those that have ended.
   */
  ends(priority: Priority, waited: number, left: number, result: SliceResult): void {
    const runQueue = this.#runQueue
    if (!this.isAtWork) this.#left = REDUCTIONS
    if (priority === Priority.normal) {
      this.#left -= Math.max(REDUCTIONS - left, LEAST)
      if (this.#left <= 0) runQueue.lineUp()
      else if (result === SliceResult.waiting) this.#inheritChildren(waited)
      else if (result === SliceResult.exited) this.#inheritAll(waited)
    }
    this.isAtWork = runQueue.heirsLength > 0
  }

  /** A slice has taken long, whatever it counted: nobody in line waits for another one. */
  tookLong(): void {
    this.#runQueue.lineUp()
    this.isAtWork = false
  }

  /** The children that have joined the line last. */
  #inheritChildren(waited: number): void {
    const runQueue = this.#runQueue
    const { line } = runQueue
    while (line.length > waited && line.at(line.length - 1)?.movable === true) runQueue.makeHeir(0)
  }

  /** All that have joined the line. Children come before the heirs of processes further up in the tree, in the order in which they were spawned. */
  #inheritAll(waited: number): void {
    const runQueue = this.#runQueue
    const { line } = runQueue
    while (line.length > waited) {
      const task = line.at(line.length - 1) as T
      runQueue.makeHeir(task.movable ? 0 : this.#childrenOf(task))
    }
  }

  /** Its children among the first heirs. A parent that is woken by one of them has its turn behind the others: it most likely waits for them, too. */
  #childrenOf({ pid }: T): number {
    const runQueue = this.#runQueue
    const most = Math.min(runQueue.heirsLength, MOST_SIBLINGS)
    let children = 0
    while (children < most && runQueue.heirAt(children)?.parent === pid) children++
    return children
  }
}
