import * as details from './fixtures/server-details.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('server-details.ts'), details)

holds('S70 servers are called by names of a table', 'viaNames', [
  true,
  3,
  ['noproc', ['GenServer', 'call', [['via', 'c'], 'get', 5000]]],
  [true, true],
  [7],
])

holds('S70 requests are sent at once, and answered in any order', 'requests', [
  [{ one: 1, two: 7, nobody: 'noproc' }, true, true, undefined, { ok: true, reply: 7 }],
  [true, 'it', 2, undefined],
  [],
])

holds('a server can be looked at while it runs', 'looking', [
  ['in', 'out'],
  3,
  3,
  undefined,
  'GenServer',
  'hidden',
  'running',
  undefined,
  null,
  true,
  3,
  'enough',
])

holds('a server that has nothing to do sleeps with an empty stack, and keeps its state', 'sleeping', ['wake', 2, 2])

holds(
  'a server says what it has no handler for',
  'mistakes',
  ['asked to continue, and has no callback `continue`', "has no call 'unknown'; there are count"],
  { crashes: 2 },
)
