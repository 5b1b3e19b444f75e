import { Ets, type Process, type Table } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { statementsOf } from '../conformance/statements/holds.ts'
import * as ets from './fixtures/ets.ts'

const holds = statementsOf(new URL('./fixtures/ets.ts', import.meta.url), ets)
const bad = 'BAD_ARGUMENT'

holds('Ets reads and writes rows, which are copies', 'readAndWrite', [
  [['ann', 1, ['a']]],
  [false, false, true],
  [
    ['ann', 1, ['a']],
    ['bob', 5],
    ['cy', 3],
    ['dan', 2],
  ],
  5,
  bad,
  [true, false],
  [[['cy', 3]], []],
  8,
  true,
  true,
  true,
  [['ann', 1, ['a']]],
  true,
  0,
])

holds('Ets: an orderedSet is ordered, and knows the neighbours of keys that are not there', 'ordered', [
  ['a', 'e'],
  ['c', 'c', undefined],
  [undefined, 'a', 'e'],
  [
    ['a', 1],
    ['c', 3],
    ['e', 5],
  ],
])

const ann = (points: number): unknown[] => ['ann', points]
holds('Ets: a bag keeps different rows of a key, a duplicateBag all', 'bags', [
  [ann(2), ann(1)],
  [2, 1],
  [ann(1)],
  bad,
  [ann(2), ann(1), ann(2)],
  [2, 1, 2],
  [ann(1)],
  bad,
])

const [a, b, c] = [
  ['ann', 1, ['x', 'y']],
  ['bob', 2, ['x', 'z']],
  ['cy', 1],
]
holds('Ets matches rows by pattern and by predicate', 'matching', [
  [a],
  [a, b],
  [c],
  [a, c],
  ['bob'],
  2,
  3,
  1,
  [b, c],
  bad,
])

holds('Ets updates counters and elements, all or none', 'updates', [
  5,
  3,
  [4, 0],
  42,
  bad,
  bad,
  bad,
  bad,
  true,
  false,
  bad,
  [
    ['ann', 99],
    ['bob', 42],
  ],
])

holds('Ets: who is not the owner may do what the access says', 'access', [
  [true, [], true, bad, bad, undefined],
  [bad, [], bad, bad, bad, 'protected'],
  [bad, bad, bad, bad, bad, 'private'],
])

holds('Ets: a table is gone when the DOWN of its owner arrives, and its name is free', 'ownerDies', [
  [true, [['ann', 1]], bad],
  [bad, undefined, undefined, bad],
  [[], false, true],
  undefined,
])

holds('Ets: the heir gets the table', 'inherits', [
  [true, true, { from: 'will' }],
  bad,
  true,
  true,
  { from: 'will' },
  [['ann', 1]],
  undefined,
])

holds('Ets: an heir can be named later, and a key may be at any position', 'namesHeir', [
  true,
  'later will',
  [[1, 'ann']],
  [[2, 'ann']],
  bad,
])

holds('Ets: a table is given away', 'givesAway', [
  true,
  ['data'],
  [
    ['mine', 1],
    ['theirs', 1],
  ],
  bad,
  undefined,
])

holds('Ets: what processes of all schedulers add is added', 'together', [['total', 4 * ets.TIMES]])

holds('Ets: insertNew lets exactly one win', 'oneWins', [ets.ROUNDS, ets.ROUNDS, ets.ROUNDS])

describe('Ets refuses', () => {
  it.each<[string, () => Process<unknown>]>([
    ['a name that is none', () => Ets.new('')],
    ['an unknown type', () => Ets.new('t', { type: 'list' as 'set' })],
    ['an unknown access', () => Ets.new('t', { access: 'secret' as 'public' })],
    ['an unknown option', () => Ets.new('t', { keypos: 1 } as object)],
    ['a table that is none', () => Ets.lookup(7 as unknown as Table, 1)],
    ['a name that no table has', () => Ets.insert('nothing', ['a', 1])],
  ])('%s', async (_title, call) => {
    function* main(): Process<unknown> {
      return yield* call()
    }
    await expect(simulate({}, main)).rejects.toMatchObject({ reason: { code: bad } })
  })
})
