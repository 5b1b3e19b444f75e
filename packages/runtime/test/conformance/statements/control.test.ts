import { VM } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import * as control from './fixtures/control.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('control.ts'), control)

holds('S60 suspend counts, and a suspended process receives', 'S60', [
  true,
  true,
  [],
  'suspended',
  true,
  1,
  2,
  'BAD_ARGUMENT',
  'BAD_ARGUMENT',
  'BAD_ARGUMENT',
  'BAD_ARGUMENT',
  [],
])

holds('S60 what a suspended process receives is in its mailbox', 'S60queue', [
  { status: 'suspended', messages: [1, 2], messageQueueLength: 2 },
  1,
  2,
])

holds('S60 it ends when the last suspender dies', 'S60dies', [[], 'hello', 'waiting'])

holds('S60 a process that runs is suspended, too', 'S60running', [Array(5).fill(true), false])

holds('S61 normal and low share eight to one', 'S61', Array(3).fill('8 to 1'), {
  places: ['here', 'there'],
  seeds: [1, 2],
})

holds('S61 a busy process of a higher priority leaves them no turn', 'S61high', Array(2).fill(['meanwhile', 0, 0]), {
  places: ['here', 'there'],
})

holds(
  'S62 priorities run max, high, normal, low',
  'S62',
  [
    ['max', 'max', 'max', 'high', 'high', 'high', 'normal'],
    ['low', 'low', 'low', 'normal', 'normal'],
  ],
  { places: ['here', 'there'] },
)

holds('S62 equals run first come, first served', 'S62equals', Array(4).fill('abcdabcdabcd'), {
  places: ['here', 'there'],
})

describe('S64', () => {
  const expected = [true, 'SYSTEM_LIMIT', true, ['answer', 'still there?'], 'normal']

  it.each(['here', 'there'] as const)(
    'S64 a full process table throws in the spawner, and all else goes on (simulated, helpers %s)',
    async (place) => {
      for (const seed of [1, 2, 3]) {
        expect(await simulate({ seed, processLimit: 1024 }, control.S64, place), `seed ${seed}`).toEqual(expected)
      }
    },
  )

  it.each(['here', 'there'] as const)(
    'S64 a full process table throws in the spawner, and all else goes on (threads, helpers %s)',
    async (place) => {
      await using vm = await VM.start({ schedulers: 2, processLimit: 1024 })
      expect(await vm.run(fixture('control.ts'), 'S64', place)).toEqual(expected)
    },
  )
})

const awake = (early: boolean, queue: unknown[]) => ['awake', [{ early }], queue, false, 'kept']
const took = ['took', ['b', 2], ['a', 1]]

holds('S65 hibernate keeps the mailbox and wakes in the given function with an empty stack', 'S65', [
  awake(true, [
    ['a', 1],
    ['b', 2],
  ]),
  took,
  ['DOWN', 'process', 'normal'],
  [],
  'waiting',
  'wakes',
  awake(false, [['a', 1]]),
  took,
  'normal',
])

holds(
  'S65 hibernate refuses what is no function, and arguments that are no terms',
  'S65bad',
  ['BAD_ARGUMENT', 'UnsendableTerm'],
  { places: ['here'] },
)

describe('messageQueueLimit', () => {
  const limit = { limit: 3, action: 'drop' }

  holds('drops what is too much', 'limitDrops', [
    ['ready', undefined, limit],
    3,
    ['left', [0, 1, 2]],
    ['left', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])

  holds('kills who has too much', 'limitKills', [true, ['messageQueueLimit', 3], false, []])

  holds('is refused if it is none', 'limitBad', Array(6).fill('BAD_ARGUMENT'), { places: ['here'] })
})
