import * as starting from './fixtures/starting.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('starting.ts'), starting)

holds('S72 a start returns when the process is ready, and a name is given once', 'started', [
  [1, 'two'],
  ['alreadyStarted', 'one'],
  ['alreadyStarted', 'via'],
  'normal',
  [],
])

holds('S72 a start that fails says why, and a linked starter hears of it', 'failed', [
  [true, 'no', []],
  [true, 'no', [['EXIT', 'no']]],
  [true, 'no', []],
  [true, 'ignore', []],
  [true, 'ignore', [['EXIT', 'normal']]],
  [true, 'ignore', []],
  [true, 'gone', []],
  [true, 'gone', []],
  [true, 'gone', []],
  [true, 'normal', []],
  [true, 'normal', []],
  [true, 'normal', []],
])

holds('S72 a start that takes too long leaves no process, no name and no message', 'tooSlow', [
  'timeout',
  undefined,
  [],
])

holds('processes know who started them', 'ancestors', ['lineage', 'middle', ['middle', 'me']])
