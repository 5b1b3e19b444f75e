import { describe, expect, it } from 'vitest'
import { BLOCK_SLOTS, ROW_WORDS_SHIFT, Row } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { SlotAllocator } from '../../src/slots/slot-allocator.ts'

/** Free slots an endpoint keeps for itself before it gives a chunk away, and the one chunk more that it waits for. */
const KEPT = 66 * BLOCK_SLOTS

function memoryOf(blocks: number, schedulers = 1): SharedMemory {
  // Every endpoint adds a block to the limit.
  const processLimit = (blocks - schedulers - 1) * BLOCK_SLOTS
  return SharedMemory.create({ schedulers, processLimit, ringCapacity: 2, ringPayloadBytes: 8 })
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
  it('uses slots again in the order in which they became free, after all that were never used', () => {
    const slots = allocator(memoryOf(3), 1)
    const [first, second, third] = takeMany(slots, 3) as [number, number, number]
    slots.give(second)
    slots.give(first)
    const rest = takeMany(slots, BLOCK_SLOTS - 3)
    expect(new Set([...rest, first, second, third]).size).toBe(BLOCK_SLOTS)
    expect(takeMany(slots, 2)).toEqual([second, first])
  })

  it('passes over a slot whose tickets have not all arrived', () => {
    const memory = memoryOf(3)
    const slots = allocator(memory, 1)
    const block = takeMany(slots, BLOCK_SLOTS)
    const [first, second] = block as [number, number]
    issue(memory, first)
    slots.give(first)
    slots.give(second)
    expect(slots.take()).toBe(second)
    arrive(memory, first)
    expect(slots.take()).toBe(first)
  })

  it('takes a fresh slot, never an unsettled one, when all its free ones are unsettled', () => {
    const memory = memoryOf(3)
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
    const memory = memoryOf(3)
    const slots = allocator(memory, 1)
    const all = takeMany(slots, 3 * BLOCK_SLOTS)
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
    const memory = memoryOf(4, 2)
    const one = allocator(memory, 1)
    const two = allocator(memory, 2)
    const taken = [...takeMany(one, 2 * BLOCK_SLOTS), ...takeMany(two, 2 * BLOCK_SLOTS)]
    expect(new Set(taken).size).toBe(4 * BLOCK_SLOTS)
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(0)
    expect([one.take(), two.take(), one.take()]).toEqual([-1, -1, -1])
    const back = taken[7] as number
    one.give(back)
    expect([two.take(), one.take(), one.take()]).toEqual([-1, back, -1])
  })

  it('gives a chunk away once it has more than it needs, and tells the next owner of each slot', () => {
    const memory = memoryOf(70)
    const one = allocator(memory, 1)
    const seen: number[] = []
    const other = allocator(memory, 0, seen)
    const all = takeMany(one, 70 * BLOCK_SLOTS)
    expect(other.take()).toBe(-1)
    for (const slot of all.slice(0, KEPT)) one.give(slot)
    expect(other.take()).toBe(-1)
    one.give(all[KEPT] as number)
    const chunk = takeMany(other, BLOCK_SLOTS)
    expect(chunk.toSorted((a, b) => a - b)).toEqual(all.slice(0, BLOCK_SLOTS).toSorted((a, b) => a - b))
    expect(seen).toEqual(chunk)
    expect(other.take()).toBe(-1)
    // From now on late signals to whoever lived there come to the new owner.
    for (const slot of chunk) expect(memory.rows[(slot << ROW_WORDS_SHIFT) + Row.state]).toBe(0)
  })

  it('gives no slot away whose tickets have not all arrived', () => {
    const memory = memoryOf(70)
    const one = allocator(memory, 1)
    const other = allocator(memory, 0)
    const all = takeMany(one, 70 * BLOCK_SLOTS)
    const unsettled = new Set(all.slice(0, 10))
    for (const slot of unsettled) issue(memory, slot)
    for (const slot of all.slice(0, KEPT + 1)) one.give(slot)
    const chunk = takeMany(other, BLOCK_SLOTS)
    expect(chunk.filter((slot) => unsettled.has(slot))).toEqual([])
    expect(new Set(chunk).size).toBe(BLOCK_SLOTS)
    expect(chunk).not.toContain(-1)
  })
})
