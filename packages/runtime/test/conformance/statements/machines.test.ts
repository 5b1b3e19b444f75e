import * as machines from './fixtures/machines.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('machines.ts'), machines)

holds('S93 a state machine puts off, inserts and times out as it should', 'S93', [
  [['locked', 'enter', 'locked']],
  [['locked', 'call', 'who']],
  'unlocked',
  [
    ['locked', 'call', 'unlock'],
    ['open', 'enter', 'locked'],
    ['open', 'call', 'who'],
    ['asked', ['open', 0]],
  ],
  'updated',
  ['open', 'call', 'update'],
  ['open', 'stateTimeout', 'soon'],
  ['locked', 'enter', 'open'],
  [
    ['locked', 'cast', 'zero'],
    ['locked', 'internal', 'before'],
    ['locked', 'stateTimeout', 'at once'],
    ['locked', 'cast', 'lock'],
  ],
  ['locked', 0],
  'locked for ever',
  [
    ['open', 'cast', 'lock'],
    ['terminate', 'locked for ever', 'open'],
  ],
  ['badReturnFromStateFunction', 17],
  'noproc',
])
