import { expect } from 'vitest'
import * as registries from './fixtures/registries.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('registries.ts'), registries)
const bad = 'BAD_ARGUMENT'

holds('S92 Registry: a unique key has one process, and is free when its DOWN arrives', 'S92', [
  true,
  ['alreadyStarted', 'registry'],
  [true, true],
  [['alreadyRegistered', 'p']],
  [[['p', 1]], [['p', { deep: [1] }]], undefined, 2, 2, undefined],
  [[], 0, [], { ok: true, pid: expect.any(Number) }, [['mine'], 'mine'], [['me', ['mine']]], true, true, []],
  [bad, bad],
])

const p1 = ['p', 1]
const p2 = ['p', [2, 'b']]
const mine = ['me', [3, 'c']]
holds('S92 Registry: a duplicate key has many entries', 'S92duplicate', [
  [
    ['register', 'news', ...p1],
    ['register', 'news', ...p2],
    ['register', 'news', ...mine],
  ],
  [
    [p1, p2, mine],
    [1, [2, 'b']],
    [p2],
    [p2, mine],
    3,
    [
      ['news', 1],
      ['news', [2, 'b']],
    ],
    bad,
  ],
  3,
  ['red', true, { now: 'blue' }, true, undefined],
  [mine],
  [
    ['unregister', 'news', 'p'],
    ['unregister', 'news', 'p'],
  ],
  ['unregister', 'news', 'me'],
  0,
])

holds('S92 Registry: names of processes by `via`', 'S92via', [
  ['alreadyStarted', 'first'],
  [['first', 'value']],
  'third',
])

holds('S92 Registry: one of several that want a key gets it', 'S92race', [new Set([1]), 0, []], {
  places: ['anywhere'],
})

holds('S92 Registry: it ends with the one who started it', 'S92ends', ['killed', bad, true, []], {
  places: ['anywhere'],
})

holds('S92 Registry: unique keys in several partitions are one registry', 'S92partitionsUnique', [
  [[true], true, ['p'], [['p', 7]], [7], 12, 12, '0,1,2,3,4,5,6,7,8,9,10,11', 'red'],
  [0, [], undefined, [['mine'], 'mine'], true, 0],
  12,
])

holds(
  'S92 Registry: entries of a duplicate key are found in all partitions, and dispatched to once',
  'S92partitionsDuplicate',
  [
    [[24, 12, true], [12, true], 24, [0, 'again'], ['news', 'news', 'other'], 12, 36],
    [23, [], true, 33],
  ],
)

holds(
  'S92 Registry: its partitions end with the one who started it, and all with one of them',
  'S92partitionsEnd',
  [['normal'], 'normal', 'normal', bad, ['killed'], 'killed', 'killed', bad],
  { places: ['anywhere'] },
)

holds('S92 Registry: a number of partitions that is none is refused', 'S92partitionsRefused', [bad, bad, bad], {
  places: ['here'],
})
