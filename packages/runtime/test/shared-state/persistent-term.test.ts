import { statementsOf } from '../conformance/statements/holds.ts'
import * as terms from './fixtures/persistent-terms.ts'

const holds = statementsOf(new URL('./fixtures/persistent-terms.ts', import.meta.url), terms)
const bad = 'BAD_ARGUMENT'

holds('persistentTerm: what was put is seen on every scheduler, frozen, one object for all reads', 'putAndErase', [
  bad,
  [
    [true, true],
    [true, true],
  ],
  [true, true, true, true],
  2,
  true,
  ['another', 'another'],
  [true, false],
  [
    ['nothing', true, true],
    ['nothing', true, true],
  ],
  bad,
  bad,
])

holds('persistentTerm: those that put at once agree on who was the last', 'race', [1, 4, false])
