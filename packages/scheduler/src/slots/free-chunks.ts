import { BLOCK_SLOTS } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'

const SLOT_BITS = 32n
const SLOT_MASK = (1n << SLOT_BITS) - 1n

/**
 * Chunks of free slots on their way from one scheduler to another: a Treiber stack. A chunk is BLOCK_SLOTS slots linked through the
 * `chunks` buffer; the link of its last slot leads to the chunk below.
 *
 * The top is one 64-bit word: a version in the high half, so that a top that went and came back is noticed, and the first
 * slot + 1 in the low half (0: empty).
 */
export class FreeChunks {
  readonly #links: Int32Array
  readonly #top: BigInt64Array

  constructor(memory: SharedMemory) {
    this.#links = memory.chunkLinks
    this.#top = memory.freeChunks
  }

  /** Gives away slots[0 .. BLOCK_SLOTS). */
  push(slots: ArrayLike<number>): void {
    for (let i = 0; i + 1 < BLOCK_SLOTS; i++) {
      Atomics.store(this.#links, slots[i] as number, (slots[i + 1] as number) + 1)
    }
    for (;;) {
      const top = Atomics.load(this.#top, 0)
      Atomics.store(this.#links, slots[BLOCK_SLOTS - 1] as number, Number(top & SLOT_MASK))
      if (this.#replace(top, (slots[0] as number) + 1)) return
    }
  }

  /** Takes a chunk into `into`; false when there is none. */
  pop(into: Int32Array): boolean {
    for (;;) {
      const top = Atomics.load(this.#top, 0)
      let next = Number(top & SLOT_MASK)
      if (next === 0) return false
      // Another endpoint may take the chunk meanwhile and link its slots anew: then the walk is nonsense (but ends, and stays
      // inside the table, or leads to 0), and the CAS fails because the version moved on.
      let walked = 0
      for (; walked < BLOCK_SLOTS && next !== 0; walked++) {
        into[walked] = next - 1
        next = Atomics.load(this.#links, next - 1)
      }
      if (walked === BLOCK_SLOTS && this.#replace(top, next)) return true
    }
  }

  /** The slots of all chunks, at a moment while this looks. */
  slots(): Set<number> {
    for (;;) {
      const top = Atomics.load(this.#top, 0)
      const slots = new Set<number>()
      // As in `pop`; a walk that comes back to where it was ends, too.
      for (let next = Number(top & SLOT_MASK); next !== 0 && !slots.has(next - 1); ) {
        slots.add(next - 1)
        next = Atomics.load(this.#links, next - 1)
      }
      if (Atomics.load(this.#top, 0) === top) return slots
    }
  }

  #replace(top: bigint, first: number): boolean {
    const version = (top >> SLOT_BITS) + 1n
    return Atomics.compareExchange(this.#top, 0, top, (version << SLOT_BITS) | BigInt(first)) === top
  }
}
