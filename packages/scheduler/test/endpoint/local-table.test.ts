import { describe, expect, it } from 'vitest'
import { BLOCK_SLOTS, MOST_SLOTS } from '../../src/shared/layout.ts'
import { LocalTable } from '../../src/table/local-table.ts'
import { makePid } from '../../src/table/pid.ts'
import { Priority, Task } from '../../src/task.ts'

const BLOCKS = 8
const LAST_SLOT = BLOCKS * BLOCK_SLOTS - 1

class Plain extends Task {}

function task(slot: number, generation = 1): Plain {
  return new Plain(makePid(slot, generation), Priority.normal, 0, 0)
}

describe('LocalTable', () => {
  it('finds a record by its very pid, and by its slot', () => {
    const table = new LocalTable<Plain>(BLOCKS)
    const one = task(5, 3)
    table.set(one)
    expect(table.get(makePid(5, 3))).toBe(one)
    expect(table.at(5)).toBe(one)
    expect(table.get(makePid(5, 2))).toBeUndefined()
    expect(table.get(makePid(5, 3, 1))).toBeUndefined()
    expect(table.get(makePid(6, 3))).toBeUndefined()
  })

  it('keeps pages apart, up to the last slot', () => {
    const table = new LocalTable<Plain>(BLOCKS)
    const all = [0, BLOCK_SLOTS - 1, BLOCK_SLOTS, 3 * BLOCK_SLOTS + 7, LAST_SLOT].map((slot) => task(slot))
    for (const each of all) table.set(each)
    for (const each of all) expect(table.get(each.pid)).toBe(each)
    expect(table.at(2 * BLOCK_SLOTS)).toBeUndefined()
    expect(table.at(1)).toBeUndefined()
    expect([...table]).toEqual(all)
  })

  it('forgets, also where nothing ever was', () => {
    const table = new LocalTable<Plain>(BLOCKS)
    const one = task(9)
    table.set(one)
    table.delete(9)
    table.delete(9)
    table.delete(LAST_SLOT)
    table.delete(MOST_SLOTS - 1)
    expect(table.get(one.pid)).toBeUndefined()
    expect([...table]).toEqual([])
    const two = task(9, 2)
    table.set(two)
    expect(table.get(one.pid)).toBeUndefined()
    expect(table.get(two.pid)).toBe(two)
  })

  it('has nobody in a slot that the process table does not have', () => {
    const table = new LocalTable<Plain>(BLOCKS)
    table.set(task(LAST_SLOT))
    for (const slot of [LAST_SLOT + 1, MOST_SLOTS - 1]) {
      expect(table.at(slot)).toBeUndefined()
      expect(table.get(makePid(slot, 1))).toBeUndefined()
    }
  })
})
