import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Thefts as TheftsType } from '../../src/scheduler/thefts.ts'
import type { Mutation } from '../explore/instrument.ts'
import { describeStatements } from './statements.ts'

/** Milliseconds. */
const PAUSE = 1
const RICH = 0.1
const FREE = 8

type Make = () => TheftsType

/** A thief that takes something `every` milliseconds, if it may, and is busy with it for `busy`. Returns how often it did, and how long it was kept from it at a time. */
function steal(
  thefts: TheftsType,
  from: number,
  every: number,
  busy: number,
  times: number,
): { won: number; pause: number } {
  let won = 0
  let pause = 0
  let since = from
  let now = from
  for (let i = 0; i < times; i++) {
    if (thefts.spent(now)) {
      since = now
      thefts.won(now)
      won++
      now += busy
    } else {
      pause = Math.max(pause, now - since)
    }
    now += every
  }
  thefts.spent(now)
  return { won, pause }
}

/** What must hold of any thief; each throws if it does not. */
const STATEMENTS: Record<string, (make: Make) => void> = {
  'a thief may begin at once': (make) => expect(make().spent(0)).toBe(true),
  'whoever is kept busy by what it takes never pauses': (make) =>
    fc.assert(
      fc.property(fc.double({ min: RICH, max: 5, noNaN: true }), fc.nat(200), (busy, times) => {
        expect(steal(make(), 0, 0.001, busy + 0.001, times)).toEqual({ won: times, pause: 0 })
      }),
    ),
  'poor thefts are few: those that are free, and one a millisecond': (make) =>
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 1000 }),
        fc.double({ min: 0.001, max: 0.05, noNaN: true }),
        (times, every) => {
          const { won } = steal(make(), 0, every, 0.001, times)
          expect(won).toBeLessThanOrEqual(FREE + 1 + times * (every + 0.001))
        },
      ),
    ),
  'a pause ends, after a millisecond, and says when': (make) =>
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 500 }), (times) => {
        const thefts = make()
        const { pause } = steal(thefts, 0, 0.02, 0.001, times)
        expect(pause).toBeGreaterThan(0)
        expect(pause).toBeLessThan(PAUSE + 0.1)
        const now = times * 0.021
        const until = thefts.pausedUntil(now)
        expect(until).toBeLessThanOrEqual(now + PAUSE)
        if (until !== 0) {
          expect(until).toBeGreaterThan(now)
          expect(thefts.pausedUntil(until)).toBe(0)
          expect(thefts.spent(until)).toBe(true)
        }
      }),
    ),
  'what was poor long ago is forgotten': (make) => {
    const thefts = make()
    steal(thefts, 0, 0.02, 0.001, 500)
    expect(steal(thefts, 1000, 0.001, 0.001, FREE - 1)).toEqual({ won: FREE - 1, pause: 0 })
  },
  'nor does a thief that took nothing for long save up': (make) =>
    expect(steal(make(), 1000, 0.001, 0.001, 100).won).toBeLessThanOrEqual(FREE + 1),
  'a theft is charged once, however often its thief looks': (make) => {
    const thefts = make()
    thefts.won(0)
    for (let i = 0; i < 20; i++) expect(thefts.spent(0.05)).toBe(true)
  },
  'who may not take anything is told until when': (make) => {
    const thefts = make()
    for (let now = 0; now < 10; now += 0.02) {
      if (thefts.spent(now)) thefts.won(now)
      else expect(thefts.pausedUntil(now)).toBeGreaterThan(now)
    }
  },
  'nothing taken is nothing spent': (make) => {
    const thefts = make()
    for (let i = 0; i < 1000; i++) expect(thefts.spent(i / 1000)).toBe(true)
  },
}

const CAUGHT: Record<string, Mutation> = {
  'poor thefts cost nothing': [['      if (now - this.#wonAt < WORTH_MILLISECONDS) this.#charge(now)\n', '']],
  'rich thefts are charged': [['now - this.#wonAt < WORTH_MILLISECONDS', 'now - this.#wonAt >= 0']],
  'a theft is charged again at every look': [['      this.#wonAt = -1\n', '']],
  'nobody ever pauses': [['    if (this.#credit < 1) this.#pausedUntil = now + CREDIT_MILLISECONDS\n', '']],
  'a pause never ends': [['this.#pausedUntil = now + CREDIT_MILLISECONDS', 'this.#pausedUntil = Infinity']],
  'a pause is not told of': [['return now < this.#pausedUntil ? this.#pausedUntil : 0', 'return 0 * now']],
  'credit does not come back': [[' + (now - this.#creditedAt) / CREDIT_MILLISECONDS', ' + 0 * now']],
  'credit is saved up': [['Math.min(MOST_CREDIT, ', 'Math.min(Infinity, ']],
}

describeStatements('Thefts', STATEMENTS, CAUGHT)
