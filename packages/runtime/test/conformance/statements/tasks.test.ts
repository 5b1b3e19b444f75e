import * as tasks from './fixtures/tasks.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('tasks.ts'), tasks)
/** Tasks run on whichever scheduler takes them. */
const anywhere = { places: ['anywhere'] } as const

holds(
  'S90 await gives the value, or exits with the reason and the call',
  'S90',
  [
    { a: [1] },
    [1, 'two'],
    ['timeout', 'Task', 'await', 2, 20],
    'crashed',
    ['boom', 'Task', 'await', 2, 5000],
    ['normal', 'Task', 'await', 2, 1000],
    ['timeout', 'Task', 'awaitMany', 2, 20],
    [],
  ],
  anywhere,
)

holds(
  'S90 yield gives nothing on time-out, shutdown after the reply gives the value',
  'S90yield',
  [
    [
      undefined,
      undefined,
      ['ok', 3],
      ['ok', 4],
      undefined,
      ['exit', 'e'],
      'e',
      ['exit', 'killed'],
      ['exit', 'oops'],
      [['ok', 1], undefined],
      undefined,
      true,
    ],
    [],
  ],
  anywhere,
)

const bad = 'BAD_ARGUMENT'
holds('S90 a task is awaited by its owner', 'S90owner', [bad, 1, false, bad, bad], anywhere)

holds(
  'S90 a task knows its callers and ancestors',
  'S90callers',
  [
    [['me'], ['me']],
    [['ok', [['me'], ['me']]]],
    [
      ['task', 'me'],
      ['task', 'me'],
    ],
    [
      [
        'ok',
        [
          ['task', 'me'],
          ['task', 'me'],
        ],
      ],
    ],
  ],
  anywhere,
)

holds('S90 start and startLink', 'S90start', ['started', 'with it', 'normal'], anywhere)

const ok = (...values: unknown[]): unknown[] => values.map((value) => ['ok', value])
holds(
  'S91 asyncStream: ordered by default, time limits, nothing left in the mailbox',
  'S91',
  [
    ok(30, 10, 20),
    ok(10, 20, 30),
    [
      ['ok', 1],
      ['exit', 'timeout'],
    ],
    [
      ['ok', 1],
      ['exit', [60_000, 'timeout']],
    ],
    [],
    ok(1, 2),
    ['timeout', ['Task', 'asyncStream', [30]]],
    [],
  ],
  anywhere,
)

holds(
  'S91 asyncStream: a crash ends who does not trap exits, and is a result for who does',
  'S91crashes',
  [
    [
      [
        ['ok', 1],
        ['exit', 'normal'],
        ['ok', 4],
      ],
      'two',
    ],
    [
      ['ok', 1],
      ['exit', 'two'],
      ['exit', 'normal'],
      ['ok', 4],
    ],
    [
      ['ok', 1],
      ['exit', [2, 'two']],
      ['exit', [3, 'normal']],
      ['ok', 4],
    ],
    [],
  ],
  anywhere,
)

holds('S91 asyncStream: never more than maxConcurrency at once', 'S91limit', [1, 3], anywhere)

holds(
  'S91 asyncStream: inputs are taken when there is room, and closed',
  'S91inputs',
  [bad, 'input 4', [1, 2, 3, 4, 'closed']],
  anywhere,
)

holds(
  'S91 asyncStream: the tasks die with the process',
  'S91killed',
  ['killed', 'killed', 'killed', 'killed'],
  anywhere,
)

holds(
  'S90 a supervised task ends its caller if it is linked, not if it is not',
  'S90supervisor',
  [42, ['exit', 'bad'], 'with it', true, [true, 'did it'], undefined, [['me'], ['supervisor', 'me']], [], []],
  anywhere,
)

const crashed = [
  ['ok', 1],
  ['exit', 'two'],
  ['exit', 'normal'],
  ['ok', 4],
]
holds(
  'S91 the streams of a task supervisor, linked and not',
  'S91supervisor',
  [
    [
      crashed,
      [
        ['ok', 1],
        ['exit', 'timeout'],
      ],
    ],
    [
      [
        ['ok', 1],
        ['exit', 'normal'],
        ['ok', 4],
      ],
      'two',
    ],
    'SYSTEM_LIMIT',
    crashed,
    [],
    [],
  ],
  anywhere,
)

holds(
  'S90 what no task and no option is, is refused',
  'S90refused',
  [[bad, bad, bad, bad, bad, bad], [], 1, []],
  anywhere,
)

const below = ['task', 'me']
const streamed = ['ok', [['me'], 1, [below, below]]]
holds(
  'S90 a task of a stream has its lineage whoever looks first',
  'S90streamed',
  [
    [streamed, streamed],
    [below, below],
  ],
  anywhere,
)
