import { ENTRY_FLOATS, ENTRY_UNITS, Entry } from './entry.ts'
import { RingWord, type TraceMemory } from './memory.ts'

/** Longest text that is recorded, in UTF-16 code units. Chosen: names of functions and labels are shorter. */
const LONGEST_TEXT = 256

/** A scheduler's end of its ring. Allocates nothing. */
export class TraceRing {
  readonly #memory: TraceMemory
  readonly #words: Int32Array
  readonly #at: number
  readonly #entries: Float64Array
  readonly #units: Uint16Array
  readonly #capacity: number
  readonly #mask: number
  #tail: number
  /** As last seen. */
  #head: number

  /** Goes on where the last scheduler of this number has stopped. */
  constructor(memory: TraceMemory, scheduler: number) {
    const { buffer, capacity, words } = memory
    this.#memory = memory
    this.#words = words
    this.#at = memory.wordsAt(scheduler)
    this.#entries = new Float64Array(buffer, memory.entriesAt(scheduler), capacity * ENTRY_FLOATS)
    this.#units = new Uint16Array(buffer, memory.entriesAt(scheduler), capacity * ENTRY_UNITS)
    this.#capacity = capacity
    this.#mask = capacity - 1
    this.#tail = Atomics.load(words, this.#at + RingWord.tail)
    this.#head = Atomics.load(words, this.#at + RingWord.head)
    Atomics.store(words, this.#at + RingWord.closed, 0)
  }

  /** Records an entry; one that does not fit is counted as dropped. */
  write(kind: number, a: number, b: number, c: number, d: number, e: number, f: number, g: number): void {
    if (!this.#hasRoom(1)) {
      this.#words[this.#at + RingWord.dropped] = ((this.#words[this.#at + RingWord.dropped] as number) + 1) | 0
      return
    }
    const entries = this.#entries
    const at = (this.#tail & this.#mask) * ENTRY_FLOATS
    entries[at] = kind
    entries[at + 1] = a
    entries[at + 2] = b
    entries[at + 3] = c
    entries[at + 4] = d
    entries[at + 5] = e
    entries[at + 6] = f
    entries[at + 7] = g
    this.#commit(1)
  }

  /** Says what a number stands for from here on; false if there is no room. A long text is cut. */
  writeText(number: number, text: string): boolean {
    const length = Math.min(text.length, LONGEST_TEXT)
    const entries = 1 + Math.ceil(length / ENTRY_UNITS)
    if (!this.#hasRoom(entries)) return false
    const at = (this.#tail & this.#mask) * ENTRY_FLOATS
    this.#entries[at] = Entry.text
    this.#entries[at + 1] = number
    this.#entries[at + 2] = length
    for (let i = 0; i < length; i++) {
      const entry = this.#tail + 1 + Math.floor(i / ENTRY_UNITS)
      this.#units[(entry & this.#mask) * ENTRY_UNITS + (i % ENTRY_UNITS)] = text.charCodeAt(i)
    }
    this.#commit(entries)
    return true
  }

  close(): void {
    Atomics.store(this.#words, this.#at + RingWord.closed, 1)
    this.#memory.ringBell()
  }

  #hasRoom(entries: number): boolean {
    if (((this.#tail - this.#head) | 0) + entries <= this.#capacity) return true
    this.#head = Atomics.load(this.#words, this.#at + RingWord.head)
    return ((this.#tail - this.#head) | 0) + entries <= this.#capacity
  }

  /** What has been written is there for the reader from here on: the store releases it. */
  #commit(entries: number): void {
    const tail = (this.#tail + entries) | 0
    const half = this.#capacity >> 1
    const crossed = ((this.#tail ^ tail) & half) !== 0
    this.#tail = tail
    Atomics.store(this.#words, this.#at + RingWord.tail, tail)
    if (crossed) this.#memory.ringBell()
  }
}

/** The other end of a ring. */
export class TraceRingReader {
  readonly #words: Int32Array
  readonly #at: number
  readonly #entries: Float64Array
  readonly #units: Uint16Array
  readonly #mask: number
  #head: number

  constructor(memory: TraceMemory, scheduler: number) {
    const { buffer, capacity, words } = memory
    this.#words = words
    this.#at = memory.wordsAt(scheduler)
    this.#entries = new Float64Array(buffer, memory.entriesAt(scheduler), capacity * ENTRY_FLOATS)
    this.#units = new Uint16Array(buffer, memory.entriesAt(scheduler), capacity * ENTRY_UNITS)
    this.#mask = capacity - 1
    this.#head = Atomics.load(words, this.#at + RingWord.head)
  }

  /** Hands over all that is there: each entry as the floats that it is in, and where it begins there; texts as texts. Returns the number of entries. */
  read(onEntry: (entries: Float64Array, at: number) => void, onText: (number: number, text: string) => void): number {
    const tail = Atomics.load(this.#words, this.#at + RingWord.tail)
    const all = (tail - this.#head) | 0
    let head = this.#head
    while (head !== tail) {
      const at = (head & this.#mask) * ENTRY_FLOATS
      head = (head + 1) | 0
      if (this.#entries[at] !== Entry.text) {
        onEntry(this.#entries, at)
        continue
      }
      const length = this.#entries[at + 2] as number
      onText(this.#entries[at + 1] as number, this.#textAt(head, length))
      head = (head + Math.ceil(length / ENTRY_UNITS)) | 0
    }
    this.#head = head
    Atomics.store(this.#words, this.#at + RingWord.head, head)
    return all
  }

  /** Entries that did not fit, since the ring was made. */
  get dropped(): number {
    return (Atomics.load(this.#words, this.#at + RingWord.dropped) as number) >>> 0
  }

  #textAt(entry: number, length: number): string {
    let text = ''
    for (let i = 0; i < length; i++) {
      const of = entry + Math.floor(i / ENTRY_UNITS)
      text += String.fromCharCode(this.#units[(of & this.#mask) * ENTRY_UNITS + (i % ENTRY_UNITS)] as number)
    }
    return text
  }
}
