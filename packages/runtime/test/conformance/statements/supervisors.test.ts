import { expect } from 'vitest'
import * as supervisors from './fixtures/supervisors.ts'
import { fixture, statementsOf } from './holds.ts'

const holds = statementsOf(fixture('supervisors.ts'), supervisors)

/** A start that has failed, or something else that cannot be done. */
const no = (reason: unknown): unknown => expect.objectContaining({ ok: false, reason })

const start = (...ids: string[]): unknown[] => ids.map((id) => ['start', id])
const term = (reason: unknown, ...ids: string[]): unknown[] => ids.map((id) => ['term', id, reason])

holds('S80 children start in order and are stopped in reverse', 'S80order', [
  start('a', 'b', 'c'),
  'shutdown',
  term('shutdown', 'c', 'b', 'a'),
])

holds('S80 one_for_one starts the one that has exited', 'S80oneForOne', [start('b'), []])

holds('S80 rest_for_one stops those behind it, and starts it and them', 'S80restForOne', [
  [...term('shutdown', 'd', 'c'), ...start('b', 'c', 'd')],
  [],
])

holds('S80 one_for_all stops the others, and starts all', 'S80oneForAll', [
  [...term('shutdown', 'd', 'c', 'a'), ...start('a', 'b', 'c', 'd')],
  [],
])

holds("S81 three restarts in five seconds are allowed, the fourth ends the supervisor with 'shutdown'", 'S81', [
  [start('a'), start('a'), start('a')],
  'shutdown',
  [],
])

holds('S81 the count is shared by the children', 'S81shared', [start('a'), 'shutdown', term('shutdown', 'c')])

holds('S81 a restart that fails counts, and is tried again', 'S81failedRestart', [
  'shutdown',
  [...start('a', 'b'), ...term('shutdown', 'b')],
])

holds('S82 a transient child that exits in order is not restarted, and its spec stays', 'S82transient', [
  ['normal', 'shutdown', ['shutdown', 'x']].map((reason) => [
    [...start('a'), ...term(reason, 'a')],
    [{ id: 'a', pid: undefined, type: 'worker' }],
    { specs: 1, active: 0, supervisors: 0, workers: 1 },
  ]),
  start('a', 'a'),
])

holds('S82 a permanent child is restarted whatever its reason', 'S82permanent', [
  ...start('a'),
  ...term('normal', 'a'),
  ...start('a'),
])

holds('S82 a temporary child is never restarted, and its spec goes', 'S82temporary', [start('a'), []])

const one = { specs: 1, active: 1, supervisors: 0, workers: 1 }
holds('S82 under one_for_all the death of a temporary child restarts nobody', 'S82temporaryOfAll', [
  [[], one],
  [start('a'), [], one],
])

holds("S83 a child that is not done in time, or is to be killed, exits 'killed'", 'S83', [
  'killed',
  'killed',
  'shutdown',
  'shutdown',
  'shutdown',
])

const failed = ['shutdown', ['failedToStartChild', 'c', 'nope']]
holds('S83 a child that fails to start stops those before it, and the reason names it', 'S83failedStart', [
  no(failed),
  [failed],
  [...start('a', 'b'), ...term('shutdown', 'b', 'a')],
])

holds('S84 terminateChild keeps the spec, deleteChild takes it from one that does not run', 'S84', [
  { ok: true },
  [{ id: 'a', pid: undefined, type: 'worker' }],
  no('alreadyPresent'),
  true,
  no('running'),
  no('running'),
  'alreadyStarted',
  { ok: true },
  no('notFound'),
  no('notFound'),
  no('notFound'),
  undefined,
  true,
  no('nope'),
  ['b'],
])

holds('S84 whichChildren shows the newest child first', 'S84order', ['d', 'c', 'b', 'a'])

holds('S85 anySignificant ends the supervisor with the first significant child', 'S85any', [
  [...term('boom', 'a'), ...start('a')],
  'shutdown',
  [...term('normal', 'a'), ...term('shutdown', 'b')].slice(0, 2),
])

holds('S85 allSignificant ends it with the last one', 'S85all', [true, 'shutdown', 2])

holds('S85 terminateChild ends nothing', 'S85byHand', [{ ok: true }, true])

const bad = (...combination: unknown[]): unknown => ['badCombination', combination]
holds('S85 permanent and significant is refused, and so is significant without automatic shutdown', 'S85refused', [
  no(['startSpec', bad(['restart', 'permanent'], ['significant', true])]),
  no(['startSpec', bad(['autoShutdown', 'never'], ['significant', true])]),
  no(['startSpec', ['duplicateChildName', 'a']]),
  no(bad(['restart', 'permanent'], ['significant', true])),
])

holds('S86 the children of a killed supervisor die with it', 'S86killed', [
  ['killed', 'killed'],
  'killed',
  term('killed', 'b'),
])

holds('S86 a DynamicSupervisor has children without names, and not more than maxChildren', 'S86dynamic', [
  true,
  true,
  'maxChildren',
  [
    [undefined, 'worker'],
    [undefined, 'worker'],
  ],
  start('a'),
  no('notFound'),
  { ok: true },
  term('shutdown', 'a'),
  one,
  'shutdown',
  term('shutdown', 'a'),
])

holds('S86 a PartitionSupervisor routes by key', 'S86partitions', [
  3,
  3,
  true,
  [2, 1, 0],
  true,
  Array(6).fill(undefined),
])

holds('S101 a supervisor that waits can move', 'S101', [false, false, false])

holds(
  'S86 a PartitionSupervisor keeps a child on each scheduler',
  'S86pinned',
  [
    [0, 1, 2].map((partition) => [10 * partition, { scheduler: (partition % 2) + 1, pinned: true }]),
    2,
    ['transient', 'supervisor', Number.POSITIVE_INFINITY],
    ['shutdown', 'failedToStartChild', 0, 'BadArg'],
  ],
  { places: ['here'] },
)

holds('S86 a DynamicSupervisor counts restarts that fail, and tries again', 'S86failedRestart', [
  'shutdown',
  [...start('a', 'b'), ...term('shutdown', 'b')],
])

holds('S86 a DynamicSupervisor stops its children at the same time, each with its own time', 'S86stop', [
  ['killed', 'killed', 'shutdown', 'killed', 'shutdown'],
  'normal',
])

holds('a supervisor that Sys has suspended restarts nobody until it is resumed', 'systemMessages', [
  [],
  'suspended',
  'Supervisor',
  start('a'),
  'normal',
])
