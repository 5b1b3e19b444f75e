import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Patience as PatienceType } from '../../src/scheduler/patience.ts'
import type { Mutation } from '../explore/instrument.ts'
import { describeStatements } from './statements.ts'

/** Milliseconds. */
const LONGEST = 3
const REMEMBERED = 5
const ENOUGH = 3

type Make = () => PatienceType

/** Something to do comes `times` times, each `after` so many milliseconds with nothing to do and a tenth of one with something. Returns when it last ran dry. */
function bursts(patience: PatienceType, from: number, times: number, after: number, shared: boolean): number {
  let now = from
  for (let i = 0; i < times; i++) {
    patience.lasts(now)
    now += after
    patience.ends(now, shared)
    now += 0.1
  }
  return now
}

const soon = fc.double({ min: 0.01, max: LONGEST - 0.01, noNaN: true })

/** What must hold of any scheduler; each throws if it does not. */
const STATEMENTS: Record<string, (make: Make) => void> = {
  'a scheduler that has never shared work sleeps at once': (make) =>
    fc.assert(
      fc.property(soon, fc.nat(100), (after, times) => {
        const patience = make()
        expect(patience.lasts(bursts(patience, 0, times, after, false))).toBe(false)
      }),
    ),
  'so does one that has seldom shared any': (make) => {
    const patience = make()
    expect(patience.lasts(bursts(patience, 0, ENOUGH - 1, 1, true))).toBe(false)
  },
  'work that changes hands soon, often enough, keeps it awake, so long and no longer': (make) =>
    fc.assert(
      fc.property(soon, fc.integer({ min: ENOUGH, max: 100 }), (after, times) => {
        const patience = make()
        const dry = bursts(patience, 0, times, after, true)
        expect(patience.lasts(dry)).toBe(true)
        expect(patience.until).toBe(dry + LONGEST)
        expect(patience.lasts(dry + LONGEST - 0.01)).toBe(true)
        expect(patience.lasts(dry + LONGEST)).toBe(false)
      }),
    ),
  'after one wait in vain it sleeps at once, until that has happened again': (make) => {
    const patience = make()
    const dry = bursts(patience, 0, 2 * ENOUGH, 1, true)
    patience.lasts(dry)
    expect(patience.lasts(dry + LONGEST)).toBe(false)
    patience.ends(dry + LONGEST, false)
    const again = bursts(patience, dry + LONGEST, ENOUGH - 1, 1, true)
    expect(patience.lasts(again)).toBe(false)
  },
  'work that comes late is no reason to wait for it': (make) => {
    const patience = make()
    const dry = bursts(patience, 0, ENOUGH, 1, true)
    expect(patience.lasts(bursts(patience, dry, 1, LONGEST + 0.1, true))).toBe(false)
    const other = make()
    expect(other.lasts(bursts(other, 0, 10, LONGEST + 0.1, true))).toBe(false)
  },
  'messages keep it awake for a moment only': (make) => {
    const patience = make()
    const shared = bursts(patience, 0, ENOUGH, 1, true)
    expect(patience.lasts(bursts(patience, shared, 2, 1, false))).toBe(true)
    expect(patience.lasts(bursts(patience, shared + 3, REMEMBERED, 1, false))).toBe(false)
  },
  'messages are not counted among what was shared': (make) => {
    const patience = make()
    const shared = bursts(patience, 0, 1, 0.5, true)
    expect(patience.lasts(bursts(patience, shared, ENOUGH, 0.5, false))).toBe(false)
  },
  'work that changes hands while there is something to do counts': (make) => {
    const patience = make()
    let now = 0
    for (let i = 0; i < ENOUGH; i++) {
      patience.ends(now, true)
      patience.lasts(now)
      patience.ends(now + 1, false)
      now += 2
    }
    expect(patience.lasts(now)).toBe(true)
  },
}

const CAUGHT: Record<string, Mutation> = {
  'once is enough': [['const ENOUGH = 3', 'const ENOUGH = 1']],
  'it waits for ever': [['if (now < this.until) return true', 'if (now < Infinity) return true']],
  'it forgets since when it waits': [['if (this.#dryAt === -1) this.#dryAt = now', 'this.#dryAt = now']],
  'a wait in vain costs nothing': [['    this.#soon = 0\n    return false\n', '    return false\n']],
  'late work counts': [['now < this.until ? Math.min(this.#soon + 1, ENOUGH) : 0', 'Math.min(this.#soon + 1, ENOUGH)']],
  'messages count': [['if (this.#shared) this.#soon', 'this.#soon']],
  'what was shared long ago is remembered': [[' || now - this.#sharedAt > REMEMBERED_MILLISECONDS', '']],
  'what was shared counts twice': [['    this.#shared = false\n    this.#dryAt', '    this.#dryAt']],
  'what is shared while there is something to do is forgotten': [
    ['      this.#shared = true\n', '      this.#shared = this.#dryAt !== -1\n'],
  ],
}

describeStatements('Patience', STATEMENTS, CAUGHT)
