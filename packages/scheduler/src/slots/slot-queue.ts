import { BLOCK_SLOTS } from '../shared/layout.ts'

/** First in, first out: a growing ring of slot numbers. */
export class SlotQueue {
  /** Capacity is a power of two. */
  #slots = new Int32Array(BLOCK_SLOTS)
  #head = 0
  length = 0

  push(slot: number): void {
    if (this.length === this.#slots.length) this.#grow()
    this.#slots[(this.#head + this.length++) & (this.#slots.length - 1)] = slot
  }

  /** The oldest; call it only when there is one. */
  shift(): number {
    const slot = this.#slots[this.#head] as number
    this.#head = (this.#head + 1) & (this.#slots.length - 1)
    this.length--
    return slot
  }

  #grow(): void {
    const grown = new Int32Array(2 * this.#slots.length)
    for (let i = 0; i < this.length; i++) grown[i] = this.#slots[(this.#head + i) & (this.#slots.length - 1)] as number
    this.#slots = grown
    this.#head = 0
  }
}
