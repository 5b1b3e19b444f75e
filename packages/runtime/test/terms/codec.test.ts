import { MessageChannel } from 'node:worker_threads'
import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTerm } from '../../src/terms/decode.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import { copyTermTransferring } from '../../src/terms/transfer.ts'
import { exported, functions, inline, terms } from './support.ts'

function encoded(value: unknown): Uint8Array {
  const writer = new ByteWriter()
  encodeTerm(writer, [], value, 'message', functions)
  return writer.bytes.slice(0, writer.length)
}

function decoded(bytes: Uint8Array): unknown {
  const reader = new ByteReader()
  reader.open(bytes, 0, bytes.length)
  return decodeTerm(reader, [], 0, functions)
}

describe('the codec', () => {
  it('takes few bytes for a usual message', () => {
    expect(encoded(['ping', 5]).length).toBe(11)
    expect(encoded(5).length).toBe(3)
  })

  it('writes several terms one after another, each with its own references', () => {
    const shared = { a: 1 }
    const writer = new ByteWriter(4)
    const extras: unknown[] = []
    const values = [[shared, shared], shared, [new SharedArrayBuffer(1)], 'x', [new SharedArrayBuffer(2), new Blob([])]]
    for (const value of values) {
      encodeTerm(writer, extras, value, 'message', functions)
    }
    expect(extras.length).toBe(3)
    const reader = new ByteReader()
    reader.open(writer.bytes, 0, writer.length)
    const read = values.map(() => decodeTerm(reader, extras, 0, functions)) as [unknown[], object]
    expect(read.map(String)).toEqual(values.map(String))
    expect(read[0][0]).toBe(read[0][1])
    expect(read[1]).not.toBe(read[0][0])
  })

  it('throws cleanly on any corrupted bytes', () => {
    fc.assert(
      fc.property(terms, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean(), (value, at, byte, cut) => {
        const bytes = encoded(value)
        const broken = cut ? bytes.slice(0, at % bytes.length) : bytes.slice()
        if (!cut) broken[at % bytes.length] = byte
        try {
          decoded(broken)
        } catch (error) {
          expect(String(error)).toMatch(/^CorruptBytes: corrupt signal bytes at \d+|^Error: no function/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['an unknown tag', [0, 99]],
    ['a reference to nothing', [1, 25, 0, 0, 0, 0]],
    ['a length beyond the end', [0, 11, 255, 255, 255, 255]],
    ['an extra that is missing', [0, 23, 0, 0, 0, 0]],
    ['an end too early', [0, 6, 1, 2]],
    ['no form of a string', [0, 7, 254]],
    ['the code of a function that is not compiled', [0, 32, 0, 0, 0, 0]],
  ])('names what is corrupt: %s', (_, bytes) => {
    expect(() => decoded(Uint8Array.from(bytes))).toThrow('corrupt signal bytes at')
  })
})

describe('a transfer list', () => {
  it('puts a buffer beside the bytes and keeps the views over it sharing', () => {
    const buffer = new ArrayBuffer(16)
    const writer = new ByteWriter()
    const extras: unknown[] = []
    encodeTerm(writer, extras, [new Uint8Array(buffer, 4, 4), buffer], 'message', functions, [buffer])
    expect(extras).toEqual([buffer])
    expect(extras[0]).toBe(buffer)
    const posted = structuredClone(extras, { transfer: [buffer] })
    const reader = new ByteReader()
    reader.open(writer.bytes, 0, writer.length)
    const [view, moved] = decodeTerm(reader, posted, 0, functions) as [Uint8Array, ArrayBuffer]
    expect(view.buffer).toBe(moved)
    expect([view.byteOffset, view.length, moved.byteLength, buffer.byteLength]).toEqual([4, 4, 16, 0])
  })

  it('moves a buffer on the same core and detaches the sender', () => {
    const bytes = new Uint8Array([1, 2, 3])
    const sent = ['data', bytes, { bytes, exported, inline }]
    const moved = copyTermTransferring(sent, 'message', functions, [bytes.buffer])
    expect(moved).toEqual(['data', Uint8Array.of(1, 2, 3), { bytes: Uint8Array.of(1, 2, 3), exported, inline }])
    expect(bytes.length).toBe(0)
    const [, first, second] = moved as [string, Uint8Array, { bytes: Uint8Array }]
    expect(second.bytes).toBe(first)
  })

  it('moves a port', async () => {
    const { port1, port2 } = new MessageChannel()
    const moved = copyTermTransferring({ port: port1 }, 'message', functions, [port1]) as { port: typeof port1 }
    const heard = new Promise((resolve) => moved.port.once('message', resolve))
    port2.postMessage('hello')
    expect(await heard).toBe('hello')
    moved.port.close()
  })

  it('detaches nothing when the term is refused', () => {
    const buffer = new ArrayBuffer(4)
    expect(() => copyTermTransferring([buffer, () => {}], 'message', functions, [buffer])).toThrow(
      'message[1]: a function',
    )
    expect(buffer.byteLength).toBe(4)
    const twice = () => copyTermTransferring([buffer], 'message', functions, [buffer, buffer])
    expect(twice).toThrow('message: its transfer list is refused')
    expect(buffer.byteLength).toBe(4)
  })
})
