import * as agents from './fixtures/agents.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('agents.ts'), agents)

holds('S90 an agent keeps a state, and runs what is sent to it', 'S90', [
  1,
  [2, 3],
  'BAD_ARGUMENT',
  false,
  ['noproc', ['Agent', 'stop', ['agent', 'normal', Number.POSITIVE_INFINITY]]],
])

holds('S90 an agent is called with the time that its caller gives', 'S90within', [
  'ok',
  1,
  [2],
  'timeout',
  'BAD_ARGUMENT',
])
