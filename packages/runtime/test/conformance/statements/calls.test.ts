import * as calls from './fixtures/calls.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('calls.ts'), calls)

holds('S70 a call that times out exits the caller, and its late reply never shows', 'S70', ['timeout', 1, []])

holds('S70 the exit reason names the call', 'S70reason', ['timeout', ['GenServer', 'call', ['counter', 'never', 0]]])

holds('S70 the server outlives a caller that gives up', 'S70asynchronous', ['timeout', true, 5])

holds('S71 a call of who is not there exits, a cast does not', 'S71', [
  'noproc',
  ['noproc', ['GenServer', 'call', ['nobody', ['add', 1], 5000]]],
  'callingSelf',
  'killed',
  [],
])

holds(
  'S72 a start that fails gives the reason, and an exit to a linked starter',
  'S72',
  [
    ['no', ['no']],
    ['boom', ['boom']],
    ['ignore', ['normal']],
    ['normal', ['normal']],
    ['timeout', []],
    [['alreadyStarted', 'first'], [['continued', 'go on']]],
  ],
  { crashes: 1 },
)

holds('S72 a linked starter that does not trap exits dies with the reason', 'S72linked', 'no')

holds('S73 continue comes before messages, and any message cancels the time-out', 'S73', [
  [
    ['continued', 'go on'],
    ['info', 'm'],
  ],
  ['info', 'timeout'],
  [
    { ok: true, reply: 'set' },
    { ok: true, reply: 'pong' },
  ],
  'later',
])

holds(
  'S74 terminate runs when trapping, or on an end of its own',
  'S74',
  [
    [],
    [['info', ['EXIT', 'me', 'shutdown']]],
    ['terminate', 'shutdown'],
    'shutdown',
    ['terminate', 'gone'],
    'gone',
    ['terminate', 'normal'],
    'normal',
    'r1',
    ['terminate', 'r1'],
    'x',
    ['terminate', 'x'],
  ],
  { crashes: 1 },
)

holds('S75 a reply may come from elsewhere, and a bad return value ends the server', 'S75', [
  'from the deputy',
  'early',
  'thrown',
  ['badReturnValue', 'wat'],
  ['badReturnValue', 17],
  [],
])
