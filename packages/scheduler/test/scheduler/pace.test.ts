import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Pace as PaceType } from '../../src/scheduler/pace.ts'
import type { Mutation } from '../explore/instrument.ts'
import { describeStatements } from './statements.ts'

/** A burst: milliseconds a slice, slices, processes made runnable, and slices that used up their reductions, with what. */
interface Burst {
  slice: number
  slices: number
  made?: number
  ends?: 'wait' | 'compute' | 'talk'
}

function note(pace: PaceType, { slice, slices, made = 0, ends = 'wait' }: Burst): void {
  pace.note(slice * slices, slices, made, ends === 'wait' ? 0 : slices, ends === 'compute' ? slices : 0)
}

const bursts = (slice: { min: number; max: number }): fc.Arbitrary<Burst[]> =>
  fc.array(
    fc.record({
      slice: fc.double({ ...slice, noNaN: true }),
      slices: fc.integer({ min: 1, max: 64 }),
      made: fc.nat(100),
      ends: fc.constantFrom('wait', 'compute', 'talk'),
    }),
    { maxLength: 100 },
  )

type Make = () => PaceType

/** What must hold whatever a scheduler ran; each throws if it does not. */
const STATEMENTS: Record<string, (make: Make) => void> = {
  'a scheduler that has run nothing publishes': (make) =>
    expect([make().areShort, make().areMedium]).toEqual([false, true]),
  'whatever ran before, who has longer slices publishes at last': (make) =>
    fc.assert(
      fc.property(bursts({ min: 0, max: 100 }), fc.double({ min: 0.015, max: 100, noNaN: true }), (before, slice) => {
        const pace = make()
        for (const burst of before) note(pace, burst)
        for (let i = 0; i < 12; i++) note(pace, { slice, slices: 1 })
        expect(pace.areShort).toBe(false)
        for (let i = 0; i < 70; i++) note(pace, { slice, slices: 1 })
        expect(pace.areMedium).toBe(true)
      }),
    ),
  'and stops when they are short': (make) =>
    fc.assert(
      fc.property(bursts({ min: 0, max: 100 }), fc.double({ min: 0, max: 0.001, noNaN: true }), (before, slice) => {
        const pace = make()
        for (const burst of before) note(pace, burst)
        for (let i = 0; i < 200; i++) note(pace, { slice, slices: 1 })
        expect([pace.areShort, pace.areMedium]).toEqual([true, false])
      }),
    ),
  'computing counts as long, however short a burst was': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    for (let i = 0; i < 50; i++) note(pace, { slice: 0.005, slices: 1, ends: 'compute' })
    expect(pace.areMedium).toBe(true)
  },
  'one interruption says nothing of slices that are short': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    pace.note(30, 64, 0, 0, 0)
    expect([pace.areShort, pace.areLong]).toEqual([true, false])
  },
  'nor does one slice of any length': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    note(pace, { slice: 1000, slices: 1 })
    expect([pace.areShort, pace.areLong]).toEqual([true, false])
  },
  'two long bursts in a row do, and one that is not takes it back': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    for (let i = 0; i < 2; i++) note(pace, { slice: 0.2, slices: 2 })
    expect([pace.areLong, pace.areShort, pace.areMedium]).toEqual([true, false, true])
    note(pace, { slice: 0.001, slices: 2 })
    expect(pace.areLong).toBe(false)
  },
  'who uses up its reductions on messages is not taken for long': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    for (let i = 0; i < 100; i++) note(pace, { slice: 0.08, slices: 1, ends: 'talk' })
    expect([pace.areLong, pace.areShort]).toEqual([false, true])
  },
  'who computes is work for another thread, and who takes long; a program that begins is not yet': (make) => {
    const pace = make()
    for (let i = 0; i < 20; i++) note(pace, { slice: 0.02, slices: 1 })
    expect([pace.areMedium, pace.areWorthACore]).toEqual([true, false])
    note(pace, { slice: 0.02, slices: 1, ends: 'talk' })
    expect(pace.areWorthACore).toBe(false)
    note(pace, { slice: 0.02, slices: 1, ends: 'compute' })
    expect(pace.areWorthACore).toBe(true)
    for (let i = 0; i < 2; i++) note(pace, { slice: 0.2, slices: 2 })
    expect([pace.areLong, pace.areWorthACore]).toEqual([true, true])
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    note(pace, { slice: 0.0005, slices: 1, ends: 'compute' })
    expect(pace.areWorthACore).toBe(false)
  },
  'who takes very long is, too, for one burst': (make) => {
    const pace = make()
    for (let i = 0; i < 300; i++) note(pace, { slice: 0.0005, slices: 1 })
    expect(pace.areWorthACore).toBe(false)
    note(pace, { slice: 101, slices: 1 })
    expect(pace.areWorthACore).toBe(true)
    note(pace, { slice: 0.0005, slices: 1 })
    expect(pace.areWorthACore).toBe(false)
  },
  'nor is who makes many others runnable': (make) => {
    const pace = make()
    for (let i = 0; i < 3; i++) pace.note(0.5, 1, 100, 0, 0)
    expect(pace.areLong).toBe(false)
  },
  'a burst is slow or quick or neither, by its own length': (make) =>
    fc.assert(
      fc.property(bursts({ min: 0, max: 1 }), (before) => {
        const pace = make()
        for (const burst of before) {
          note(pace, burst)
          const elapsed = burst.slice * burst.slices
          expect([pace.isSlow, pace.isQuick]).toEqual([elapsed > 0.1, elapsed <= 0.025])
        }
      }),
    ),
  'a burst of nothing says nothing of slices': (make) => {
    const pace = make()
    const { average } = pace
    pace.note(1000, 0, 0, 0, 0)
    expect([pace.average, pace.areLong]).toEqual([average, false])
  },
}

const CAUGHT: Record<string, Mutation> = {
  'the first guess is that slices are short': [['average = MOST_COUNTED_MILLISECONDS', 'average = 0']],
  'one long burst is enough': [['this.areLong = long && this.#wereLong', 'this.areLong = long']],
  'long once is long for ever': [['this.areLong = long && this.#wereLong', 'this.areLong ||= long && this.#wereLong']],
  'the average never moves': [['this.average += ((counted', 'this.average += 0 * ((counted']],
  'a long slice counts in full': [[': Math.min(elapsed / slices, MOST_COUNTED_MILLISECONDS)', ': elapsed / slices']],
  'an interruption counts for all slices of its burst': [['this.isSlow && computed === 0 ? 1 : slices', 'slices']],
  'messages count as computing': [[' && yields === computed', '']],
  'those who talk count in the average': [['    if (yields > 0 && computed < slices) return\n', '']],
  'computing counts by time': [['computed > 0 ? MOST_COUNTED_MILLISECONDS : ', '']],
  'who spawns is taken for long': [['(slices + made) * ', 'slices * ']],
  'whatever takes some time is worth a core': [['this.haveComputed && this.areMedium', 'this.areMedium']],
  'a single burst never is': [[' || this.#wasHeavy', '']],
  'who computes is, however short': [['this.haveComputed && this.areMedium', 'this.haveComputed']],
  'long slices may be short, too': [['SHORT_SLICE_MILLISECONDS && !this.areLong', 'SHORT_SLICE_MILLISECONDS']],
}

describeStatements('Pace', STATEMENTS, CAUGHT)
