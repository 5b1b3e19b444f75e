import * as links from './fixtures/links.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('links.ts'), links)

holds("S14 a link to a dead process is an exit signal 'noproc'", 'S14', [Array(4).fill('noproc'), [], []])

holds('S15 linking twice is one link, and to oneself none', 'S15', [
  ['p'],
  ['me'],
  [['EXIT', 'p', 'gone']],
  [[], []],
  'gone',
  ['links', []],
  'over',
  [],
])

holds('S16 no EXIT comes after an unlink, one that came stays', 'S16', [[['EXIT', 'p', 'first']], 0, []])

holds('S16 a link made again counts', 'S16again', [[], []])

const reasons = ['boom', 'kill', ['a', 'term']].map((reason) => JSON.stringify(reason))

holds(
  'S17 chains of 1, 2, 9 and 10 links end with the right reason',
  'S17',
  [1, 2, 9, 10].flatMap((length) => reasons.map((reason) => [length, reason])),
)

holds("S17 'killed' spreads to both sides of a chain", 'S17middle', Array(7).fill('killed'))

holds("S17 a linked process that exits 'normal' leaves the others alive", 'S17normal', ['normal', true, [], []])
