import { type AtomicsRef, atomics, BadArg, counters, VM } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import * as shared from './fixtures/counting.ts'

const url = new URL('./fixtures/counting.ts', import.meta.url)

describe('counters', () => {
  it.each([false, true])('add, sub, put and get, writeConcurrency %s', (writeConcurrency) => {
    const ref = counters.new(3, { writeConcurrency })
    counters.add(ref, 1, 5)
    counters.add(ref, 3, 7n)
    counters.sub(ref, 1, 6)
    expect([1, 2, 3].map((index) => counters.get(ref, index))).toEqual([-1, 0, 7])
    counters.put(ref, 1, 41)
    counters.add(ref, 1, 1)
    expect(counters.get(ref, 1)).toBe(42)
    expect(counters.info(ref).size).toBe(3)
    expect(counters.info(ref).memory).toBeGreaterThanOrEqual(24)
  })

  it.each([false, true])('have 64 bits and wrap around, writeConcurrency %s', (writeConcurrency) => {
    const ref = counters.new(1, { writeConcurrency })
    counters.put(ref, 1, 2n ** 63n - 1n)
    counters.add(ref, 1, 1)
    expect(counters.get(ref, 1)).toBe(-(2 ** 63))
  })

  it('refuse what is no index, number, reference, size or option', () => {
    const ref = counters.new(2)
    const bad = [
      () => counters.get(ref, 0),
      () => counters.get(ref, 3),
      () => counters.add(ref, 1, 0.5),
      () => counters.add(ref, 1, 2 ** 60),
      () => counters.put(ref, 1, 2n ** 63n),
      () => counters.get({} as typeof ref, 1),
      () => counters.new(0),
      () => counters.new(1, { writeconcurrency: true } as object),
    ]
    for (const call of bad) expect(call).toThrow(BadArg)
  })

  it.each([false, true])(
    'are added to by processes of all schedulers and the main thread (threads, writeConcurrency %s)',
    async (on) => {
      await using vm = await VM.start({ schedulers: 3 })
      const ref = counters.new(2, { writeConcurrency: on })
      const runs = [1, 2, 3].map(() => vm.run(url, 'addMany', ref, 20_000))
      for (let i = 0; i < 20_000; i++) counters.add(ref, 2, 1)
      await Promise.all(runs)
      expect([counters.get(ref, 1), counters.get(ref, 2)]).toEqual([-60_000, 80_000])
      // A reference that was made in a process works here as well.
      const theirs = await vm.run<typeof ref>(url, 'made')
      counters.add(theirs, 1, 1)
      expect(counters.get(theirs, 1)).toBe(8)
    },
  )

  it('are one for processes of several schedulers (simulated)', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      expect(await simulate({ schedulers: 3, seed }, shared.together, 6, 50)).toBe(300)
    }
  })
})

describe('atomics', () => {
  it('read and change at once, signed', () => {
    const ref = atomics.new(2)
    atomics.put(ref, 1, 10)
    atomics.add(ref, 1, 5)
    atomics.sub(ref, 1, 1n)
    expect(atomics.get(ref, 1)).toBe(14n)
    expect(atomics.addGet(ref, 1, 2)).toBe(16n)
    expect(atomics.subGet(ref, 1, 20)).toBe(-4n)
    expect(atomics.exchange(ref, 1, 3)).toBe(-4n)
    expect(atomics.compareExchange(ref, 1, 3, 4)).toBe('ok')
    expect(atomics.compareExchange(ref, 1, 3, 5)).toBe(4n)
    expect(atomics.get(ref, 2)).toBe(0n)
    expect(atomics.info(ref)).toEqual({ size: 2, max: 2n ** 63n - 1n, min: -(2n ** 63n), memory: 16 })
    atomics.put(ref, 1, 2n ** 63n - 1n)
    expect(atomics.addGet(ref, 1, 1)).toBe(-(2n ** 63n))
    // As in Erlang, what is added may be given unsigned.
    expect(atomics.addGet(ref, 1, 2n ** 64n - 1n)).toBe(2n ** 63n - 1n)
  })

  it('are unsigned on request', () => {
    const ref = atomics.new(1, { signed: false })
    expect(atomics.subGet(ref, 1, 1)).toBe(2n ** 64n - 1n)
    expect(atomics.info(ref)).toMatchObject({ max: 2n ** 64n - 1n, min: 0n })
    expect(() => atomics.put(ref, 1, -1)).toThrow(BadArg)
    expect(() => atomics.put(atomics.new(1), 1, 2n ** 63n)).toThrow(BadArg)
    expect(() => atomics.get(ref, 2)).toThrow(BadArg)
    expect(() => atomics.new(1, { sign: true } as object)).toThrow(BadArg)
    expect(() => atomics.get(null as unknown as AtomicsRef, 1)).toThrow(BadArg)
  })

  it('keep a lock between schedulers (threads)', async () => {
    await using vm = await VM.start({ schedulers: 2 })
    const ref = atomics.new(2)
    await Promise.all([1, 2, 3, 4].map(() => vm.run(url, 'locked', ref, 2000)))
    expect(atomics.get(ref, 2)).toBe(8000n)
  })
})
