import { ENTRY_FLOATS } from './entry.ts'

/** Words of a cache line: what different threads write stands on different lines. */
const LINE = 16

/** Words for all. */
const Word = {
  /** Raised when a ring is half full: the writer need not wait any longer. Writers: any. */
  bell: 0,
  /** 1: the trace ends. Writer: whoever began it. */
  ending: LINE,
  /** Never written again. */
  schedulers: 2 * LINE,
  capacity: 2 * LINE + 1,
} as const
const HEADER_WORDS = 3 * LINE

/** Words of a scheduler's ring. */
export const RingWord = {
  /** Entries ever written (wraps). Writer: the scheduler. */
  tail: 0,
  /** Entries that did not fit (wraps). Writer: the scheduler. */
  dropped: 1,
  /** 1: the scheduler writes no more. Writers: the scheduler, or whoever knows that it has ended. */
  closed: 2,
  /** Entries ever read (wraps). Writer: the writer of the file. */
  head: LINE,
} as const
const RING_WORDS = 2 * LINE

/** Entries of a ring, 4 MB. Chosen: what a scheduler with short slices records in a few tens of milliseconds. */
export const RING_ENTRIES = 2 ** 16

/**
 * The memory of a trace: a ring of entries for each scheduler, which alone writes it, and which one reader empties. Nobody waits for anybody: what does
 * not fit is dropped, and counted. Shared, so that what a scheduler has recorded is there when its thread has died.
 */
export class TraceMemory {
  readonly buffer: SharedArrayBuffer
  readonly words: Int32Array
  readonly schedulers: number
  /** Entries of each ring, a power of two. */
  readonly capacity: number

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.words = new Int32Array(buffer)
    this.schedulers = this.words[Word.schedulers] as number
    this.capacity = this.words[Word.capacity] as number
  }

  static create(schedulers: number, capacity: number = RING_ENTRIES): TraceMemory {
    const floats = (HEADER_WORDS + schedulers * RING_WORDS) / 2 + schedulers * capacity * ENTRY_FLOATS
    const buffer = new SharedArrayBuffer(floats * 8)
    const words = new Int32Array(buffer)
    words[Word.schedulers] = schedulers
    words[Word.capacity] = capacity
    return new TraceMemory(buffer)
  }

  /** Of the ring of scheduler 1 to N: its first word. */
  wordsAt(scheduler: number): number {
    return HEADER_WORDS + (scheduler - 1) * RING_WORDS
  }

  /** The same: the byte at which its entries begin. */
  entriesAt(scheduler: number): number {
    return (HEADER_WORDS + this.schedulers * RING_WORDS) * 4 + (scheduler - 1) * this.capacity * ENTRY_FLOATS * 8
  }

  ringBell(): void {
    Atomics.add(this.words, Word.bell, 1)
    Atomics.notify(this.words, Word.bell)
  }

  get bell(): number {
    return Atomics.load(this.words, Word.bell)
  }

  /** Waits, with the whole thread, until the bell rings that had rung `seen` times, or the time is over. */
  waitForBell(seen: number, milliseconds: number): void {
    Atomics.wait(this.words, Word.bell, seen, milliseconds)
  }

  end(): void {
    Atomics.store(this.words, Word.ending, 1)
    this.ringBell()
  }

  get isEnding(): boolean {
    return Atomics.load(this.words, Word.ending) === 1
  }

  close(scheduler: number): void {
    Atomics.store(this.words, this.wordsAt(scheduler) + RingWord.closed, 1)
  }

  /** Every scheduler has recorded its last entry. */
  get isClosed(): boolean {
    for (let scheduler = 1; scheduler <= this.schedulers; scheduler++) {
      if (Atomics.load(this.words, this.wordsAt(scheduler) + RingWord.closed) === 0) return false
    }
    return true
  }
}
