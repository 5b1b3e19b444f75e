import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followSelection, moveSelection, NOTHING_SELECTED, selectRow } from '../../src/page/virtual/selection.ts'
import { scrollTopFor, visibleRows, widen } from '../../src/page/virtual/window.ts'

const viewport = { scrollTop: 0, height: 320, rowHeight: 32, count: 1_000_000 }

describe('visible rows', () => {
  it.each([
    ['the top', { scrollTop: 0 }, { first: 0, end: 10 }],
    ['rows that are cut at both ends', { scrollTop: 16 }, { first: 0, end: 11 }],
    ['the middle', { scrollTop: 3_200 }, { first: 100, end: 110 }],
    ['a table that is shorter than the screen', { count: 3 }, { first: 0, end: 3 }],
    ['an empty table', { count: 0 }, { first: 0, end: 0 }],
    ['a table that has become shorter than it is scrolled', { scrollTop: 32_000, count: 5 }, { first: 4, end: 5 }],
    ['a browser that scrolls beyond the top', { scrollTop: -50 }, { first: 0, end: 9 }],
  ])('are right for %s', (_name, change, expected) => expect(visibleRows({ ...viewport, ...change })).toEqual(expected))

  it('stay in the table, and after scrolling to a row have it', () => {
    const numbers = fc.record({
      scrollTop: fc.double({ min: 0, max: 1e8, noNaN: true }),
      height: fc.integer({ min: 40, max: 2_000 }),
      rowHeight: fc.integer({ min: 10, max: 40 }),
      count: fc.integer({ min: 1, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(numbers, fc.nat(), (numbers, seed) => {
        const { first, end } = visibleRows(numbers)
        expect(0 <= first && first <= end && end <= numbers.count).toBe(true)
        expect(end - first).toBeLessThanOrEqual(Math.ceil(numbers.height / numbers.rowHeight) + 1)
        const index = seed % numbers.count
        const there = visibleRows({ ...numbers, scrollTop: scrollTopFor(index, numbers) })
        expect(there.first <= index && index < there.end).toBe(true)
      }),
    )
  })

  it('are widened within the table', () => {
    expect(widen({ first: 3, end: 13 }, 8, 15)).toEqual({ first: 0, end: 15 })
  })
})

describe('the selection', () => {
  const loaded = { offset: 100, keys: [7, 8, 9] }

  it('moves within the table, and begins at its first row', () => {
    expect(moveSelection(NOTHING_SELECTED, 1, 5, { offset: 0, keys: [4, 5] })).toEqual({ index: 0, key: 4 })
    expect(moveSelection({ index: 101, key: 8 }, 1, 1_000, loaded)).toEqual({ index: 102, key: 9 })
    expect(moveSelection({ index: 101, key: 8 }, 10_000, 1_000, loaded)).toEqual({ index: 999, key: null })
    expect(moveSelection({ index: 101, key: 8 }, -10_000, 1_000, loaded)).toEqual({ index: 0, key: null })
    expect(moveSelection({ index: 1, key: 8 }, 1, 0, loaded)).toBe(NOTHING_SELECTED)
  })

  it('follows what it is on to its new place', () => {
    expect(followSelection({ index: 100, key: 9 }, loaded)).toEqual({ index: 102, key: 9 })
  })

  it('stays where it is when that is gone, and takes what is there', () => {
    expect(followSelection({ index: 101, key: 55 }, loaded)).toEqual({ index: 101, key: 8 })
    expect(followSelection({ index: 101, key: null }, loaded)).toEqual({ index: 101, key: 8 })
  })

  it('keeps what it is on while that is not loaded', () => {
    expect(followSelection({ index: 5, key: 55 }, loaded)).toEqual({ index: 5, key: 55 })
    expect(followSelection(NOTHING_SELECTED, loaded)).toBe(NOTHING_SELECTED)
  })

  it('is on a row by its key, as far as that is known', () => {
    expect([selectRow(102, loaded), selectRow(103, loaded)]).toEqual([
      { index: 102, key: 9 },
      { index: 103, key: null },
    ])
  })
})
