import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdleProtocol } from '../../src/idle/idle.ts'
import { ENTRY_WORDS } from '../../src/names/name-words.ts'
import { BLOCK_SLOTS, Header, Layout, MOST_SLOTS, STATISTICS_PER_ENDPOINT, Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'

interface Region {
  name: string
  from: number
  to: number
}

/** All that lies in the control buffer, in words. */
function regionsOf(layout: Layout): Region[] {
  const { schedulers, ringCapacity } = layout.options
  const regions: Region[] = Object.entries(Header).map(([name, at]) => ({ name, from: at, to: at + 1 }))
  regions.push({ name: 'freeChunks', from: layout.freeChunksWord, to: layout.freeChunksWord + 2 })
  for (let endpoint = 0; endpoint < layout.endpoints; endpoint++) {
    const { posted, parked } = layout.inbox(endpoint)
    regions.push({ name: `posted to ${endpoint}`, from: posted, to: posted + 1 })
    regions.push({ name: `parked ${endpoint}`, from: parked, to: parked + 1 })
  }
  const idleWords = IdleProtocol.wordsFor(schedulers)
  regions.push({ name: 'idle', from: layout.idleWord, to: layout.idleWord + idleWords })
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) {
    const { head, tail, entries, entryWords } = layout.ring(scheduler)
    regions.push({ name: `head ${scheduler}`, from: head, to: head + 1 })
    regions.push({ name: `tail ${scheduler}`, from: tail, to: tail + 1 })
    regions.push({ name: `entries ${scheduler}`, from: entries, to: entries + ringCapacity * entryWords })
  }
  for (let from = 0; from < layout.endpoints; from++) {
    for (let to = 0; to < layout.endpoints; to++) {
      const { head, tail, posted, entries, capacity } = layout.signalRing(from, to)
      regions.push({ name: `signal head ${from} ${to}`, from: head, to: head + 1 })
      regions.push({ name: `signal tail ${from} ${to}`, from: tail, to: tail + 1 })
      regions.push({ name: `signal posted ${from} ${to}`, from: posted, to: posted + 1 })
      regions.push({ name: `signal entries ${from} ${to}`, from: entries, to: entries + capacity / 4 })
    }
  }
  return regions.sort((a, b) => a.from - b.from)
}

const options = fc.record({
  schedulers: fc.integer({ min: 1, max: 64 }),
  processLimit: fc.integer({ min: 1, max: MOST_SLOTS }),
  ringCapacity: fc.integer({ min: 1, max: 8 }).map((bits) => 2 ** bits),
  ringPayloadBytes: fc.integer({ min: 0, max: 1000 }),
})

describe('Layout', () => {
  it('lets no two words overlap and none stand outside of the buffer', () => {
    fc.assert(
      fc.property(options, (chosen) => {
        const layout = new Layout(chosen)
        const regions = regionsOf(layout)
        let end = 0
        for (const { name, from, to } of regions) {
          // Thousands of regions: an expectation each takes ten seconds.
          if (from < end) expect.fail(`${name} overlaps`)
          end = to
        }
        expect(4 * end).toBeLessThanOrEqual(layout.controlBytes)
      }),
    )
  })

  it('makes signal rings of 4 KB, and of 1 KB for 64 schedulers, and none for the main thread', () => {
    const bytes = (schedulers: number, from: number): number =>
      new Layout({ schedulers, processLimit: 1, ringCapacity: 2, ringPayloadBytes: 8 }).signalRing(from, 2).capacity
    expect([bytes(2, 1), bytes(32, 1), bytes(64, 1), bytes(2, 0)]).toEqual([4096, 4096, 1024, 0])
  })

  it('keeps apart what different threads write: inboxes, heads and tails have cache lines of their own', () => {
    fc.assert(
      fc.property(options, (chosen) => {
        const layout = new Layout(chosen)
        const line = (at: number): number => Math.floor(at / 16)
        const busy = [layout.freeChunksWord, layout.idleWord]
        for (let endpoint = 0; endpoint < layout.endpoints; endpoint++) busy.push(layout.inbox(endpoint).posted)
        for (let scheduler = 1; scheduler <= chosen.schedulers; scheduler++) {
          const { head, tail, entries } = layout.ring(scheduler)
          busy.push(head, tail, entries)
        }
        expect(new Set(busy.map(line)).size).toBe(busy.length)
      }),
    )
  })

  it('has room for the limit with every endpoint on a block of its own, and never for more than pids can name', () => {
    fc.assert(
      fc.property(options, (chosen) => {
        const { blocks, rowsBytes, chunksBytes, endpoints } = new Layout(chosen)
        const slots = blocks * BLOCK_SLOTS
        expect(slots).toBeLessThanOrEqual(MOST_SLOTS)
        expect(slots).toBeGreaterThanOrEqual(Math.min(MOST_SLOTS, chosen.processLimit + endpoints * BLOCK_SLOTS))
        expect([rowsBytes, chunksBytes]).toEqual([slots * 16, slots * 4])
      }),
    )
  })

  it('keeps apart what the names are made of, with an empty bucket left when every name is used', () => {
    const { names, namesBytes } = new Layout({ schedulers: 1, processLimit: 1, ringCapacity: 2, ringPayloadBytes: 8 })
    const entriesEnd = names.entries + names.mostEntries * ENTRY_WORDS
    expect([names.entryCount, names.bytesUsed, names.entries].map((word) => word / 16)).toEqual([0, 1, 2])
    expect(names.buckets).toBe(entriesEnd)
    expect(names.bucketCount).toBeGreaterThan(names.mostEntries)
    expect(names.arena).toBe(4 * (names.buckets + names.bucketCount))
    expect(namesBytes).toBe(names.arena + names.arenaBytes)
    expect(namesBytes % 8).toBe(0)
  })

  it('gives every endpoint its statistics', () => {
    const layout = new Layout({ schedulers: 64, processLimit: 1, ringCapacity: 2, ringPayloadBytes: 8 })
    const places = new Set<number>()
    for (let endpoint = 0; endpoint < layout.endpoints; endpoint++) {
      for (const which of Object.values(Statistic)) places.add(layout.statistic(endpoint, which))
    }
    expect(places.size).toBe(65 * Object.keys(Statistic).length)
    expect(Math.max(...Object.values(Statistic))).toBeLessThan(STATISTICS_PER_ENDPOINT)
    expect(8 * (Math.max(...places) + 1)).toBeLessThanOrEqual(layout.statisticsBytes)
  })
})

describe('SharedMemory', () => {
  it('is the same memory for everybody who has its buffers', () => {
    const one = SharedMemory.create({ schedulers: 3, processLimit: 10, ringCapacity: 2, ringPayloadBytes: 8 })
    const two = new SharedMemory(one.buffers)
    one.control[one.layout.idleWord] = 5
    one.rows[17] = 6
    one.statistics[3] = 7.5
    one.freeChunks[0] = 8n
    expect(two.control[two.layout.idleWord]).toBe(5)
    expect(two.controlBytes[4 * two.layout.idleWord]).toBe(5)
    expect(two.rows[17]).toBe(6)
    expect(two.statistics[3]).toBe(7.5)
    expect(two.freeChunks[0]).toBe(8n)
    expect(two.control[two.layout.freeChunksWord]).toBe(8)
  })
})
