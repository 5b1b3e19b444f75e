import { VM } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { expect, it } from 'vitest'
import * as names from './fixtures/names.ts'
import { fixture, statementsOf, vmOfFile } from './holds.ts'

const threads = vmOfFile()
const holds = statementsOf(fixture('names.ts'), names, threads)

holds('S40 what goes to the dead is silent, what goes to nobody throws', 'S40', ['BAD_ARGUMENT', 'BAD_ARGUMENT', []])

for (const place of ['here', 'there', 'anywhere'] as const) {
  holds(
    'S41 register refuses what is taken, named, dead or no name',
    'S41',
    [
      [true, ...Array(9).fill('BAD_ARGUMENT'), true, true],
      [true, `S41 ${place}`, undefined],
      [`S41 ${place}`],
      true,
      undefined,
    ],
    { places: [place] },
  )
}

holds(
  'S41 one owner after the other crashes, and exactly one gets its name',
  'S41crashes',
  [[], ['true'], undefined, false, [true, true, true]],
  { crashes: names.CONTENDERS },
)

holds('S41 of two names given to one process at once it gets one', 'S41twoNames', [])

it('S41 of two schedulers racing for one name exactly one wins (threads)', async () => {
  expect(await threads.vm.run(fixture('names.ts'), 'S41race', 3000)).toEqual([[[], []], true])
})

holds('S42 a name is free when the DOWN of its owner arrives', 'S42', [[], true, true])

const messages = ['a', ['b', 2], { type: 'c' }, 4]

holds('S43 info lists the mailbox in order and leaves it', 'S43', [messages, messages, messages, messages, 4])

const items = (pinned: boolean): unknown => [
  [
    ['dictionary', new Map([['key', { a: [1] }]])],
    ['label', ['job', 7]],
    ['links', ['watched']],
    ['messageQueueLength', 2],
    ['monitoredBy', ['me']],
    ['monitors', ['watched']],
    ['parent', 'me'],
    ['pinned', pinned],
    ['priority', 'high'],
    ['registeredName', 'S43 rich'],
    ['status', 'waiting'],
    ['trapExit', true],
  ],
  true,
  ['rich', 'rich'],
  true,
  [],
  { messages: ['one', ['two']], status: 'waiting' },
  undefined,
  undefined,
]

holds('S43 info tells every item, each by itself and all at once', 'S43items', items(true), {
  places: ['here', 'there'],
})

holds('S43 info tells every item of a process that may move', 'S43items', items(false), { places: ['anywhere'] })

holds('S43 list holds every live process once', 'S43list', [true, 0, false, 1])

holds('S44 the messages of each of three senders stay in order', 'S44', [0, Array(3).fill(names.EACH), []], {
  seeds: [1, 2],
  // Now and then: the receiver's mailbox, which goes along, holds tens of thousands.
  simulation: { schedulers: 4, migrate: 0.001 },
})

it('S44 the messages of each of three senders stay in order (threads, each on a scheduler of its own)', async () => {
  await using vm = await VM.start({ schedulers: 4 })
  expect(await vm.run(fixture('names.ts'), 'S44', 'there')).toEqual([0, Array(3).fill(names.EACH), []])
})

it('S45 senders on different schedulers are heard in either order (simulated)', async () => {
  const orders = new Set<string>()
  for (let seed = 1; seed <= 40; seed++) orders.add(String(await simulate({ schedulers: 3, seed }, names.S45)))
  expect([...orders].toSorted()).toEqual(['sender 1,sender 2', 'sender 2,sender 1'])
})

it('S45 senders on different schedulers are all heard (threads)', async () => {
  const heard = await threads.vm.run<string[]>(fixture('names.ts'), 'S45')
  expect(heard.toSorted()).toEqual(['sender 1', 'sender 2'])
})
