import { REDUCTIONS, SliceResult } from '../endpoint/executor.ts'
import type { RunQueue } from '../queue/run-queue.ts'
import type { TaskRing } from '../queue/task-ring.ts'
import { Priority, type Task } from '../task.ts'

/** Heirs that are looked at to find the last child of one process. Chosen. */
const MOST_SIBLINGS = 64

/**
 * Who runs on what is left of a slice. A process that waits or ends before it has used up its reductions leaves the rest to the processes that it has
 * spawned, and one that ends to those that it has woken, too. These are its heirs: they run before the line. All of them together, and their heirs, have as much as one slice has, so that
 * nobody in line waits for longer.
 *
 * A tree of processes is walked in depth by it: few of them are alive at once, and what they are made of stays in the caches. (Go's `runnext` inherits a
 * time slice, too.) Figures: README.md.
 */
export class Inheritance<T extends Task> {
  readonly #line: TaskRing<T>
  readonly #heirs: TaskRing<T>
  /** Reductions that are left. */
  #left = 0
  /** Processes in line when the slice began. */
  #waited = 0

  constructor({ line, heirs }: RunQueue<T>) {
    this.#line = line
    this.#heirs = heirs
  }

  /** A slice begins: that of an heir, or of one from the line. */
  begins(isHeir: boolean): void {
    if (!isHeir) this.#left = REDUCTIONS
    this.#waited = this.#line.length
  }

  /** It has ended, and used up `spent` reductions. Whoever is above or below the normal priority neither leaves anything nor takes of it. */
  ends(priority: Priority, spent: number, result: SliceResult): void {
    if (priority !== Priority.normal) return
    this.#left -= spent
    if (this.#left <= 0) {
      if (this.#heirs.length > 0) this.#disinherit()
    } else if (this.#line.length > this.#waited) {
      if (result === SliceResult.exited) this.#inherit(true)
      else if (result === SliceResult.waiting) this.#inherit(false)
    }
  }

  /** Those that have joined the line since the slice began; of them, if not `all`, the children that come last. */
  #inherit(all: boolean): void {
    const line = this.#line
    const heirs = this.#heirs
    while (line.length > this.#waited) {
      const task = line.pop() as T
      // Before those of processes further up in the tree, in the order in which they were spawned.
      if (task.movable) heirs.unshift(task)
      else if (all) heirs.insert(this.#childrenOf(task), task)
      else {
        line.push(task)
        return
      }
    }
  }

  /** Its children among the first heirs. A parent that is woken by one of them has its turn behind the others: it most likely waits for them, too. */
  #childrenOf({ pid }: T): number {
    const most = Math.min(this.#heirs.length, MOST_SIBLINGS)
    let children = 0
    while (children < most && this.#heirs.at(children)?.parent === pid) children++
    return children
  }

  /** Nothing is left: they get in line like all others. */
  #disinherit(): void {
    const heirs = this.#heirs
    while (heirs.length > 0) this.#line.push(heirs.shift() as T)
  }
}
