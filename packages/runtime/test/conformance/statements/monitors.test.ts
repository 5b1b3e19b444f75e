import * as monitors from './fixtures/monitors.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('monitors.ts'), monitors)

const nobody = 'nobody has this name'

for (const place of ['here', 'there', 'anywhere'] as const) {
  const name = `S30 ${place}`
  holds(
    "S30 a monitor of what is not there fires with 'noproc', one by name says the name",
    'S30',
    [
      ['DOWN', 'ofDead', 'process', 'p', 'noproc'],
      ['DOWN', 'ofMissing', 'process', nobody, 'noproc'],
      [name, 'q'],
      [
        ['DOWN', 'ofName', 'process', name, 'bye'],
        ['DOWN', 'ofPid', 'process', 'q', 'bye'],
      ],
      [],
    ],
    { places: [place] },
  )
  holds(
    'S30 a monitor by name is of the process that had it',
    'S30moved',
    ['second', [], ['DOWN', 'ref', 'process', `S30 moved ${place}`, 'first']],
    { places: [place] },
  )
}

holds('S31 two monitors fire twice, one of oneself never', 'S31', [
  ['me', 'me'],
  [
    ['DOWN', 'one', 'process', 'p', 'over'],
    ['DOWN', 'two', 'process', 'p', 'over'],
  ],
  true,
  ['came', [], true],
  [],
])

holds('S32 demonitor leaves what is queued, flushes it, and tells whether the monitor had fired', 'S32', [
  [true, false],
  [true, true, false, true, false],
  Array(5).fill('BAD_ARGUMENT'),
  [['DOWN', 'first', 'process', 'p', 'normal']],
  0,
  [],
])

holds('S33 EXIT and DOWN come behind every message of that process', 'S33', [
  500,
  [
    ['EXIT', 'p', 'said it all'],
    ['DOWN', 'ref', 'process', 'p', 'said it all'],
  ],
  [],
])

holds('S34 a tag replaces DOWN', 'S34tag', [
  [{ any: ['term'] }, 'ref', 'process', 'p', 'over'],
  ['GONE', 'ofDead', 'process', 'p', 'noproc'],
])

holds('S34 an alias ends as it was told to', 'S34', [
  // Process.alias
  [1, 2],
  true,
  false,
  [],
  [1],
  [],
  // explicitUnalias
  [1, 2],
  true,
  [],
  // demonitor
  [1, 2],
  [],
  false,
  // replyDemonitor
  [1],
  false,
  [],
  [],
  // After DOWN.
  ['after DOWN'],
  [],
  [],
])
