/**
 * Where a thief copies entries to: preallocated once, filled again and again, private to its scheduler.
 *
 * Entry `i` is process `slots[i]`; its payload is `lengths[i]` bytes of `bytes` from `offsets[i]`, valid until the next
 * steal into the same batch.
 */
export class StolenBatch {
  /** Entries it can hold. */
  readonly capacity: number
  readonly slots: Int32Array
  /** In bytes. */
  readonly offsets: Int32Array
  /** In bytes. */
  readonly lengths: Int32Array
  /** The entries as they lay in the ring. */
  readonly words: Int32Array
  /** The same memory as `words`. */
  readonly bytes: Uint8Array
  /** Entries it holds. */
  count: number
  /** The last steal found entries, but others were faster. */
  lostRace: boolean
  private readonly entryWords: number

  /** `entryWords` is that of the rings to steal from. */
  constructor(capacity: number, entryWords: number) {
    this.capacity = capacity
    this.slots = new Int32Array(capacity)
    this.offsets = new Int32Array(capacity)
    this.lengths = new Int32Array(capacity)
    this.words = new Int32Array(capacity * entryWords)
    this.bytes = new Uint8Array(this.words.buffer)
    this.count = 0
    this.lostRace = false
    this.entryWords = entryWords
  }

  clear(): void {
    this.count = 0
    this.lostRace = false
  }

  /** Called by the ring once the first `count` entries copied to `words` are the thief's. */
  accept(count: number): void {
    for (let index = 0; index < count; index++) {
      const entry = index * this.entryWords
      this.slots[index] = this.words[entry] as number
      this.lengths[index] = this.words[entry + 1] as number
      this.offsets[index] = (entry + 2) * 4
    }
    this.count = count
  }
}
