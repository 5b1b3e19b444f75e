import * as groups from './fixtures/groups.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('groups.ts'), groups)

holds('S92 pg: joining twice counts twice, and members leave when they end', 'S92pg', [
  [[], []],
  true,
  ['ok', 'ok', 'ok', 'ok'],
  [['p', 'p', 'q', 'me'], ['q'], ['g', ['h', 1]]],
  ['ok', ['p', 'q', 'me'], 'ok', 'notJoined', ['q', 'me']],
  [['me'], [], ['g']],
  'BAD_ARGUMENT',
])

holds('S92 pg: who monitors a group or a scope is told of joins and leaves', 'S92pgMonitor', [
  ['p'],
  [['g', ['p']]],
  [
    ['ref', 'join', 'g', ['q', 'p']],
    ['ref', 'leave', 'g', ['p']],
    ['ref', 'leave', 'g', ['p']],
  ],
  [
    ['whole', 'join', 'g', ['q', 'p']],
    ['whole', 'join', 'other', ['q']],
    ['whole', 'leave', 'other', ['q']],
    ['whole', 'leave', 'g', ['p']],
    ['whole', 'leave', 'g', ['p']],
  ],
  [true, true, false],
  [],
])

holds('S92 pg: processes of all schedulers join at once', 'S92pgTogether', [[], [], 12], { places: ['anywhere'] })
