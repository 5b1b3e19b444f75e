import { describe } from 'vitest'
import * as compiled from './fixtures/compiled.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('compiled.ts'), compiled)

describe.each(process.env.MULTIBEAM_INTERPRET === '1' ? [] : ['compiled'])('%s', () => {
  holds('S103 recursion a million calls deep returns its result', 'S103', [1_000_000, 1_000_000], {
    places: ['here'],
    seeds: [1],
  })
})

holds('S63 an endless loop stops neither another process nor a timer, and can be killed', 'S63', [
  'answer',
  'timer',
  'killed',
])

holds('what is in a tuple made for a message is copied', 'tuples', ['seen', [1], [1, 2]])
