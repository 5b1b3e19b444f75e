import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CorruptBytes } from '../../src/wire/corrupt.ts'
import { ByteReader } from '../../src/wire/reader.ts'
import { ByteWriter } from '../../src/wire/writer.ts'

/** Any sequence of UTF-16 code units, also ones that are no text. */
const units = fc.array(fc.oneof(fc.nat(0xff), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), {
  maxLength: 300,
})
const anyString = fc.oneof(
  units.map((codes) => String.fromCharCode(...codes)),
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const step = fc.oneof(
  fc.record({ type: fc.constant('u8' as const), value: fc.nat(0xff) }),
  fc.record({ type: fc.constant('u16' as const), value: fc.nat(0xffff) }),
  fc.record({ type: fc.constant('u32' as const), value: fc.nat(0xffff_ffff) }),
  fc.record({ type: fc.constant('f64' as const), value: fc.double() }),
  fc.record({ type: fc.constant('string' as const), value: anyString }),
)

function write(writer: ByteWriter, { type, value }: { type: string; value: number | string }): void {
  if (typeof value === 'string') writer.string(value)
  else if (type === 'u8') writer.u8(value)
  else if (type === 'u16') writer.u16(value)
  else if (type === 'u32') writer.u32(value)
  else writer.f64(value)
}

function readerOf(writer: ByteWriter): ByteReader {
  const reader = new ByteReader()
  reader.open(writer.bytes, 0, writer.length)
  return reader
}

describe('ByteWriter and ByteReader', () => {
  it('read back any sequence of numbers and strings, however small the buffer was', () => {
    fc.assert(
      fc.property(fc.array(step), fc.nat(20), (steps, capacity) => {
        const writer = new ByteWriter(capacity)
        for (const one of steps) write(writer, one)
        const reader = readerOf(writer)
        for (const { type, value } of steps) expect(reader[type]()).toBe(value)
        expect(reader.position).toBe(reader.end)
      }),
    )
  })

  it.each([0, 1, 23, 24, 25, 59, 60, 61, 250, 251, 252, 253, 65_536, 1_000_000])(
    'keep strings of %i characters',
    (length) => {
      const writer = new ByteWriter(1)
      const strings = ['a', '\0', 'ÿ', 'Ā', '日', '\ud800'].map((one) => one.repeat(length))
      for (const text of strings) writer.string(text)
      const reader = readerOf(writer)
      for (const text of strings) expect(reader.string() === text).toBe(true)
    },
  )

  it('keep one wide character at any place of a string', () => {
    for (const length of [3, 24, 60, 90]) {
      for (let i = 0; i < length; i++) {
        const text = `${'a'.repeat(i)}\udc00${'b'.repeat(length - i - 1)}`
        const writer = new ByteWriter(1)
        writer.string(text)
        expect(readerOf(writer).string()).toBe(text)
      }
    }
  })

  it('do not mistake one short string for another that was read before', () => {
    const writer = new ByteWriter()
    const strings = Array.from({ length: 20_000 }, (_, i) => `key${i * 7919}`)
    for (const text of [...strings, ...strings]) writer.string(text)
    const reader = readerOf(writer)
    for (const text of [...strings, ...strings]) expect(reader.string()).toBe(text)
  })

  it('overwrite a count, append bytes and start anew in the same memory', () => {
    const writer = new ByteWriter(2)
    writer.u32(0)
    writer.append(Uint8Array.of(9, 1, 2, 9), 1, 3)
    writer.append(Uint8Array.of(3), 0, 1)
    writer.patchU32(0, 0xffff_ffff)
    const reader = readerOf(writer)
    expect([reader.u32(), reader.u8(), reader.u8(), reader.u8()]).toEqual([0xffff_ffff, 1, 2, 3])
    const memory = writer.bytes
    writer.reset()
    writer.u8(5)
    expect([writer.length, writer.bytes === memory, writer.bytes[0]]).toEqual([1, true, 5])
  })

  it('read a part of a buffer, and of a view into one', () => {
    const whole = Uint8Array.of(9, 9, 1, 0, 0, 0, 2, 9)
    const reader = new ByteReader()
    reader.open(whole.subarray(1), 1, 6)
    expect([reader.u32(), reader.u8()]).toEqual([1, 2])
    expect(() => reader.u8()).toThrow(CorruptBytes)
  })

  it('hand out the rest as a copy', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4)
    const reader = new ByteReader()
    reader.open(bytes, 0, 3)
    reader.u8()
    const rest = reader.rest()
    bytes.fill(0)
    expect([...rest]).toEqual([2, 3])
    expect(reader.position).toBe(3)
  })

  it('refuse to read past the end, in whatever form', () => {
    const reads = ['u8', 'u16', 'u32', 'f64', 'string'] as const
    for (const read of reads) {
      const reader = new ByteReader()
      // Much more memory than may be read.
      reader.open(new Uint8Array(100).fill(251), 0, read === 'u8' ? 0 : 1)
      expect(() => reader[read](), read).toThrow(
        /^corrupt signal bytes at \d: \d+ more bytes are announced, \d are left/,
      )
    }
    const reader = new ByteReader()
    reader.open(Uint8Array.of(255), 0, 1)
    expect(() => reader.string()).toThrow('255 is no form of a string')
    expect(() => reader.open(Uint8Array.of(1), 0, 2)).toThrow('cannot read bytes 0 to 2 of a buffer of 1')
  })
})
