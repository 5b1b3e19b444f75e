import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_SLOTS } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { FreeChunks } from '../../src/slots/free-chunks.ts'

function memoryOf(blocks: number): SharedMemory {
  return SharedMemory.create({
    schedulers: 1,
    processLimit: blocks * BLOCK_SLOTS,
    ringCapacity: 2,
    ringPayloadBytes: 8,
  })
}

function chunk(block: number): number[] {
  return Array.from({ length: BLOCK_SLOTS }, (_, i) => block * BLOCK_SLOTS + i)
}

describe('FreeChunks', () => {
  it('is empty at first', () => {
    expect(new FreeChunks(memoryOf(1)).pop(new Int32Array(BLOCK_SLOTS))).toBe(false)
  })

  it('gives to any endpoint the chunk that was pushed last, in the order of its slots', () => {
    const memory = memoryOf(3)
    const one = new FreeChunks(memory)
    const other = new FreeChunks(memory)
    const backwards = chunk(2).toReversed()
    one.push(chunk(0))
    one.push(backwards)
    const into = new Int32Array(BLOCK_SLOTS)
    expect(other.pop(into)).toBe(true)
    expect([...into]).toEqual(backwards)
    one.push(chunk(1))
    expect(other.pop(into)).toBe(true)
    expect([...into]).toEqual(chunk(1))
    expect(one.pop(into)).toBe(true)
    expect([...into]).toEqual(chunk(0))
    expect(one.pop(into)).toBe(false)
  })

  it('is a stack, whatever slots make up a chunk', () => {
    const blocks = 4
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(blocks - 1)), { maxLength: 12 }), fc.integer(), (operations, salt) => {
        const chunks = new FreeChunks(memoryOf(blocks))
        const model: number[][] = []
        const into = new Int32Array(BLOCK_SLOTS)
        const inside = new Set<number>()
        for (const block of operations) {
          if (block === null) {
            const top = model.pop()
            expect(chunks.pop(into)).toBe(top !== undefined)
            if (top !== undefined) expect([...into]).toEqual(top)
            if (top !== undefined) inside.delete((top[0] as number) % blocks)
          } else if (!inside.has(block)) {
            // Slots of all blocks mixed, rotated.
            const slots = Array.from({ length: BLOCK_SLOTS }, (_, i) => i * blocks + block)
            const at = Math.abs(salt) % BLOCK_SLOTS
            const rotated = [...slots.slice(at), ...slots.slice(0, at)]
            inside.add(block)
            model.push(rotated)
            chunks.push(rotated)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})
