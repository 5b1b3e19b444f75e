import { BLOCK_SLOTS, Header, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { FreeChunks } from './free-chunks.ts'

/** Free slots an endpoint keeps before it gives a chunk to the others. Chosen: 64 blocks, half a megabyte of rows. */
const KEEP = 64 * BLOCK_SLOTS
/** Free slots whose tickets are still on their way that are passed over before fresh ones are taken. Chosen. */
const PATIENCE = 32

/**
 * The slots an endpoint may give to new processes: its own freed ones in the order in which they became free (so that a
 * generation lasts), then a chunk that another endpoint gave away, then a fresh block.
 *
 * A slot is reused only when every ticket issued for it has arrived: a late signal to the process that lived there then finds
 * nobody, instead of a hole in the ticket order of its successor.
 */
export class SlotAllocator {
  readonly #memory: SharedMemory
  readonly #endpoint: number
  readonly #onChangeOfHands: (slot: number) => void
  readonly #rows: Int32Array
  readonly #chunks: FreeChunks
  readonly #chunk = new Int32Array(BLOCK_SLOTS)
  /** Ring of free slots; capacity is a power of two. */
  #free = new Int32Array(4 * BLOCK_SLOTS)
  #head = 0
  #count = 0

  /** `onChangeOfHands` is told each slot that comes from another endpoint, before it is used. */
  constructor(memory: SharedMemory, endpoint: number, onChangeOfHands: (slot: number) => void) {
    this.#onChangeOfHands = onChangeOfHands
    this.#endpoint = endpoint
    this.#memory = memory
    this.#rows = memory.rows
    this.#chunks = new FreeChunks(memory)
  }

  /** A slot, or -1 when the process table is full. */
  take(): number {
    const slot = this.#firstSettled(PATIENCE)
    if (slot !== -1) return slot
    this.#refill()
    return this.#firstSettled(this.#count)
  }

  /** Takes the first slot whose tickets have all arrived, of the next `most`; passes those over that still wait for some. */
  #firstSettled(most: number): number {
    for (let tries = Math.min(most, this.#count); tries > 0; tries--) {
      const slot = this.#shift()
      const row = slot << ROW_WORDS_SHIFT
      if (this.#rows[row + Row.issued] === this.#rows[row + Row.delivered]) return slot
      this.#push(slot)
    }
    return -1
  }

  /** A process has left this slot. */
  give(slot: number): void {
    this.#push(slot)
    if (this.#count > KEEP + 2 * BLOCK_SLOTS) this.#giveChunk()
  }

  #refill(): boolean {
    if (this.#chunks.pop(this.#chunk)) {
      for (let i = 0; i < BLOCK_SLOTS; i++) {
        this.#onChangeOfHands(this.#chunk[i] as number)
        this.#own(this.#chunk[i] as number)
      }
      return true
    }
    const { control, layout } = this.#memory
    if (Atomics.load(control, Header.nextBlock) >= layout.blocks) return false
    const block = Atomics.add(control, Header.nextBlock, 1)
    if (block >= layout.blocks) return false
    for (let i = 0; i < BLOCK_SLOTS; i++) this.#own(block * BLOCK_SLOTS + i)
    return true
  }

  /** From here on, signals to whoever lived in the slot come to this endpoint, which counts them. */
  #own(slot: number): void {
    Atomics.store(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.state, this.#endpoint)
    this.#push(slot)
  }

  #giveChunk(): void {
    let taken = 0
    for (let tries = 2 * BLOCK_SLOTS; tries > 0 && taken < BLOCK_SLOTS; tries--) {
      const slot = this.#shift()
      const row = slot << ROW_WORDS_SHIFT
      if (this.#rows[row + Row.issued] === this.#rows[row + Row.delivered]) this.#chunk[taken++] = slot
      else this.#push(slot)
    }
    if (taken === BLOCK_SLOTS) this.#chunks.push(this.#chunk)
    else for (let i = 0; i < taken; i++) this.#push(this.#chunk[i] as number)
  }

  #push(slot: number): void {
    if (this.#count === this.#free.length) {
      const grown = new Int32Array(2 * this.#free.length)
      for (let i = 0; i < this.#count; i++) grown[i] = this.#free[(this.#head + i) & (this.#free.length - 1)] as number
      this.#free = grown
      this.#head = 0
    }
    this.#free[(this.#head + this.#count++) & (this.#free.length - 1)] = slot
  }

  #shift(): number {
    const slot = this.#free[this.#head] as number
    this.#head = (this.#head + 1) & (this.#free.length - 1)
    this.#count--
    return slot
  }
}
