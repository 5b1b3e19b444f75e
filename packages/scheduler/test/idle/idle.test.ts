import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdleProtocol } from '../../src/idle/idle.ts'

/** A protocol for so many schedulers, all busy, in the middle of other words. */
function setUp(schedulers: number) {
  const base = 3
  const words = new Int32Array(new SharedArrayBuffer(4 * (base + IdleProtocol.wordsFor(schedulers) + 1)))
  const idle = new IdleProtocol(words, base, schedulers)
  const sleep = (me: number) => {
    idle.startSearching(me)
    return idle.park(me)
  }
  return { idle, words, sleep }
}

describe('IdleProtocol', () => {
  it('needs a word for each 24 schedulers and begins with everybody busy', () => {
    expect([1, 24, 25, 48, 49, 64].map((schedulers) => IdleProtocol.wordsFor(schedulers))).toEqual([1, 1, 2, 2, 3, 3])
    const { idle } = setUp(64)
    expect(idle.hungry()).toBe(false)
    expect(idle.claimSleeper()).toBe(-1)
    expect(() => setUp(0)).toThrow(RangeError)
    expect(() => setUp(65)).toThrow(RangeError)
  })

  it('tells the last searcher of a group, whether it has found work or goes to sleep', () => {
    const { idle } = setUp(4)
    for (const me of [0, 1, 2]) idle.startSearching(me)
    expect(idle.searching()).toBe(3)
    expect(idle.stopSearching(0)).toBe(false)
    expect(idle.park(1)).toBe(false)
    expect(idle.park(2)).toBe(true)
    idle.startSearching(3)
    expect(idle.stopSearching(3)).toBe(true)
    expect([0, 1, 2, 3].map((scheduler) => idle.isAsleep(scheduler))).toEqual([false, true, true, false])
  })

  it('wakes the lowest sleeper, and nobody while that one still searches', () => {
    const { idle, sleep } = setUp(4)
    sleep(3)
    sleep(1)
    expect(idle.claimSleeper()).toBe(1)
    expect(idle.searching()).toBe(1)
    expect(idle.claimSleeper()).toBe(-1)
    expect(idle.stopSearching(1)).toBe(true)
    expect(idle.claimSleeper()).toBe(3)
  })

  it('wakes a particular sleeper even while others search, once', () => {
    const { idle, sleep } = setUp(3)
    sleep(2)
    idle.startSearching(0)
    expect(idle.claim(2)).toBe(true)
    expect(idle.claim(2)).toBe(false)
    expect(idle.claim(1)).toBe(false)
    expect(idle.searching()).toBe(2)
  })

  it('lets a sleeper wake by itself, and tells it when a waker was faster', () => {
    const { idle, sleep } = setUp(2)
    sleep(0)
    expect(idle.unpark(0)).toBe(true)
    expect(idle.searching()).toBe(1)
    idle.park(0)
    expect(idle.claimSleeper()).toBe(0)
    expect(idle.unpark(0)).toBe(false)
    expect(idle.searching()).toBe(1)
  })

  it('sees searchers and sleepers of every group', () => {
    const { idle, sleep } = setUp(64)
    sleep(63)
    sleep(30)
    expect(idle.hungry()).toBe(true)
    idle.startSearching(50)
    expect(idle.claimSleeper()).toBe(-1)
    idle.stopSearching(50)
    expect(idle.claimSleeper()).toBe(30)
    idle.stopSearching(30)
    expect(idle.claimSleeper()).toBe(63)
    idle.stopSearching(63)
    expect(idle.hungry()).toBe(false)
  })

  it('keeps count with all schedulers in any state, and touches no word but its own', () => {
    const schedulers = fc.constantFrom(1, 24, 25, 64)
    const steps = fc.array(fc.record({ scheduler: fc.nat(63), choice: fc.nat(2) }), { maxLength: 300 })
    fc.assert(
      fc.property(schedulers, steps, (count, actions) => {
        const { idle, words } = setUp(count)
        const states = new Array<'busy' | 'searching' | 'asleep'>(count).fill('busy')
        const lastOfGroup = (me: number) =>
          states.filter((state, other) => state === 'searching' && Math.trunc(other / 24) === Math.trunc(me / 24))
            .length === 1
        for (const { scheduler, choice } of actions) {
          const me = scheduler % count
          if (choice === 2) {
            const expected = states.includes('searching') ? -1 : states.indexOf('asleep')
            expect(idle.claimSleeper()).toBe(expected)
            if (expected >= 0) states[expected] = 'searching'
          } else if (states[me] === 'busy') {
            idle.startSearching(me)
            states[me] = 'searching'
          } else if (states[me] === 'asleep') {
            expect(choice === 0 ? idle.claim(me) : idle.unpark(me)).toBe(true)
            states[me] = 'searching'
          } else {
            const last = lastOfGroup(me)
            expect(choice === 0 ? idle.park(me) : idle.stopSearching(me)).toBe(last)
            states[me] = choice === 0 ? 'asleep' : 'busy'
          }
          expect(idle.searching()).toBe(states.filter((state) => state === 'searching').length)
          expect(idle.hungry()).toBe(states.some((state) => state !== 'busy'))
          expect(states.map((_, each) => idle.isAsleep(each))).toEqual(states.map((state) => state === 'asleep'))
        }
        expect([words[0], words[1], words[2], words.at(-1)]).toEqual([0, 0, 0, 0])
      }),
      { numRuns: 200 },
    )
  })
})
