import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeldSignal, HeldSignals } from '../../src/endpoint/held-signal.ts'
import { makePid } from '../../src/table/pid.ts'

function signal(ticket: number): HeldSignal {
  return new HeldSignal(makePid(1, 1), 8, ticket | 0, new Uint8Array(0), 0, 0, [], 0, 0)
}

function tickets(list: HeldSignals): number[] {
  return [...list].map(({ ticket }) => ticket)
}

describe('HeldSignals', () => {
  it('gives signals by ticket, whatever order they came in, across the wrap of the counter', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.constantFrom(0x7f_ff_ff_f8, -5, 0)),
        fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 40 }),
        (first, offsets) => {
          const list = new HeldSignals()
          for (const offset of offsets) list.add(signal(first + offset))
          const sorted = offsets.toSorted((a, b) => a - b)
          expect(tickets(list)).toEqual(offsets.map((offset) => (first + offset) | 0))
          for (const offset of sorted) {
            if (offset > 0) expect(list.take((first + offset - 1001) | 0)).toBeUndefined()
            expect(list.take((first + offset) | 0)?.ticket).toBe((first + offset) | 0)
          }
          expect(list.size).toBe(0)
        },
      ),
    )
  })

  it('gives only the ticket asked for, and takes in more while it is being emptied', () => {
    const list = new HeldSignals()
    list.add(signal(5))
    expect(list.take(4)).toBeUndefined()
    list.add(signal(4))
    expect(list.take(4)?.ticket).toBe(4)
    list.add(signal(7))
    list.add(signal(6))
    expect(tickets(list)).toEqual([5, 7, 6])
    for (const ticket of [5, 6, 7]) expect(list.take(ticket)?.ticket).toBe(ticket)
    expect(list.take(8)).toBeUndefined()
    list.add(signal(8))
    expect(tickets(list)).toEqual([8])
  })
})
