import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concernedBy, STRATEGIES } from '../../../src/behaviours/supervisor/strategy.ts'

const ids = ['a', 'b', 'c', 'd']

describe('the children that a restart concerns', () => {
  it('one_for_one: the one that has exited', () => expect(concernedBy('one_for_one', ids, 'b')).toEqual(['b']))
  it('one_for_all: all', () => expect(concernedBy('one_for_all', ids, 'b')).toEqual(ids))
  it('rest_for_one: it and those behind it', () =>
    expect(concernedBy('rest_for_one', ids, 'b')).toEqual(['b', 'c', 'd']))

  it('are in the order of their start, each once, the one that has exited among them', () => {
    const some = fc.uniqueArray(fc.integer(), { minLength: 1 })
    fc.assert(
      fc.property(some, fc.nat(), fc.constantFrom(...STRATEGIES), (all, n, strategy) => {
        const id = all[n % all.length] as number
        const concerned = concernedBy(strategy, all, id)
        expect(concerned).toContain(id)
        expect(all.filter((other) => concerned.includes(other))).toEqual(concerned)
      }),
    )
  })
})
