import { describe, expect, it } from 'vitest'
import { MODULE_TABLE_BYTES, MOST_MODULES } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { ModuleTable } from '../../src/shared/module-table.ts'

function memory(): SharedMemory {
  return SharedMemory.create({ schedulers: 2, processLimit: 1024, ringCapacity: 2, ringPayloadBytes: 8 })
}

describe('ModuleTable', () => {
  it('numbers a module alike on every thread', () => {
    const shared = memory()
    const one = new ModuleTable(shared)
    const two = new ModuleTable(shared)
    const a = one.idOf('file:///a.ts')
    const b = two.idOf('file:///b.ts')
    expect(b).not.toBe(a)
    expect(two.idOf('file:///a.ts')).toBe(a)
    expect(one.idOf('file:///b.ts')).toBe(b)
    expect(one.idOf('file:///a.ts')).toBe(a)
    expect([a, b].map((id) => one.urlOf(id))).toEqual(['file:///a.ts', 'file:///b.ts'])
    expect([a, b].map((id) => two.urlOf(id))).toEqual(['file:///a.ts', 'file:///b.ts'])
  })

  it('works with the shared buffers alone, as another thread gets them', () => {
    const shared = memory()
    const id = new ModuleTable(shared).idOf('file:///größe/☃.ts')
    expect(new ModuleTable(new SharedMemory(shared.buffers)).urlOf(id)).toBe('file:///größe/☃.ts')
  })

  it('knows a module that was asked for by its number before by its URL, too', () => {
    const shared = memory()
    const one = new ModuleTable(shared)
    const two = new ModuleTable(shared)
    one.idOf('file:///a.ts')
    const id = one.idOf('file:///b.ts')
    two.urlOf(id)
    expect(two.idOf('file:///b.ts')).toBe(id)
  })

  it('refuses numbers that are none', () => {
    const table = new ModuleTable(memory())
    expect(() => table.urlOf(0)).toThrow(RangeError)
    expect(() => table.urlOf(0)).toThrow('module 0 is not in the VM')
  })

  it('says so when it is full, naming the module, and goes on with those it has', () => {
    const table = new ModuleTable(memory())
    for (let i = 0; i < MOST_MODULES; i++) expect(table.idOf(`file:///${i}.ts`)).toBe(i)
    expect(() => table.idOf('file:///one-more.ts')).toThrow(/module table is full .*file:\/\/\/one-more\.ts/)
    expect(table.idOf('file:///7.ts')).toBe(7)
    expect(() => table.idOf('file:///another.ts')).toThrow(RangeError)
  })

  it('says so when there is no room for a URL', () => {
    const shared = memory()
    const table = new ModuleTable(shared)
    const long = `file:///${'x'.repeat(MODULE_TABLE_BYTES - 100)}`
    expect(table.urlOf(table.idOf(long))).toBe(long)
    expect(() => table.idOf(`file:///${'y'.repeat(200)}`)).toThrow(RangeError)
    expect(new ModuleTable(shared).idOf(long)).toBe(0)
  })
})
