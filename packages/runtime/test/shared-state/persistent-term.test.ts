import { VM } from 'multibeam'
import { expect, it } from 'vitest'
import { dyingSimulation } from '../conformance/statements/dying.ts'
import { statementsOf } from '../conformance/statements/holds.ts'
import * as terms from './fixtures/persistent-terms.ts'

const holds = statementsOf(new URL('./fixtures/persistent-terms.ts', import.meta.url), terms)
const bad = 'BAD_ARGUMENT'

holds('persistentTerm: what was put is seen on every scheduler, frozen, one object for all reads', 'putAndErase', [
  bad,
  [
    [true, true],
    [true, true],
  ],
  [true, true, true, true],
  2,
  true,
  ['another', 'another'],
  [true, false],
  [
    ['nothing', true, true],
    ['nothing', true, true],
  ],
  bad,
  bad,
])

holds('persistentTerm: those that put at once agree on who was the last', 'race', [1, 4, false])

const three = <T>(value: T): T[] => [value, value, value]
const afterDeath = [
  'schedulerDown',
  three([true, true]),
  true,
  three('term'),
  three([true, true]),
  [three('changed'), 3],
]

// Scheduler 2 dies: with the process that orders all changes, or without it.
it.each([1, 2, 3])(
  'persistentTerm: the successor of a dead scheduler has what was put, first on %d (simulated)',
  async (putter) => {
    for (let seed = 1; seed <= 20; seed++) {
      const simulated = dyingSimulation(seed)
      expect(await simulated.run(terms.death, simulated.self, putter), `seed ${seed}`).toEqual(afterDeath)
    }
  },
)

it.each([1, 2])(
  'persistentTerm: the successor of a dead scheduler has what was put, first on %d (threads)',
  async (putter) => {
    await using vm = await VM.start({ schedulers: 3 })
    vm.on('schedulerDown', () => {})
    const url = new URL('./fixtures/persistent-terms.ts', import.meta.url)
    expect(await vm.run(url, 'death', undefined, putter)).toEqual(afterDeath)
  },
)
