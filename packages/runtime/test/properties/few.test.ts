import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Few } from '../../src/process/few.ts'

type Operation = readonly ['set' | 'take' | 'get' | 'has', key: number, value: number]

const operation: fc.Arbitrary<Operation> = fc.tuple(
  fc.constantFrom('set', 'take', 'get', 'has'),
  // Few keys, so that most operations meet one that is there.
  fc.integer({ min: 0, max: 4 }),
  fc.integer(),
)

describe('Few', () => {
  it('does what a Map does, in the same order', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const few = new Few<number, number>()
        const map = new Map<number, number>()
        for (const [what, key, value] of operations) {
          if (what === 'set') {
            few.set(key, value)
            map.set(key, value)
          } else if (what === 'take') {
            const taken = map.get(key)
            map.delete(key)
            expect(few.take(key)).toBe(taken)
          } else if (what === 'get') {
            expect(few.get(key)).toBe(map.get(key))
          } else {
            expect(few.has(key)).toBe(map.has(key))
          }
          const entries: [number, number][] = []
          few.each((eachKey, eachValue) => entries.push([eachKey, eachValue]))
          expect(entries).toEqual([...map])
          expect(few.keys()).toEqual([...map.keys()])
          expect(few.size).toBe(map.size)
        }
      }),
    )
  })
})
