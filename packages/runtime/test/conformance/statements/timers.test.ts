import * as timers from './fixtures/timers.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('timers.ts'), timers)

holds('S50 sendAfter never fires early', 'S50', [[], [0, 0.25, 1, 5, 5.5, 12, 30, 64, 70]])

holds(
  'S50 messages with the same time arrive in the order set',
  'S50order',
  Array.from({ length: 100 }, (_, i) => i),
)

holds('S50 0 ms are asynchronous', 'S50zero', [true, 'mine', ['echo', 'theirs']])

holds('S51 cancelTimer gives what is left, or false, and what has fired stays', 'S51', [
  true,
  [false, false],
  [false, false],
  ['fired'],
])

holds('S52 a timer to a pid ends with it, one to a name does not', 'S52', [
  'number',
  'number',
  false,
  false,
  'number',
  ['got', 'by name'],
  true,
  ['timeout', 'started', { n: 1 }],
  ['timeout', 'own', 'mine'],
  [],
])

holds('S52 what is no time, and what is no receiver, is refused', 'S52bad', Array(5).fill('BAD_ARGUMENT'), {
  places: ['here'],
})
