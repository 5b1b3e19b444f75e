import type { Arena } from './arena.ts'

/** Where a signal ring lies in shared memory, in words of one Int32Array. What the two sides write belongs on different cache lines. */
export interface SignalRingPlace {
  /** Word that counts bytes taken, wrapping at 2^32. Written by the receiver. */
  head: number
  /** Word that counts bytes written, wrapping at 2^32. Written by the sender. */
  tail: number
  /** Word that counts parcels posted through the port beside the ring, wrapping at 2^32. Written by the sender, before it posts. */
  posted: number
  /** First word of the entries. */
  entries: number
  /** Bytes of the entries, a power of two from 16; 0: nothing fits. */
  capacity: number
}

/** A word with the number of parcels posted before it, a word with the length of the batch in bytes. */
const HEADER_BYTES = 8

/** Bytes that are copied one by one. Measured: the call of the platform's copy, with a view for it, takes as long as some 60 of them. */
const SHORT_TO_COPY = 48

/**
 * Short batches of signals from one scheduler to another, in shared memory: one writes, one takes, nobody waits.
 *
 * Each entry says how many parcels had been posted through the port beside the ring when it was written, so that the receiver keeps the order of
 * both. The protocol, and why it is right, is in README.md beside this file.
 */
export class SignalRing {
  private readonly words: Int32Array
  private readonly bytes: Uint8Array
  private readonly head: number
  private readonly tail: number
  private readonly posted: number
  private readonly entries: number
  private readonly capacity: number
  private readonly mask: number
  /** The sender's: the tail, and the head as it last saw it. */
  private written: number
  private seenHead: number
  /** The receiver's: the head, and the tail as it last saw it. */
  private taken: number
  private seenTail: number

  /** `words` and `bytes` are two views of the same memory, beginning at the same byte. */
  constructor(words: Int32Array, bytes: Uint8Array, place: SignalRingPlace) {
    this.words = words
    this.bytes = bytes
    this.head = place.head
    this.tail = place.tail
    this.posted = place.posted
    this.entries = place.entries
    this.capacity = place.capacity
    this.mask = place.capacity - 1
    this.written = this.seenTail = words[place.tail] as number
    this.taken = this.seenHead = words[place.head] as number
  }

  /** Sender only. Writes the first `length` bytes of a batch, which comes after `posted` parcels; false, and nothing is changed, if there is no room. */
  write(batch: Uint8Array, length: number, posted: number): boolean {
    const size = sizeOf(length)
    if (size > this.capacity) return false
    const end = (this.written + size) | 0
    if (((end - this.seenHead) | 0) > this.capacity) {
      this.seenHead = Atomics.load(this.words, this.head)
      if (((end - this.seenHead) | 0) > this.capacity) return false
    }
    const words = this.words
    const at = this.written & this.mask
    words[this.entries + (at >> 2)] = posted
    words[this.entries + (((at + 4) & this.mask) >> 2)] = length
    this.copyIn(batch, length, (at + HEADER_BYTES) & this.mask)
    this.written = end
    Atomics.store(words, this.tail, end)
    return true
  }

  /** Receiver only. Copies the oldest batch into the arena, if it comes after just `posted` parcels. */
  take(posted: number, into: Arena): boolean {
    const words = this.words
    if (this.taken === this.seenTail) {
      this.seenTail = Atomics.load(words, this.tail)
      if (this.taken === this.seenTail) return false
    }
    const at = this.taken & this.mask
    const after = words[this.entries + (at >> 2)]
    if (after !== posted) return false
    const length = words[this.entries + (((at + 4) & this.mask) >> 2)] as number
    into.reserve(length)
    this.copyOut(into, length, (at + HEADER_BYTES) & this.mask)
    this.taken = (this.taken + sizeOf(length)) | 0
    Atomics.store(words, this.head, this.taken)
    return true
  }

  /** Receiver only. Whether it holds something that has not been taken. */
  isEmpty(): boolean {
    return Atomics.load(this.words, this.tail) === this.taken
  }

  /** Drops what it holds, and counts parcels anew, while nobody writes or takes: a side has died, and has no successor yet. */
  clear(): void {
    const tail = Atomics.load(this.words, this.tail)
    Atomics.store(this.words, this.head, tail)
    Atomics.store(this.words, this.posted, 0)
  }

  private copyIn(batch: Uint8Array, length: number, at: number): void {
    const bytes = this.bytes
    const first = this.entries * 4
    const mask = this.mask
    if (length <= SHORT_TO_COPY) {
      for (let i = 0; i < length; i++) bytes[first + ((at + i) & mask)] = batch[i] as number
      return
    }
    const before = Math.min(length, this.capacity - at)
    bytes.set(batch.subarray(0, before), first + at)
    if (before < length) bytes.set(batch.subarray(before, length), first)
  }

  private copyOut(into: Arena, length: number, at: number): void {
    const bytes = this.bytes
    const first = this.entries * 4
    const mask = this.mask
    const { bytes: target, from } = into
    if (length <= SHORT_TO_COPY) {
      for (let i = 0; i < length; i++) target[from + i] = bytes[first + ((at + i) & mask)] as number
      return
    }
    const before = Math.min(length, this.capacity - at)
    target.set(bytes.subarray(first + at, first + at + before), from)
    if (before < length) target.set(bytes.subarray(first, first + length - before), from + before)
  }
}

/** Of an entry, in whole words. */
function sizeOf(length: number): number {
  return HEADER_BYTES + ((length + 3) & ~3)
}
