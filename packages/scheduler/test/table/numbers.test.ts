import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generationOf, isPid, makePid, nodeOf, slotOf } from '../../src/table/pid.ts'
import { counterOf, isRef, makeRef, schedulerOf } from '../../src/table/ref.ts'

describe('a pid', () => {
  it('gives back its slot, generation and node', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 24 - 1), fc.nat(2 ** 20 - 1), fc.nat(255), (slot, generation, node) => {
        const pid = makePid(slot, generation, node)
        expect([slotOf(pid), generationOf(pid), nodeOf(pid)]).toEqual([slot, generation, node])
        expect(isPid(pid) && Number.isSafeInteger(pid) && !isRef(pid)).toBe(true)
      }),
    )
    const last = makePid(2 ** 24 - 1, 2 ** 20 - 1, 255)
    expect([slotOf(last), generationOf(last), nodeOf(last)]).toEqual([2 ** 24 - 1, 2 ** 20 - 1, 255])
  })

  it('wraps its generation round', () => {
    expect(makePid(5, 2 ** 20)).toBe(makePid(5, 0))
  })

  it('is told from other values', () => {
    for (const other of [0, 2 ** 52 - 1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '5', null, 2n ** 52n]) {
      expect(isPid(other)).toBe(false)
    }
  })
})

describe('a ref', () => {
  it('gives back its scheduler and counter', () => {
    fc.assert(
      fc.property(
        fc.nat(127),
        fc.maxSafeNat().map((n) => n % 2 ** 44),
        (scheduler, counter) => {
          const ref = makeRef(scheduler, counter)
          expect([schedulerOf(ref), counterOf(ref)]).toEqual([scheduler, counter])
          expect(isRef(ref) && !isPid(ref)).toBe(true)
        },
      ),
    )
    const last = makeRef(127, 2 ** 44 - 1)
    expect([schedulerOf(last), counterOf(last), isRef(last)]).toEqual([127, 2 ** 44 - 1, true])
  })

  it('is told from other values', () => {
    for (const other of [0, 2 ** 51 - 1, 2 ** 51 + 0.5, 2 ** 52, Number.NaN, 'x', undefined])
      expect(isRef(other)).toBe(false)
  })
})
