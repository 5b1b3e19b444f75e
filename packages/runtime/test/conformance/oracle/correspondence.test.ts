import { makePid, makeRef } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { expectedOf, numbered } from './correspondence.ts'
import { parseTerm } from './erlang-term.ts'

describe('what Multibeam should give for a term of Erlang', () => {
  it.each<[string, unknown]>([
    ['{error,badarg}', ['error', 'badarg']],
    ['{error,timeout_value}', ['error', 'badarg']],
    ['[{trapped,kill},[ok]]', [['trapped', 'kill'], ['ok']]],
    ['{{nm,nonode@nohost},foo}', ['nm', 'foo']],
    [
      '[{message_queue_len,2},{messages,[a,b]}]',
      [
        ['messageQueueLength', 2],
        ['messages', ['a', 'b']],
      ],
    ],
    ['{registered_name,[]}', ['registeredName', undefined]],
    ['{registered_name,nm}', ['registeredName', 'nm']],
    ['{undef,nomod,nofun,[]}', ['undef', 'nomod', 'nofun']],
    ['#{trap => {error,timeout_value}}', new Map([['trap', ['error', 'badarg']]])],
  ])('%s', (text, expected) => {
    expect(expectedOf(parseTerm(text))).toStrictEqual(expected)
  })
})

describe('the pids and refs of a term', () => {
  it('are numbered in the order in which they stand there, each kind for itself', () => {
    const [p, q] = [makePid(0, 7, 3), makePid(0, 9, 1)]
    const [r, s] = [makeRef(1, 5), makeRef(2, 5)]
    expect(numbered([q, ['DOWN', s, 'process', p, 'normal'], r, q, 17, undefined, true])).toStrictEqual([
      { pid: 1 },
      ['DOWN', { ref: 1 }, 'process', { pid: 2 }, 'normal'],
      { ref: 2 },
      { pid: 1 },
      17,
      undefined,
      true,
    ])
  })
})
