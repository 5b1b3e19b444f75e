import * as mailbox from './fixtures/mailbox.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('mailbox.ts'), mailbox)

holds('S01 selective receives take b1 and a1, and leave the others in order', 'S01', [
  ['b', 1],
  ['a', 1],
  [
    ['a', 2],
    ['b', 2],
  ],
])

holds('S02 the order of the queue goes before the order of clauses', 'S02', ['clause x', ['y']])

holds('S03 after 0 scans the whole mailbox, and times out of range are refused', 'S03', [
  ['wanted', 1],
  'nothing',
  Array(6).fill('BAD_ARGUMENT'),
  ['junk', 0],
  999,
  true,
])

holds('S03 a time that is no number is refused', 'S03noNumber', Array(4).fill('BAD_ARGUMENT'), { places: ['here'] })

holds('S04 a receive on a fresh ref is not slowed down by 500,000 messages', 'S04', [true, 'at most 10'], {
  seeds: [1],
  places: ['here', 'there'],
})

holds('S05 messages to oneself are in order with those of others', 'S05', [
  'mine 0',
  'theirs 0',
  'mine 1',
  'theirs 1',
  'mine 2',
  'theirs 2',
])

holds('S06 a clause may receive, and whatever throws loses no other message', 'S06', [
  [1, 2, 3],
  ['in a clause', 'in a predicate', 'in otherwise', 'in nested process code'],
  true,
  [['w', 1]],
])
