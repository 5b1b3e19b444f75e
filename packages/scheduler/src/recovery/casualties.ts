import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { type Pid, slotOf } from '../table/pid.ts'

/**
 * Who is gone with a scheduler: the processes that died with it, and those that had ended there before. The news of an end may have been among what
 * it had not posted; whoever has not heard of it by now never will.
 */
export class Casualties {
  readonly scheduler: number
  /** Those that died with it, and those that were on their way from it. */
  readonly pids: ReadonlySet<Pid>
  /** See `dig`. */
  readonly #graves: Uint8Array

  constructor(scheduler: number, pids: ReadonlySet<Pid>, graves: SharedArrayBuffer) {
    this.scheduler = scheduler
    this.pids = pids
    this.#graves = new Uint8Array(graves)
  }

  has(pid: Pid): boolean {
    return this.#graves[slotOf(pid)] === 1
  }
}

/**
 * A byte a slot: 1 where the last one to live ended at the scheduler. No slot of it is given again before all have been told. Dug once, for all, when the
 * rows of the dead are marked and before there is a successor: from then on processes come there that end as others do, and tell of it themselves.
 */
export function dig(
  scheduler: number,
  pids: ReadonlySet<Pid>,
  { control, rows, layout }: SharedMemory,
): SharedArrayBuffer {
  const slots = Math.min(Atomics.load(control, Header.nextBlock), layout.blocks) * BLOCK_SLOTS
  const buffer = new SharedArrayBuffer(slots)
  const graves = new Uint8Array(buffer)
  for (let slot = 0; slot < slots; slot++) {
    const state = Atomics.load(rows, (slot << ROW_WORDS_SHIFT) + Row.state)
    if ((state & ALIVE) === 0 && (state & OWNER_MASK) === scheduler) graves[slot] = 1
  }
  for (const pid of pids) graves[slotOf(pid)] = 1
  return buffer
}
