import { CorruptBytes } from './corrupt.ts'
import { LATIN1_U8_MAX, LATIN1_U32, latin1Slice, SHORT_TO_READ, UTF16_U32, ucs2Slice } from './strings.ts'

/** A power of two; 2048 short strings cover the tags and keys of a large program. Chosen. */
const CACHE_SLOTS = 2048

const nothing = new Uint8Array(0)

/**
 * Reads what a ByteWriter wrote. One reader is opened again and again on other bytes. Each read is checked against the
 * end it was opened with and throws CorruptBytes rather than read past it.
 */
export class ByteReader {
  bytes: Uint8Array
  view: DataView
  /** Where the next read starts. */
  position: number
  /** Where reading must stop. */
  end: number
  /** Short strings (tags, keys) come again and again: a hit costs no allocation and gives an already hashed string. */
  private readonly cache: string[]

  constructor() {
    this.bytes = nothing
    this.view = new DataView(nothing.buffer)
    this.position = 0
    this.end = 0
    this.cache = new Array<string>(CACHE_SLOTS).fill('')
  }

  /** Starts reading `bytes[from]` to `bytes[to - 1]`. */
  open(bytes: Uint8Array, from: number, to: number): void {
    if (!(from >= 0 && from <= to && to <= bytes.length)) {
      throw new RangeError(`cannot read bytes ${from} to ${to} of a buffer of ${bytes.length}`)
    }
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    this.position = from
    this.end = to
  }

  u8(): number {
    const at = this.position
    if (at >= this.end) this.past(1)
    this.position = at + 1
    return this.bytes[at] as number
  }

  u16(): number {
    const at = this.position
    if (at + 2 > this.end) this.past(2)
    this.position = at + 2
    return this.view.getUint16(at, true)
  }

  u32(): number {
    const at = this.position
    if (at + 4 > this.end) this.past(4)
    this.position = at + 4
    return this.view.getUint32(at, true)
  }

  f64(): number {
    const at = this.position
    if (at + 8 > this.end) this.past(8)
    this.position = at + 8
    return this.view.getFloat64(at, true)
  }

  string(): string {
    const first = this.u8()
    const at = this.position
    if (first <= LATIN1_U8_MAX) {
      const to = at + first
      if (to > this.end) this.past(first)
      this.position = to
      return first <= SHORT_TO_READ ? this.shortString(at, first) : latin1Slice.call(this.bytes, at, to)
    }
    if (first !== LATIN1_U32 && first !== UTF16_U32) {
      throw new CorruptBytes(`${first} is no form of a string`, at - 1)
    }
    const wide = first === UTF16_U32
    const size = this.u32() * (wide ? 2 : 1)
    const from = this.position
    if (from + size > this.end) this.past(size)
    this.position = from + size
    return wide ? ucs2Slice.call(this.bytes, from, from + size) : latin1Slice.call(this.bytes, from, from + size)
  }

  /** The next `count` bytes as a view of the same memory. */
  take(count: number): Uint8Array {
    const at = this.position
    if (at + count > this.end) this.past(count)
    this.position = at + count
    return this.bytes.subarray(at, at + count)
  }

  /** Goes past the next `count` bytes: where the first of them is, for whoever reads them from `view` at once. */
  skip(count: number): number {
    const at = this.position
    if (at + count > this.end) this.past(count)
    this.position = at + count
    return at
  }

  /** A copy of all that has not been read, to be kept while the buffer is used for something else. Moves to the end. */
  rest(): Uint8Array {
    const bytes = this.bytes.slice(this.position, this.end)
    this.position = this.end
    return bytes
  }

  /** The error to throw when what was read makes no sense. */
  corrupt(what: string, position: number, cause?: unknown): CorruptBytes {
    return new CorruptBytes(what, position, cause)
  }

  private shortString(at: number, count: number): string {
    if (count === 0) return ''
    const bytes = this.bytes
    let hash = count
    for (let i = 0; i < count; i++) hash = (Math.imul(hash, 31) + (bytes[at + i] as number)) | 0
    const slot = (hash ^ (hash >>> 15)) & (CACHE_SLOTS - 1)
    const cached = this.cache[slot] as string
    if (cached.length === count) {
      let i = 0
      while (i < count && cached.charCodeAt(i) === bytes[at + i]) i++
      if (i === count) return cached
    }
    const text = latin1Slice.call(bytes, at, at + count)
    this.cache[slot] = text
    return text
  }

  private past(count: number): never {
    throw new CorruptBytes(`${count} more bytes are announced, ${this.end - this.position} are left`, this.position)
  }
}
