import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PublicRing, type RingPlace } from '../../src/queue/public-ring.ts'
import { StolenBatch } from '../../src/queue/stolen-batch.ts'

const ENTRY_WORDS = 6
const BEFORE = 16

/** A ring somewhere in the middle of shared memory, its counters beginning at `first`. */
function setUp({ capacity = 8, first = 0 } = {}) {
  const place: RingPlace = { head: 0, tail: 8, entries: BEFORE, capacity, entryWords: ENTRY_WORDS }
  const words = new Int32Array(new SharedArrayBuffer((BEFORE + capacity * ENTRY_WORDS + 1) * 4))
  words[place.head] = words[place.tail] = first
  const guard = words.length - 1
  words[guard] = 0x5eed
  const bytes = new Uint8Array(words.buffer)
  const ring = new PublicRing(words, bytes, place)
  const batch = new StolenBatch(capacity, ENTRY_WORDS)
  const push = (slot: number, payload: number[] = []) => ring.push(slot, Uint8Array.from(payload), payload.length)
  const payload = (index: number) => {
    const offset = batch.offsets[index] as number
    return Array.from(batch.bytes.subarray(offset, offset + (batch.lengths[index] as number)))
  }
  return { ring, batch, push, payload, intact: () => words[guard] === 0x5eed }
}

describe('PublicRing', () => {
  it('gives the owner back what it pushed, oldest first', () => {
    const { ring, push } = setUp()
    expect(ring.pop()).toBe(-1)
    for (const slot of [7, 8, 9]) expect(push(slot)).toBe(true)
    expect(ring.size()).toBe(3)
    expect([ring.pop(), ring.pop(), ring.pop(), ring.pop()]).toEqual([7, 8, 9, -1])
  })

  it('refuses a push when it is full and takes it when there is room again', () => {
    const { ring, push } = setUp({ capacity: 2 })
    expect([push(1), push(2), push(3)]).toEqual([true, true, false])
    ring.pop()
    expect(push(3)).toBe(true)
    expect([ring.pop(), ring.pop(), ring.pop()]).toEqual([2, 3, -1])
  })

  it('refuses a payload that does not fit and takes one that just does', () => {
    const { ring, batch, push, payload, intact } = setUp({ capacity: 2 })
    const longest = Array.from({ length: ring.maxPayloadBytes }, (_, index) => 255 - index)
    expect(ring.maxPayloadBytes).toBe(16)
    expect(push(1, [...longest, 0])).toBe(false)
    expect(ring.size()).toBe(0)
    expect([push(1, longest), push(2, longest)]).toEqual([true, true])
    expect(intact()).toBe(true)
    expect(ring.steal(batch, 2)).toBe(1)
    expect(payload(0)).toEqual(longest)
  })

  it('gives a thief half of the entries, the oldest, rounded up', () => {
    const { ring, batch, push, payload } = setUp()
    for (let slot = 1; slot <= 5; slot++) push(slot, [slot, slot * 10])
    expect(ring.steal(batch, 8)).toBe(3)
    expect(Array.from(batch.slots.subarray(0, batch.count))).toEqual([1, 2, 3])
    expect([payload(0), payload(1), payload(2)]).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ])
    expect([ring.pop(), ring.pop(), ring.pop()]).toEqual([4, 5, -1])
  })

  it('gives a thief no more than it wants or can hold', () => {
    const { ring, batch, push } = setUp()
    for (let slot = 1; slot <= 8; slot++) push(slot)
    expect(ring.steal(batch, 0)).toBe(0)
    expect(ring.steal(batch, 1)).toBe(1)
    expect(ring.steal(new StolenBatch(2, ENTRY_WORDS), 8)).toBe(2)
    expect(ring.size()).toBe(5)
  })

  it('empties the batch when there was nothing to steal', () => {
    const { ring, batch, push } = setUp()
    push(1)
    expect(ring.steal(batch, 8)).toBe(1)
    expect(ring.steal(batch, 8)).toBe(0)
    expect([batch.count, batch.lostRace]).toEqual([0, false])
  })

  it('refuses a place that cannot work', () => {
    const words = new Int32Array(64)
    const bytes = new Uint8Array(words.buffer)
    const place: RingPlace = { head: 0, tail: 1, entries: 2, capacity: 4, entryWords: 4 }
    expect(() => new PublicRing(words, new Uint8Array(256), place)).toThrow('begin at the same byte')
    expect(() => new PublicRing(words, bytes.subarray(4), place)).toThrow('begin at the same byte')
    expect(() => new PublicRing(words, bytes, { ...place, capacity: 6 })).toThrow('power of two')
    expect(() => new PublicRing(words, bytes, { ...place, entryWords: 1 })).toThrow('no room')
  })

  it('behaves like a list, also where its counters wrap', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ push: fc.array(fc.nat(255), { maxLength: 18 }) }) },
      { weight: 2, arbitrary: fc.record({ pop: fc.constant(true) }) },
      { weight: 1, arbitrary: fc.record({ steal: fc.nat(10) }) },
    )
    const first = fc.constantFrom(0, 2 ** 31 - 5, -3)
    fc.assert(
      fc.property(first, fc.array(step, { maxLength: 100 }), (begin, steps) => {
        const { ring, batch, push, payload, intact } = setUp({ first: begin })
        const model: { slot: number; payload: number[] }[] = []
        let slot = 0
        for (const action of steps) {
          if ('push' in action) {
            const fits = model.length < 8 && action.push.length <= 16
            expect(push(++slot, action.push)).toBe(fits)
            if (fits) model.push({ slot, payload: action.push })
          } else if ('pop' in action) expect(ring.pop()).toBe(model.shift()?.slot ?? -1)
          else {
            const expected = model.splice(0, Math.min(Math.ceil(model.length / 2), action.steal))
            expect(ring.steal(batch, action.steal)).toBe(expected.length)
            expect(expected.map((_, index) => ({ slot: batch.slots[index], payload: payload(index) }))).toEqual(
              expected,
            )
          }
          expect(ring.size()).toBe(model.length)
        }
        expect(intact()).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
