import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NameTable } from '../../src/names/name-table.ts'
import { MOST_NAMES, NAME_ARENA_BYTES } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { makePid, type Pid } from '../../src/table/pid.ts'

function memory(): SharedMemory {
  return SharedMemory.create({ schedulers: 2, processLimit: 1024, ringCapacity: 2, ringPayloadBytes: 8 })
}

/** The table as so many threads see it. */
function tables(threads: number): NameTable[] {
  const shared = memory()
  return Array.from({ length: threads }, () => new NameTable(new SharedMemory(shared.buffers)))
}

const P = makePid(7, 1)
const Q = makePid(8, 1)

describe('NameTable', () => {
  it('numbers a name alike on every thread, and each name differently', () => {
    const [one, two] = tables(2) as [NameTable, NameTable]
    const logger = one.intern('logger')
    const shell = two.intern('shell')
    expect(shell).not.toBe(logger)
    expect([two.intern('logger'), two.find('logger'), one.find('shell')]).toEqual([logger, logger, shell])
    expect([two.nameOf(logger), one.nameOf(shell)]).toEqual(['logger', 'shell'])
  })

  it('does not find what nobody has interned, and finds it once somebody has', () => {
    const [one, two] = tables(2) as [NameTable, NameTable]
    expect(one.find('logger')).toBe(-1)
    const index = two.intern('logger')
    expect(one.find('logger')).toBe(index)
  })

  it('takes every string for a name: empty, Latin-1, beyond it, and with a lone surrogate', () => {
    const [one, two] = tables(2) as [NameTable, NameTable]
    const names = ['', 'größe', 'Łódź', '☃', '👩‍🚀', '\ud800', '\ufffd', '\udc00\ud800', 'a\0b', 'x'.repeat(10_000)]
    const indexes = names.map((name) => one.intern(name))
    expect(new Set(indexes).size).toBe(names.length)
    expect(names.map((name) => two.find(name))).toEqual(indexes)
    expect(indexes.map((index) => two.nameOf(index))).toEqual(names)
    expect(new NameTable(memory()).find('')).toBe(-1)
  })

  it('says which index has no name', () => {
    const [table] = tables(1) as [NameTable]
    table.intern('logger')
    expect(() => table.nameOf(1)).toThrow('no name has the index 1 in this VM')
    expect(() => table.nameOf(-1)).toThrow(RangeError)
  })

  it('gives a name to one process, and to the next when that one has released it', () => {
    const [one, two] = tables(2) as [NameTable, NameTable]
    const index = one.intern('logger')
    expect(one.pidOf(index)).toBe(0)
    expect(one.claim(index, P)).toBe(true)
    expect(two.claim(index, Q)).toBe(false)
    expect(one.claim(index, P)).toBe(false)
    expect(two.pidOf(index)).toBe(P)
    expect(two.release(index, Q)).toBe(false)
    expect(one.release(index, P)).toBe(true)
    expect(two.pidOf(index)).toBe(0)
    expect(two.claim(index, Q)).toBe(true)
    expect(one.pidOf(index)).toBe(Q)
  })

  it('tells the successor in a slot from the process that had the name', () => {
    const [table] = tables(1) as [NameTable]
    const index = table.intern('logger')
    const successor = makePid(7, 2)
    table.claim(index, P)
    expect(table.release(index, successor)).toBe(false)
    expect(table.release(index, P)).toBe(true)
    table.claim(index, successor)
    expect(table.pidOf(index)).toBe(successor)
  })

  it('holds the first and the last pid there can be', () => {
    const [table] = tables(1) as [NameTable]
    for (const pid of [makePid(0, 0), makePid(2 ** 24 - 1, 2 ** 20 - 1, 255)]) {
      const index = table.intern(`process ${pid}`)
      table.claim(index, pid)
      expect(table.pidOf(index)).toBe(pid)
    }
  })

  it('lists the names that are held', () => {
    const [one, two] = tables(2) as [NameTable, NameTable]
    for (const name of ['a', 'b', 'c']) one.intern(name)
    one.claim(one.find('a'), P)
    one.claim(one.find('c'), Q)
    two.claim(two.intern('d'), P)
    expect([...two.held()]).toEqual([
      ['a', P],
      ['c', Q],
      ['d', P],
    ])
    one.release(one.find('a'), P)
    expect([...two.held()]).toEqual([
      ['c', Q],
      ['d', P],
    ])
  })

  it('refuses a name there is no room for, and goes on with those that fit', () => {
    const shared = memory()
    const one = new NameTable(shared)
    const two = new NameTable(shared)
    one.intern('a')
    // As if the others had been interned by now: four bytes are left.
    new Int32Array(shared.buffers.names)[shared.layout.names.bytesUsed] = NAME_ARENA_BYTES - 4
    expect([one.intern('bcdef'), one.intern('łłł')]).toEqual([-1, -1])
    expect([one.intern('bc'), two.intern('ł')]).toEqual([1, 2])
    expect([two.intern('d'), two.find('d'), two.find('bc'), two.intern('a')]).toEqual([-1, -1, 1, 0])
    expect(two.intern('')).toBe(3)
    expect([two.nameOf(1), one.nameOf(2), one.nameOf(3)]).toEqual(['bc', 'ł', ''])
  })

  it('refuses a new name once 2^20 are in use, and still knows those', () => {
    const shared = memory()
    const one = new NameTable(shared)
    one.intern('first')
    // As if so many had been interned: their entries would be reserved.
    new Int32Array(shared.buffers.names)[shared.layout.names.entryCount] = MOST_NAMES - 1
    expect(one.intern('last')).toBe(MOST_NAMES - 1)
    expect(one.intern('one more')).toBe(-1)
    expect(one.find('one more')).toBe(-1)
    const two = new NameTable(shared)
    expect([two.find('first'), two.intern('last')]).toEqual([0, MOST_NAMES - 1])
    expect(two.nameOf(MOST_NAMES - 1)).toBe('last')
  })

  it('does what a Map of names does, from whichever thread', () => {
    const name = fc.oneof(
      fc.constantFrom('a', 'b', 'ab', 'ba', '', 'ä', 'ł'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    const pid = fc.constantFrom(P, Q, makePid(7, 2))
    const action = fc.record({
      kind: fc.constantFrom('intern', 'claim', 'release', 'look'),
      thread: fc.nat(2),
      name,
      pid,
    })
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const threads = tables(3)
        const indexes = new Map<string, number>()
        const holders = new Map<string, Pid>()
        for (const { kind, thread, name, pid } of actions) {
          const table = threads[thread] as NameTable
          const known = indexes.get(name)
          expect(table.find(name)).toBe(known ?? -1)
          if (kind === 'intern') {
            const index = table.intern(name)
            expect(index).toBe(known ?? indexes.size)
            indexes.set(name, index)
          }
          const index = indexes.get(name)
          if (index === undefined) continue
          if (kind === 'claim') {
            expect(table.claim(index, pid)).toBe(!holders.has(name))
            if (!holders.has(name)) holders.set(name, pid)
          } else if (kind === 'release') {
            expect(table.release(index, pid)).toBe(holders.get(name) === pid)
            if (holders.get(name) === pid) holders.delete(name)
          }
          expect(table.pidOf(index)).toBe(holders.get(name) ?? 0)
          expect(table.nameOf(index)).toBe(name)
        }
        for (const table of threads) expect(new Map(table.held())).toEqual(holders)
      }),
    )
  })
})
