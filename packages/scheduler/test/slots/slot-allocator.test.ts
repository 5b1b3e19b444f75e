import { describe, expect, it } from 'vitest'
import { BLOCK_SLOTS, Layout, ROW_WORDS_SHIFT, Row } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { SlotAllocator } from '../../src/slots/slot-allocator.ts'

/** Free slots an endpoint keeps for itself, of 76 blocks for two endpoints, before it gives a chunk away: 8 blocks hot, 9 cold. */
const KEPT = 17 * BLOCK_SLOTS

function memoryOf(blocks: number, schedulers = 1): SharedMemory {
  const options = { schedulers, ringCapacity: 2, ringPayloadBytes: 8 }
  // There are some more blocks than the limit asks for.
  const more = new Layout({ ...options, processLimit: BLOCK_SLOTS }).blocks - 1
  return SharedMemory.create({ ...options, processLimit: (blocks - more) * BLOCK_SLOTS })
}

function allocator(memory: SharedMemory, endpoint: number, seen: number[] = []): SlotAllocator {
  return new SlotAllocator(memory, endpoint, (slot) => seen.push(slot))
}

function takeMany(from: SlotAllocator, count: number): number[] {
  return Array.from({ length: count }, () => from.take())
}

function issue(memory: SharedMemory, slot: number): void {
  Atomics.add(memory.rows, (slot << ROW_WORDS_SHIFT) + Row.issued, 1)
}

function arrive(memory: SharedMemory, slot: number): void {
  Atomics.add(memory.rows, (slot << ROW_WORDS_SHIFT) + Row.delivered, 1)
}

describe('SlotAllocator', () => {
  it('uses slots again in the order in which they became free', () => {
    const slots = allocator(memoryOf(5), 1)
    const all = takeMany(slots, 5 * BLOCK_SLOTS)
    expect(new Set(all).size).toBe(5 * BLOCK_SLOTS)
    expect(slots.take()).toBe(-1)
    const some = [2000, 3, 1025, 7].map((index) => all[index] as number)
    for (const slot of some) slots.give(slot)
    expect(takeMany(slots, 5)).toEqual([...some, -1])
  })

  it('passes over a slot whose tickets have not all arrived', () => {
    const memory = memoryOf(5)
    const slots = allocator(memory, 1)
    const [first, second] = takeMany(slots, 5 * BLOCK_SLOTS) as [number, number]
    issue(memory, first)
    slots.give(first)
    slots.give(second)
    expect(slots.take()).toBe(second)
    expect(slots.take()).toBe(-1)
    arrive(memory, first)
    expect(slots.take()).toBe(first)
  })

  it('takes a fresh slot, never an unsettled one, when all its free ones are unsettled', () => {
    const memory = memoryOf(5)
    const slots = allocator(memory, 1)
    const block = takeMany(slots, BLOCK_SLOTS)
    for (const slot of block.slice(0, 100)) {
      issue(memory, slot)
      slots.give(slot)
    }
    const fresh = takeMany(slots, BLOCK_SLOTS)
    expect(fresh.filter((slot) => block.includes(slot))).toEqual([])
    expect(new Set(fresh).size).toBe(BLOCK_SLOTS)
  })

  it('finds the one settled slot of a full table behind any number of unsettled ones', () => {
    const memory = memoryOf(5)
    const slots = allocator(memory, 1)
    const all = takeMany(slots, 5 * BLOCK_SLOTS)
    expect(slots.take()).toBe(-1)
    for (const slot of all) {
      issue(memory, slot)
      slots.give(slot)
    }
    expect(slots.take()).toBe(-1)
    const settled = all[1500] as number
    arrive(memory, settled)
    expect(slots.take()).toBe(settled)
    expect(slots.take()).toBe(-1)
  })

  it('gives endpoints different slots and says -1 when the table is full, until one becomes free', () => {
    const memory = memoryOf(8, 2)
    const one = allocator(memory, 1)
    const two = allocator(memory, 2)
    const taken: number[] = []
    for (let block = 0; block < 8; block++)
      taken.push(...takeMany(one, BLOCK_SLOTS / 2), ...takeMany(two, BLOCK_SLOTS / 2))
    expect(new Set(taken).size).toBe(8 * BLOCK_SLOTS)
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(0)
    expect([one.take(), two.take(), one.take()]).toEqual([-1, -1, -1])
    const back = taken[7] as number
    one.give(back)
    expect([two.take(), one.take(), one.take()]).toEqual([-1, back, -1])
  })

  it('gives a chunk away once it has more than it needs, and tells the next owner of each slot', () => {
    const memory = memoryOf(76)
    const one = allocator(memory, 1)
    const seen: number[] = []
    const other = allocator(memory, 0, seen)
    const all = takeMany(one, 76 * BLOCK_SLOTS)
    expect(other.take()).toBe(-1)
    for (const slot of all.slice(0, KEPT)) one.give(slot)
    expect(other.take()).toBe(-1)
    one.give(all[KEPT] as number)
    const chunk = takeMany(other, BLOCK_SLOTS)
    expect(chunk.filter((slot) => !all.slice(0, KEPT + 1).includes(slot))).toEqual([])
    expect(new Set(chunk).size).toBe(BLOCK_SLOTS)
    expect(seen.toSorted((a, b) => a - b)).toEqual(chunk.toSorted((a, b) => a - b))
    expect(other.take()).toBe(-1)
    // From now on late signals to whoever lived there come to the new owner.
    for (const slot of chunk) expect(memory.rows[(slot << ROW_WORDS_SHIFT) + Row.state]).toBe(0)
  })

  it('gives no slot away whose tickets have not all arrived', () => {
    const memory = memoryOf(76)
    const one = allocator(memory, 1)
    const other = allocator(memory, 0)
    const all = takeMany(one, 76 * BLOCK_SLOTS)
    // Some of the eight blocks that stay hot, some of those behind them.
    const unsettled = new Set([...all.slice(0, 10), ...all.slice(8 * BLOCK_SLOTS, 8 * BLOCK_SLOTS + 10)])
    for (const slot of unsettled) issue(memory, slot)
    for (const slot of all.slice(0, KEPT + 1)) one.give(slot)
    const chunk = takeMany(other, BLOCK_SLOTS)
    expect(chunk.filter((slot) => unsettled.has(slot))).toEqual([])
    expect(new Set(chunk).size).toBe(BLOCK_SLOTS)
    expect(chunk).not.toContain(-1)
  })
})
