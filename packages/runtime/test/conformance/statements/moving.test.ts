import { describe } from 'vitest'
import * as moving from './fixtures/moving.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('moving.ts'), moving)

describe.each(process.env.MULTIBEAM_INTERPRET === '1' ? [] : ['compiled'])('%s', () => {
  holds('S101 a process that moves in mid-body keeps all that it has', 'S101', {
    moved: true,
    same: true,
    values: [42, true, true, true, true],
    order: ['outer', 'inner', 'finally'],
    relations: [true, true],
    info: {
      registeredName: 'the traveller',
      label: 'traveller',
      trapExit: true,
      priority: 'high',
      scheduler: true,
    },
    messages: ['first', 'second'],
    left: 'number',
    after: ['after', 'tick', 'number', 'by alias', true, 'normal', ['process'], 'normal'],
    down: 'normal',
    name: undefined,
  })

  holds(
    'S66 schedulers that go offline hand over what they have, but for what is pinned to them',
    'S66',
    { before: true, free: [1], pinned: true, online: 1, between: 1, after: true },
    { places: ['anywhere'], simulation: { migrate: 0 } },
  )
})

holds('S66 a number of schedulers that is none is refused', 'S66bad', Array(5).fill('BAD_ARGUMENT'), {
  places: ['here'],
})
