import { describe } from 'vitest'
import * as moving from './fixtures/moving-behaviours.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('moving-behaviours.ts'), moving)

// Interpreted processes stay where they have started.
describe.each(process.env.MULTIBEAM_INTERPRET === '1' ? [] : ['compiled'])('%s', () => {
  holds(
    'S70 S73 S75 S101 a server that moves in the middle of its callbacks answers, times out, and ends as one that stays',
    'callbacks',
    {
      told: [
        ['first', true, true],
        ['second', true, true],
      ],
      timedOut: 'timeout',
      late: { ok: true, reply: [true, true] },
      called: Array(3).fill(['by a deputy', true]),
      asked: ['asked', true, true],
      shared: true,
      suspended: ['while suspended', true],
      log: [
        ['init', true],
        ['go on', true],
      ],
      crash: 'far away',
      ends: [['terminated', 'far away', true], 'stopping', ['terminated', 'done', true], 'done'],
      name: undefined,
      left: [],
    },
    { crashes: 1 },
  )

  holds(
    'S74 S101 exits of links and of the parent reach a server that is on its way, when its callback is over',
    'links',
    [
      { ok: true, reply: [true, true] },
      [[['EXIT', 'linked'], true]],
      { ok: true, reply: [true, true] },
      ['terminated', 'enough', true],
      'enough',
      [],
    ],
  )

  holds(
    'S93 S101 a state machine that moves in the middle of its state functions keeps events and time-outs',
    'machine',
    [
      'from busy',
      [
        ['init', true],
        ['idle', 'enter', true],
        ['idle', 'cast', true],
        ['busy', 'enter', true],
        ['busy', 'internal', true],
        ['busy', 'timeout', true],
        ['idle', 'enter', true],
      ],
      ['terminated', 'shutdown', 'idle', true],
      'shutdown',
      [],
    ],
  )

  holds('S80 S101 supervisors and children that move while they start and stop keep the order', 'supervisor', [
    [['supervisor', true], ['a', 'b', 'c', 'd'].map((id) => ['started', id, true])],
    [
      ['ended', 'd', 'shutdown', true],
      ['ended', 'c', 'shutdown', true],
      ['started', 'b', true],
      ['started', 'c', true],
      ['started', 'd', true],
    ],
    [true, true],
    { specs: 4, active: 4, supervisors: 0, workers: 4 },
    ['d', 'c', 'b', 'a'].map((id) => ['ended', id, 'shutdown', true]),
    'shutdown',
    Array(4).fill(undefined),
    [],
  ])

  holds('S86 S101 children of a dynamic supervisor may move while they start and stop', 'dynamic', [
    'killed',
    [['started', 'x', true]],
    2,
    ['x,shutdown,true', 'y,shutdown,true'],
    'normal',
    [],
  ])

  holds(
    'S90 S91 S101 tasks, and those who wait for them, may move meanwhile',
    'tasks',
    [
      true,
      [
        [9, true],
        [16, true],
      ],
      undefined,
      undefined,
      'timeout',
      [1, 4, 9, 16, 25].map((square) => ['ok', [square, true]]),
      [['exit', 'timeout']],
      'far away',
    ],
    { crashes: 1 },
  )

  holds('S92 S101 an agent whose functions move keeps their order', 'agent', [true, [2, 3, 4], 'normal', []])

  holds('S92 S101 a process that moves keeps its entries in registries and groups', 'registered', [
    2,
    [[[true, 2]], [true]],
    [[], []],
  ])
})
