import { describe } from 'vitest'
import * as exits from './fixtures/exits.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('exits.ts'), exits)

holds("S10 an exit signal 'normal' of another process has no effect, or is a message for who traps exits", 'S10', [
  ['still there', ['EXIT', 'me', 'normal']].sort((a, b) => String(b).length - String(a).length),
  [true, true],
])

holds("S10 no more has a linked process that exits 'normal'", 'S10own', [true, 'over'])

holds('S11 an exit signal to oneself ends oneself, and catching is no use', 'S11', [
  ['normal', 'some reason', 'normal', ['a', 'reason'], 'killed', 'leaving'],
  ['before', 'before'],
  [
    ['EXIT', 'me', 'normal'],
    ['EXIT', 'me', 'mine'],
  ],
])

holds("S12 'kill' ends who traps exits, with 'killed', which its links can trap", 'S12', [
  'killed',
  'killed',
  'killed',
  [],
])

holds("S13 exit('kill') is a reason like any other over a link", 'S13', ['kill', ['kill', 'kill', 'kill'], true, []])

holds('S18 the first fatal signal wins, and signals stay in order', 'S18', [
  'first',
  ['m1', ['EXIT', 'me', 'e1'], 'm2', ['EXIT', 'me', 'e2']],
  'm1',
  'fatal',
  [],
])

holds('S18 of fatal signals of two processes one wins, and everybody hears of the same', 'S18two', [[], []])

holds("S19 a process does not live right after one's own 'kill'", 'S19', Array(3).fill([true, false, undefined, false]))

const crashed = [
  'Unusual',
  'it broke',
  42,
  new Map([['path', ['a', 'b']]]),
  true,
  'the cause',
  'the root',
  [true, true],
]

holds(
  'S20 an uncaught Error is the reason, with stack, cause and properties',
  'S20',
  [crashed, crashed, crashed, false, []],
  {
    crashes: 1,
  },
)

holds(
  'S20 another value that is thrown is wrapped',
  'S20values',
  [
    ['nocatch', 'a string'],
    ['nocatch', ['a', 'list']],
    ['nocatch', undefined],
    ['nocatch', 0],
    ['nocatch', { any: 'object' }],
  ],
  { crashes: 5 },
)

holds('S20 exits and exit signals are no crashes', 'S20silent', ['some reason', 'as a reason', 'normal', 'as a signal'])

describe('an exit signal', () => {
  holds('ends a process whatever it waits for', 'endsAnyWait', [[], []])

  holds('ends a process that has waited for a while', 'endsAnyWaitLater', [[], []])

  holds('ends a suspended process', 'endsSuspended', ['reason', 'killed', []])

  holds('ends a process that has not started', 'endsUnstarted', [Array.from({ length: 20 }, (_, i) => i), []])
})
