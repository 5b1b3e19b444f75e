import { isDeepStrictEqual } from 'node:util'
import type { Pid } from '@multibeam/scheduler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/shared-state/ets/entries.ts'
import { equalTerms } from '../../src/shared-state/ets/row-pattern.ts'
import { SortedEntries } from '../../src/shared-state/ets/sorted-entries.ts'
import { EtsTable, type TableType } from '../../src/shared-state/ets/table.ts'
import { compareTerms } from '../../src/shared-state/ets/term-order.ts'
import { textOf } from '../../src/shared-state/term-key.ts'

/** Few different keys, of all kinds, so that most operations meet one that is there. */
const key = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom('', 'a', 'b', '1', true, false, null, 1n, -1n, Number.NaN),
  fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }),
  fc.record({ k: fc.integer({ min: 0, max: 1 }) }, { noNullPrototype: true }),
)
const row = fc.tuple(key, fc.integer({ min: 0, max: 2 }))

type Operation =
  | readonly ['insert' | 'deleteObject', row: readonly [unknown, number]]
  | readonly ['insertNew', rows: readonly (readonly [unknown, number])[]]
  | readonly ['delete' | 'take', key: unknown]
  | readonly ['matchDelete', value: number]
  | readonly ['add', key: unknown]

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(fc.constantFrom('insert', 'insert', 'insert', 'deleteObject'), row),
  fc.tuple(fc.constant('insertNew'), fc.array(row, { maxLength: 2 })),
  fc.tuple(fc.constantFrom('delete', 'take'), key),
  fc.tuple(fc.constant('matchDelete'), fc.integer({ min: 0, max: 2 })),
  fc.tuple(fc.constant('add'), key),
) as fc.Arbitrary<Operation>

/** A list of rows, searched from its beginning. */
class Model {
  rows: Row[] = []
  readonly type: TableType

  constructor(type: TableType) {
    this.type = type
  }

  insert(row: Row): void {
    const known = this.rows.findIndex((other) => equalTerms(other[0], row[0]))
    if (known !== -1 && (this.type === 'set' || this.type === 'orderedSet')) this.rows[known] = row
    else if (this.type !== 'bag' || !this.rows.some((other) => isDeepStrictEqual(other, row))) this.rows.push(row)
  }

  lookup(key: unknown): Row[] {
    return this.rows.filter((row) => equalTerms(row[0], key))
  }
}

/** In an orderedSet the order counts; in the others that of one key. */
function sameRows(table: EtsTable, model: Model): void {
  const rows = table.rows()
  if (model.type === 'orderedSet') {
    expect(rows).toEqual(model.rows.toSorted((a, b) => compareTerms(a[0], b[0])))
  } else {
    const known = new Set<string>()
    const byKey = model.rows.flatMap((row) => {
      const text = textOf('test', row[0])
      if (known.has(text)) return []
      known.add(text)
      return model.lookup(row[0])
    })
    expect(rows.toSorted(byText)).toEqual(byKey.toSorted(byText))
    for (const row of model.rows) expect(table.lookup(row[0])).toEqual(model.lookup(row[0]))
  }
  expect(table.size).toBe(model.rows.length)
}

function byText(a: Row, b: Row): number {
  return compareTerms(textOf('test', a), textOf('test', b))
}

describe('a table', () => {
  it.each<TableType>(['set', 'orderedSet', 'bag', 'duplicateBag'])(
    'of type %s does what a list of rows does',
    (type) => {
      fc.assert(
        fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
          const table = new EtsTable('test', false, type, 'public', 0, 0 as Pid, undefined)
          const model = new Model(type)
          for (const [what, given] of operations) {
            if (what === 'insert') {
              table.insert([given])
              model.insert(given)
            } else if (what === 'insertNew') {
              const isNew = given.every((row) => model.lookup(row[0]).length === 0)
              expect(table.insertNew(given)).toBe(isNew)
              if (isNew) for (const row of given) model.insert(row)
            } else if (what === 'delete' || what === 'take') {
              const rows = model.lookup(given)
              if (what === 'take') expect(table.take(given)).toEqual(rows)
              else table.delete(given)
              model.rows = model.rows.filter((row) => !rows.includes(row))
            } else if (what === 'deleteObject') {
              table.deleteObject(given)
              model.rows = model.rows.filter((row) => !isDeepStrictEqual(row, given))
            } else if (what === 'matchDelete') {
              const kept = model.rows.filter((row) => row[1] !== given)
              expect(table.matchDelete(['array', [['any'], ['equal', given]]])).toBe(model.rows.length - kept.length)
              model.rows = kept
            } else if (type === 'set' || type === 'orderedSet') {
              const value = ((model.lookup(given)[0]?.[1] ?? 0) as number) + 1
              expect(table.updateCounter(given, [[1, 1]], [given, 0])).toEqual([value])
              model.insert([given, value])
            }
            sameRows(table, model)
          }
        }),
      )
    },
  )

  it.each<TableType>(['set', 'orderedSet', 'bag'])('of type %s is walked in both directions', (type) => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const table = new EtsTable('test', false, type, 'public', 0, 0 as Pid, undefined)
        table.insert(rows)
        const forth: unknown[] = []
        for (let at = table.first(); at !== undefined; at = table.next(at)) forth.push(at)
        const back: unknown[] = []
        for (let at = table.last(); at !== undefined; at = table.prev(at)) back.push(at)
        expect(back.toReversed()).toEqual(forth)
        expect(new Set(forth.map((at) => textOf('test', at))).size).toBe(forth.length)
        expect(forth.flatMap((at) => table.lookup(at))).toEqual(table.rows())
      }),
    )
  })
})

describe('sorted entries', () => {
  it('stay sorted when chunks are split and emptied', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1200, maxLength: 1500 }), (keys) => {
        const entries = new SortedEntries()
        for (const at of keys) entries.open(at)
        const sorted = [...new Set(keys)].sort((a, b) => a - b)
        expect(Array.from(entries, (entry) => entry.key)).toEqual(sorted)
        for (const at of [-1, 1, 2500, 4999, 5001]) {
          expect((entries.after(at) as { key: unknown } | undefined)?.key).toBe(sorted.find((other) => other > at))
          expect((entries.before(at) as { key: unknown } | undefined)?.key).toBe(sorted.findLast((other) => other < at))
        }
        const kept = sorted.filter((at) => at % 7 === 0)
        for (const at of sorted) if (at % 7 !== 0) entries.remove(entries.find(at) as never)
        expect(Array.from(entries, (entry) => entry.key)).toEqual(kept)
        for (const at of kept) entries.remove(entries.find(at) as never)
        expect([...entries]).toEqual([])
        expect(entries.first()).toBeUndefined()
      }),
      { numRuns: 20 },
    )
  })
})

describe('the order of terms', () => {
  it('is total, and agrees with equality', () => {
    const term = fc.oneof(key, fc.tuple(key, key))
    fc.assert(
      fc.property(term, term, term, (a, b, c) => {
        expect(Math.sign(compareTerms(a, b)) + Math.sign(compareTerms(b, a))).toBe(0)
        expect(compareTerms(a, b) === 0).toBe(equalTerms(a, b))
        expect(textOf('test', a) === textOf('test', b)).toBe(equalTerms(a, b))
        if (compareTerms(a, b) <= 0 && compareTerms(b, c) <= 0) expect(compareTerms(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('has numbers before booleans, null, strings, arrays and objects, and shorter arrays first', () => {
    const sorted = [Number.NaN, -1, 0, 1, 1n, 2, false, true, null, 'B', 'a', [], [9], [1, 1], [1, 2], { a: 1 }]
    expect(sorted.toReversed().sort(compareTerms)).toEqual(sorted)
  })
})
