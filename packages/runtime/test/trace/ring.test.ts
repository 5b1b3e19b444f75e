import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Entry } from '../../src/trace/entry.ts'
import { TraceMemory } from '../../src/trace/memory.ts'
import { TraceRing, TraceRingReader } from '../../src/trace/ring.ts'

type Item = { value: number } | { number: number; text: string }

function readAll(reader: TraceRingReader): Item[] {
  const items: Item[] = []
  reader.read(
    (entries, at) => items.push({ value: entries[at + 7] as number }),
    (number, text) => items.push({ number, text }),
  )
  return items
}

describe('the ring of a trace', () => {
  it('gives what was written, in order, whatever is read in between; what does not fit is counted', () => {
    const step = fc.oneof(
      fc.record({ value: fc.double({ noNaN: true }) }),
      fc.record({ number: fc.nat(1000), text: fc.string({ unit: 'binary', maxLength: 100 }) }),
      fc.constant('read' as const),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const memory = TraceMemory.create(2, 8)
        const ring = new TraceRing(memory, 2)
        const reader = new TraceRingReader(memory, 2)
        const read: Item[] = []
        const written: Item[] = []
        let dropped = 0
        let used = 0
        for (const item of steps) {
          if (item === 'read') {
            read.push(...readAll(reader))
            used = 0
            continue
          }
          const entries = 'text' in item ? 1 + Math.ceil(item.text.length / 32) : 1
          const fits = used + entries <= 8
          if ('text' in item) expect(ring.writeText(item.number, item.text)).toBe(fits)
          else ring.write(Entry.slice, 0, 0, 0, 0, 0, 0, item.value)
          if (fits) {
            written.push(item)
            used += entries
          } else if (!('text' in item)) {
            dropped++
          }
        }
        read.push(...readAll(reader))
        expect(read).toEqual(written)
        expect(reader.dropped).toBe(dropped)
      }),
    )
  })

  it('goes on where the last writer of a scheduler stopped', () => {
    const memory = TraceMemory.create(1, 4)
    const reader = new TraceRingReader(memory, 1)
    for (let value = 0; value < 10; value++) {
      new TraceRing(memory, 1).write(Entry.slice, 0, 0, 0, 0, 0, 0, value)
      expect(readAll(reader)).toEqual([{ value }])
    }
  })

  it('cuts long texts', () => {
    const memory = TraceMemory.create(1, 64)
    new TraceRing(memory, 1).writeText(1, 'x'.repeat(1000))
    expect(readAll(new TraceRingReader(memory, 1))).toEqual([{ number: 1, text: 'x'.repeat(256) }])
  })

  it('rings the bell when half of it is full, and is closed when all are', () => {
    const memory = TraceMemory.create(2, 8)
    const rings = [1, 2].map((scheduler) => new TraceRing(memory, scheduler))
    for (let n = 1; n <= 4; n++) {
      expect(memory.bell).toBe(0)
      rings[0]?.write(Entry.slice, 0, 0, 0, 0, 0, 0, n)
    }
    expect(memory.bell).toBe(1)
    rings[0]?.close()
    expect(memory.isClosed).toBe(false)
    rings[1]?.close()
    expect(memory.isClosed).toBe(true)
  })
})
