import { BLOCK_SLOTS, Header, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { FreeChunks } from './free-chunks.ts'
import { SlotQueue } from './slot-queue.ts'

/** Free slots an endpoint keeps before it gives a chunk to the others. Chosen: 64 blocks, a megabyte of rows. */
const MOST_KEPT = 64 * BLOCK_SLOTS
/**
 * Free slots in use by turns; the others rest, so that rows stay in the processor's cache. Chosen: 128 KB of rows, and with 2^13 slots by
 * turns a generation of 20 bits comes again after 2^33 processes.
 */
const MOST_HOT = 8 * BLOCK_SLOTS
/** With fewer hot slots than this, others come in, so that a pid is not soon given again. Chosen: then after 2^29 processes at the earliest. */
const FEW = BLOCK_SLOTS / 2
/** Free slots whose tickets are still on their way that are passed over before others are taken. Chosen. */
const PATIENCE = 32

/**
 * The slots an endpoint may give to new processes: its own freed ones, those that became free first first, then a chunk that
 * another endpoint gave away, then a fresh block.
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
  readonly #hot = new SlotQueue()
  readonly #cold = new SlotQueue()
  readonly #mostHot: number
  readonly #mostKept: number

  /** `onChangeOfHands` is told each slot that comes from another endpoint, before it is used. */
  constructor(memory: SharedMemory, endpoint: number, onChangeOfHands: (slot: number) => void) {
    this.#onChangeOfHands = onChangeOfHands
    this.#endpoint = endpoint
    this.#memory = memory
    this.#rows = memory.rows
    this.#chunks = new FreeChunks(memory)
    // In a small table, what one endpoint keeps is missed by the others.
    const share = BLOCK_SLOTS * Math.max(1, Math.floor(memory.layout.blocks / (4 * memory.layout.endpoints)))
    this.#mostHot = Math.min(MOST_HOT, share)
    this.#mostKept = Math.min(MOST_KEPT, share)
  }

  /** A slot, or -1 when the process table is full. */
  take(): number {
    if (this.#hot.length < FEW && !this.#warm()) this.#refill()
    const slot = this.#takeFrom(this.#hot, PATIENCE)
    if (slot !== -1) return slot
    // The hot ones have tickets on their way.
    if (this.#refill()) return this.#takeFrom(this.#hot, this.#hot.length)
    // The table is full: one free slot anywhere will do.
    const rested = this.#takeFrom(this.#cold, this.#cold.length)
    return rested !== -1 ? rested : this.#takeFrom(this.#hot, this.#hot.length)
  }

  /** A process has left this slot. */
  give(slot: number): void {
    if (this.#hot.length < this.#mostHot) {
      this.#hot.push(slot)
      return
    }
    this.#cold.push(slot)
    if (this.#cold.length > this.#mostKept) this.#giveChunk()
  }

  /** The first slot without outstanding tickets, of the `most` that have been free longest. */
  #takeFrom(queue: SlotQueue, most: number): number {
    for (let tries = Math.min(most, queue.length); tries > 0; tries--) {
      const slot = queue.shift()
      if (this.#isQuiet(slot)) return slot
      queue.push(slot)
    }
    return -1
  }

  #isQuiet(slot: number): boolean {
    const row = slot << ROW_WORDS_SHIFT
    // Plain loads (two atomic ones cost 15 ns a spawn): only this endpoint counts what it delivers, and a ticket seen too late is one
    // issued a moment later, by a sender that takes the slot's last process for alive; see `Endpoint.nextTicket`.
    return this.#rows[row + Row.issued] === this.#rows[row + Row.delivered]
  }

  /** Takes rested slots back into use; false if there are none. */
  #warm(): boolean {
    const count = Math.min(BLOCK_SLOTS, this.#cold.length)
    for (let left = count; left > 0; left--) this.#hot.push(this.#cold.shift())
    return count > 0
  }

  /** Adds a chunk that another endpoint gave away, or a fresh block; false when the process table is full. */
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
    this.#hot.push(slot)
  }

  #giveChunk(): void {
    let taken = 0
    for (let tries = 2 * BLOCK_SLOTS; tries > 0 && taken < BLOCK_SLOTS; tries--) {
      const slot = this.#cold.shift()
      if (this.#isQuiet(slot)) this.#chunk[taken++] = slot
      else this.#cold.push(slot)
    }
    if (taken === BLOCK_SLOTS) this.#chunks.push(this.#chunk)
    else for (let i = 0; i < taken; i++) this.#cold.push(this.#chunk[i] as number)
  }
}
