import type { StolenBatch } from './stolen-batch.ts'

/** Where a ring lies in shared memory, in words of one Int32Array. Head and tail belong on different cache lines. */
export interface RingPlace {
  /** Word that counts entries taken, wrapping at 2^32. Written by whoever takes, with compare-and-exchange. */
  head: number
  /** Word that counts entries pushed, wrapping at 2^32. Written by the owner only. */
  tail: number
  /** First word of the entries. */
  entries: number
  /** Number of entries, a power of two from 2. */
  capacity: number
  /** Words an entry: slot number, payload length in bytes, payload. */
  entryWords: number
}

const SLOT = 0
const LENGTH = 1
const PAYLOAD = 2

/** Chosen: each lost attempt means that somebody else took something; a thief then does better at the next victim. */
const STEAL_ATTEMPTS = 4

/**
 * The public part of a scheduler's run queue: processes that have not started, in shared memory, for any scheduler to take.
 *
 * The owner pushes at the tail and pops at the head; a thief takes half from the head. First in, first out for everybody.
 * The protocol, and why it is right, is in README.md beside this file.
 */
export class PublicRing {
  /** The longest payload that fits into an entry, in bytes. */
  readonly maxPayloadBytes: number
  readonly capacity: number
  readonly entryWords: number
  private readonly words: Int32Array
  private readonly bytes: Uint8Array
  private readonly head: number
  private readonly tail: number
  private readonly entries: number
  private readonly mask: number

  /** `words` and `bytes` are two views of the same memory, beginning at the same byte. */
  constructor(words: Int32Array, bytes: Uint8Array, place: RingPlace) {
    if (words.buffer !== bytes.buffer || words.byteOffset !== bytes.byteOffset)
      throw new RangeError('public ring: the word view and the byte view must begin at the same byte of one buffer')
    if (place.capacity < 2 || (place.capacity & (place.capacity - 1)) !== 0)
      throw new RangeError(`public ring: capacity ${place.capacity} is no power of two from 2`)
    if (place.entryWords < PAYLOAD)
      throw new RangeError(`public ring: ${place.entryWords} words an entry leave no room for slot and length`)
    this.maxPayloadBytes = (place.entryWords - PAYLOAD) * 4
    this.capacity = place.capacity
    this.entryWords = place.entryWords
    this.words = words
    this.bytes = bytes
    this.head = place.head
    this.tail = place.tail
    this.entries = place.entries
    this.mask = place.capacity - 1
  }

  /**
   * Owner only. Publishes a process with the first `length` bytes of `payload`; false, and nothing is changed, when the
   * ring is full or the payload too long.
   */
  push(slot: number, payload: Uint8Array, length: number): boolean {
    if (length > this.maxPayloadBytes) return false
    const words = this.words
    const bytes = this.bytes
    const head = Atomics.load(words, this.head)
    const tail = words[this.tail] as number
    if (((tail - head) | 0) >= this.capacity) return false
    const entry = this.entries + (tail & this.mask) * this.entryWords
    const firstByte = (entry + PAYLOAD) * 4
    words[entry + SLOT] = slot
    words[entry + LENGTH] = length
    for (let index = 0; index < length; index++) bytes[firstByte + index] = payload[index] as number
    Atomics.store(words, this.tail, (tail + 1) | 0)
    return true
  }

  /**
   * Owner only. Takes the oldest entry back and returns its slot number, or -1 when the ring is empty. The payload is not
   * read: the owner still has the process itself.
   */
  pop(): number {
    const words = this.words
    const tail = words[this.tail] as number
    // Nobody pushes meanwhile, so that at most `capacity` attempts can fail.
    for (;;) {
      const head = Atomics.load(words, this.head)
      if (head === tail) return -1
      const slot = words[this.entries + (head & this.mask) * this.entryWords + SLOT] as number
      if (Atomics.compareExchange(words, this.head, head, (head + 1) | 0) === head) return slot
    }
  }

  /**
   * Entries in the ring, by anybody, possibly out of date. 0 means: empty when the tail was read, so that an entry whose
   * push ended before this call began is never overlooked.
   */
  size(): number {
    const head = Atomics.load(this.words, this.head)
    const size = (Atomics.load(this.words, this.tail) - head) | 0
    return Math.min(size, this.capacity)
  }

  /** The slot numbers in it, while nobody steals. */
  slots(): number[] {
    const slots: number[] = []
    const head = Atomics.load(this.words, this.head)
    for (let i = 0; i < this.size(); i++) {
      slots.push(this.words[this.entries + ((head + i) & this.mask) * this.entryWords] as number)
    }
    return slots
  }

  /** Empties it, while nobody steals: its owner has died. */
  clear(): void {
    const tail = Atomics.load(this.words, this.tail)
    Atomics.store(this.words, this.head, tail)
  }

  /**
   * Any scheduler but the owner. Takes half of the entries (rounded up, at most `most` and what `into` can hold) into
   * `into` and returns their number. 0 means that the ring was empty, or, with `into.lostRace` set, that it was not but
   * others were faster several times in a row. What `into` held before is gone in every case.
   */
  steal(into: StolenBatch, most: number): number {
    const words = this.words
    const limit = Math.min(most, into.capacity)
    into.clear()
    if (limit <= 0) return 0
    for (let attempt = 0; attempt < STEAL_ATTEMPTS; attempt++) {
      const head = Atomics.load(words, this.head)
      const size = (Atomics.load(words, this.tail) - head) | 0
      if (size <= 0) return 0
      // The head moved between the two loads: the exchange below would fail, so spare the copying.
      if (size > this.capacity) continue
      const count = Math.min(size - (size >> 1), limit)
      for (let index = 0; index < count; index++) {
        const from = this.entries + ((head + index) & this.mask) * this.entryWords
        const to = index * this.entryWords
        const length = words[from + LENGTH] as number
        into.words[to + SLOT] = words[from + SLOT] as number
        into.words[to + LENGTH] = length
        // In bounds even when the owner is overwriting the entry: the word only ever holds lengths that push has checked.
        const end = PAYLOAD + ((length + 3) >>> 2)
        for (let word = PAYLOAD; word < end; word++) into.words[to + word] = words[from + word] as number
      }
      if (Atomics.compareExchange(words, this.head, head, (head + count) | 0) === head) {
        into.accept(count)
        return count
      }
    }
    into.lostRace = true
    return 0
  }
}
