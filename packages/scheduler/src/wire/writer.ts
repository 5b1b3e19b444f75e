import {
  BEYOND_LATIN1,
  LATIN1_U8_MAX,
  LATIN1_U32,
  latin1Write,
  SHORT_TO_WRITE,
  UTF16_U32,
  ucs2Write,
} from './strings.ts'

/** Bytes that are copied one by one. Measured: the call of the platform's copy, with a view for it, takes as long as some 60 of them. */
const SHORT_TO_COPY = 48

/**
 * Appends little-endian numbers and strings to a buffer that grows by doubling and is used again after `reset`.
 * `bytes` and `view` are replaced when it grows: read them anew after each write.
 */
export class ByteWriter {
  /** The buffer; the first `length` bytes are written. */
  bytes: Uint8Array<ArrayBuffer>
  /** The same memory. */
  view: DataView<ArrayBuffer>
  length: number

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
    this.length = 0
  }

  /** Forgets what was written and keeps the memory. */
  reset(): void {
    this.length = 0
  }

  u8(value: number): void {
    const at = this.length
    if (at + 1 > this.bytes.length) this.grow(at + 1)
    this.bytes[at] = value
    this.length = at + 1
  }

  u16(value: number): void {
    const at = this.length
    if (at + 2 > this.bytes.length) this.grow(at + 2)
    this.view.setUint16(at, value, true)
    this.length = at + 2
  }

  u32(value: number): void {
    const at = this.length
    if (at + 4 > this.bytes.length) this.grow(at + 4)
    this.view.setUint32(at, value, true)
    this.length = at + 4
  }

  f64(value: number): void {
    const at = this.length
    if (at + 8 > this.bytes.length) this.grow(at + 8)
    this.view.setFloat64(at, value, true)
    this.length = at + 8
  }

  /** Writes any string; strings.ts says how. */
  string(text: string): void {
    const count = text.length
    if (count > SHORT_TO_WRITE) {
      this.longString(text)
      return
    }
    const at = this.length
    if (at + 1 + count > this.bytes.length) this.grow(at + 1 + count)
    const bytes = this.bytes
    bytes[at] = count
    for (let i = 0; i < count; i++) {
      const unit = text.charCodeAt(i)
      if (unit > 0xff) {
        this.longString(text)
        return
      }
      bytes[at + 1 + i] = unit
    }
    this.length = at + 1 + count
  }

  /** Overwrites the u32 at `at`, for a count that is known only after what it counts. */
  patchU32(at: number, value: number): void {
    this.view.setUint32(at, value, true)
  }

  /** Makes room for `count` bytes and counts them as written: where the first of them is, for whoever writes them into `view` at once. */
  reserve(count: number): number {
    const at = this.length
    if (at + count > this.bytes.length) this.grow(at + count)
    this.length = at + count
    return at
  }

  /** Appends `bytes[from]` to `bytes[to - 1]`. */
  append(bytes: Uint8Array, from: number, to: number): void {
    const at = this.length
    const end = at + (to - from)
    if (end > this.bytes.length) this.grow(end)
    this.length = end
    if (to - from <= SHORT_TO_COPY) {
      const target = this.bytes
      for (let i = from; i < to; i++) target[at + i - from] = bytes[i] as number
      return
    }
    this.bytes.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), at)
  }

  private longString(text: string): void {
    const count = text.length
    let at = this.length
    const wide = BEYOND_LATIN1.test(text)
    const most = at + 5 + (wide ? count * 2 : count)
    if (most > this.bytes.length) this.grow(most)
    if (!wide && count <= LATIN1_U8_MAX) {
      this.bytes[at++] = count
    } else {
      this.bytes[at++] = wide ? UTF16_U32 : LATIN1_U32
      this.view.setUint32(at, count, true)
      at += 4
    }
    if (wide) {
      ucs2Write.call(this.bytes, text, at, count * 2)
      at += count * 2
    } else {
      latin1Write.call(this.bytes, text, at, count)
      at += count
    }
    this.length = at
  }

  private grow(needed: number): void {
    let capacity = Math.max(this.bytes.length * 2, 64)
    while (capacity < needed) capacity *= 2
    const bytes = new Uint8Array(capacity)
    bytes.set(this.bytes.subarray(0, this.length))
    this.bytes = bytes
    this.view = new DataView(bytes.buffer)
  }
}
