import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { type Pid, slotOf } from '../table/pid.ts'

/**
 * Who is gone with a scheduler, as of when everybody is told: the processes that died with it, and those that had ended there before. The news of
 * an end may have been among what it had not posted; whoever has not heard of it by now never will.
 */
export class Casualties {
  readonly scheduler: number
  /** Those that died with it, and those that were on their way from it. */
  readonly pids: ReadonlySet<Pid>
  /** By slot: 1 where the last one to live ended at the scheduler. No slot of it is given again before all have been told. */
  readonly #graves: Uint8Array

  /** To be made once the rows of the dead are marked. */
  constructor(scheduler: number, pids: ReadonlySet<Pid>, { control, rows, layout }: SharedMemory) {
    this.scheduler = scheduler
    this.pids = pids
    const slots = Math.min(Atomics.load(control, Header.nextBlock), layout.blocks) * BLOCK_SLOTS
    this.#graves = new Uint8Array(slots)
    for (let slot = 0; slot < slots; slot++) {
      const state = Atomics.load(rows, (slot << ROW_WORDS_SHIFT) + Row.state)
      if ((state & ALIVE) === 0 && (state & OWNER_MASK) === scheduler) this.#graves[slot] = 1
    }
    for (const pid of pids) this.#graves[slotOf(pid)] = 1
  }

  has(pid: Pid): boolean {
    return this.#graves[slotOf(pid)] === 1
  }
}
