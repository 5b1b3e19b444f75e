import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Timer } from '../../src/timers/timer.ts'
import { TimerWheel } from '../../src/timers/wheel.ts'

class Recorder extends Timer {
  readonly name: string
  private readonly fired: string[]
  private readonly whenFired: (() => void) | undefined

  constructor(name: string, fired: string[], whenFired?: () => void) {
    super()
    this.name = name
    this.fired = fired
    this.whenFired = whenFired
  }

  override fire(): void {
    this.fired.push(this.name)
    this.whenFired?.()
  }
}

/** A wheel and a list of what has fired, with a short way to schedule a named timer. */
function setUp(now = 0) {
  const wheel = new TimerWheel(now)
  const fired: string[] = []
  const at = (due: number, name: string, whenFired?: () => void) => {
    const timer = new Recorder(name, fired, whenFired)
    wheel.schedule(timer, due)
    return timer
  }
  return { wheel, fired, at }
}

describe('TimerWheel', () => {
  it('fires what is due, in the order of due times', () => {
    const { wheel, fired, at } = setUp()
    at(30, 'c')
    at(10, 'a')
    at(20, 'b')
    at(31, 'd')
    expect(wheel.advance(9)).toBe(0)
    expect(wheel.advance(30)).toBe(3)
    expect(fired).toEqual(['a', 'b', 'c'])
    expect(wheel.size).toBe(1)
    expect(wheel.nextDue()).toBe(31)
  })

  it('fires timers of one due time in the order in which they were scheduled, however near it was then', () => {
    const { wheel, fired, at } = setUp()
    const due = 40_000
    at(due, 'an age before')
    wheel.advance(39_000)
    at(due, 'a second before')
    wheel.advance(39_990)
    at(due, 'ten milliseconds before')
    wheel.advance(39_999)
    at(due, 'one millisecond before')
    wheel.advance(due)
    expect(fired).toEqual(['an age before', 'a second before', 'ten milliseconds before', 'one millisecond before'])
  })

  it('fires a timer that is due already at the next advance, even to the same time', () => {
    const { wheel, fired, at } = setUp(1_000)
    at(1_000, 'now')
    at(400, 'long ago')
    expect(wheel.nextDue()).toBe(400)
    expect(wheel.advance(1_000)).toBe(2)
    expect(fired).toEqual(['long ago', 'now'])
    expect(wheel.nextDue()).toBe(Number.POSITIVE_INFINITY)
  })

  it('leaves what fire schedules to a later advance, even when it is due, so that nothing starves', () => {
    const { wheel, fired, at } = setUp()
    const again: Recorder = at(5, 'again', () => wheel.schedule(again, 0))
    at(7, 'other')
    expect(wheel.advance(10)).toBe(2)
    expect(wheel.advance(10)).toBe(1)
    expect(wheel.advance(10)).toBe(1)
    expect(fired).toEqual(['again', 'other', 'again', 'again'])
  })

  it('keeps the order of due times among timers that fire scheduled into the past', () => {
    const { wheel, fired, at } = setUp()
    at(5, 'first', () => {
      at(9, 'nine')
      at(7, 'seven')
      at(7, 'seven too')
      at(12, 'twelve')
    })
    at(12, 'twelve before')
    wheel.advance(10)
    expect(fired).toEqual(['first'])
    wheel.advance(12)
    expect(fired).toEqual(['first', 'seven', 'seven too', 'nine', 'twelve before', 'twelve'])
  })

  it('cancels a timer once, before it fires', () => {
    const { wheel, fired, at } = setUp()
    const timer = at(10, 'never')
    expect(wheel.cancel(timer)).toBe(true)
    expect(wheel.cancel(timer)).toBe(false)
    wheel.advance(20)
    const done = at(25, 'once')
    wheel.advance(30)
    expect(wheel.cancel(done)).toBe(false)
    expect(fired).toEqual(['once'])
    expect(wheel.size).toBe(0)
  })

  it('lets one timer cancel another one of the same advance', () => {
    const { wheel, fired, at } = setUp()
    at(10, 'a', () => wheel.cancel(b))
    const b = at(10, 'b')
    at(10, 'c')
    wheel.advance(10)
    expect(fired).toEqual(['a', 'c'])
  })

  it('moves a timer that is scheduled again', () => {
    const { wheel, fired, at } = setUp()
    const timer = at(10, 'moved')
    wheel.schedule(timer, 5_000)
    expect(wheel.size).toBe(1)
    wheel.advance(4_999)
    expect(fired).toEqual([])
    wheel.advance(5_000)
    expect(fired).toEqual(['moved'])
  })

  it('passes long stretches of time, and keeps timers beyond 2^32 milliseconds', () => {
    const start = Date.UTC(2026, 0, 1)
    const { wheel, fired, at } = setUp(start)
    at(start + 3_600_000, 'an hour')
    at(start + 2 ** 32 + 1, 'fifty days')
    at(Number.MAX_SAFE_INTEGER, 'the last')
    wheel.advance(start + 3_599_999)
    expect(fired).toEqual([])
    wheel.advance(start + 3_600_000)
    expect(fired).toEqual(['an hour'])
    expect(wheel.nextDue()).toBe(start + 2 ** 32 + 1)
    wheel.advance(start + 2 ** 32)
    expect(fired).toEqual(['an hour'])
    wheel.advance(Number.MAX_SAFE_INTEGER)
    expect(fired).toEqual(['an hour', 'fifty days', 'the last'])
  })

  it('lets an error in fire pass, loses only that timer, and keeps the order of the others', () => {
    const { wheel, fired, at } = setUp()
    at(0, 'late but well')
    at(10, 'before', () => at(10, 'scheduled by before'))
    at(10, 'bad', () => {
      throw new Error('in fire')
    })
    at(10, 'behind')
    at(500, 'later')
    expect(() => wheel.advance(1_000)).toThrow('in fire')
    expect(fired).toEqual(['late but well', 'before', 'bad'])
    expect(wheel.size).toBe(3)
    wheel.advance(1_000)
    expect(fired.slice(3)).toEqual(['behind', 'scheduled by before', 'later'])
  })

  it('refuses times that are no whole milliseconds, and an advance inside of a timer', () => {
    const { wheel, at } = setUp()
    expect(() => at(1.5, 'x')).toThrow(RangeError)
    expect(() => at(Number.POSITIVE_INFINITY, 'x')).toThrow(RangeError)
    expect(() => wheel.advance(Number.NaN)).toThrow(RangeError)
    expect(() => new TimerWheel(-1)).toThrow(RangeError)
    at(1, 'x', () => wheel.advance(2))
    expect(() => wheel.advance(1)).toThrow('inside a timer')
    expect(wheel.size).toBe(0)
  })

  it('gives a lower bound of the next due time when very many timers share a far slot', () => {
    const { wheel, at } = setUp()
    for (let index = 0; index < 100; index++) at(40_000 + index, `${index}`)
    expect(wheel.nextDue()).toBeLessThanOrEqual(40_000)
    let advances = 0
    while (wheel.size === 100) {
      wheel.advance(wheel.nextDue())
      advances += 1
    }
    expect(advances).toBeLessThanOrEqual(4)
  })

  it('behaves like a sorted list: random schedules, cancels, jumps, chains and errors', () => {
    const delay = fc.oneof(
      fc.integer({ min: -5, max: 70 }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 0, max: 2 ** 40 }),
    )
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('schedule' as const),
        delay,
        chain: fc.option(delay),
        fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      }),
      fc.record({ kind: fc.constant('cancel' as const), which: fc.nat() }),
      fc.record({ kind: fc.constant('advance' as const), delay }),
      fc.record({ kind: fc.constant('advance to next' as const) }),
    )
    const start = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 41 }))
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 60 }), (begin, steps) => {
        const wheel = new TimerWheel(begin)
        const model = new Model(begin)
        const fired: number[] = []
        const timers = new Map<number, Recorder>()
        let id = 0
        const schedule = (due: number, chain: number | null, fails: boolean) => {
          const me = id++
          const timer = new Recorder(`${me}`, [], () => {
            fired.push(me)
            if (chain !== null) schedule(Math.max(0, model.now + chain), null, false)
            if (fails) throw new Error('in fire')
          })
          timers.set(me, timer)
          wheel.schedule(timer, due)
          model.schedule(me, due, fails)
        }
        const advance = (to: number) => {
          const target = Math.max(to, model.now)
          model.begin(target)
          const expected = model.expected
          fired.length = 0
          let threw = false
          try {
            wheel.advance(target)
          } catch {
            threw = true
          }
          expect(fired).toEqual(expected)
          expect(threw).toBe(model.throws)
        }
        for (const action of steps) {
          if (action.kind === 'schedule') schedule(Math.max(0, model.now + action.delay), action.chain, action.fails)
          else if (action.kind === 'cancel' && id > 0) {
            const which = action.which % id
            expect(wheel.cancel(timers.get(which) as Recorder)).toBe(model.cancel(which))
          } else if (action.kind === 'advance') advance(model.now + action.delay)
          else if (action.kind === 'advance to next' && model.size > 0) advance(wheel.nextDue())
          expect(wheel.size).toBe(model.size)
          const truth = model.nextDue()
          const next = wheel.nextDue()
          expect(next).toBeLessThanOrEqual(truth)
          if (truth === Number.POSITIVE_INFINITY) expect(next).toBe(truth)
        }
      }),
      { numRuns: 400 },
    )
  })
})

/** What a wheel should do: a list sorted by due time, then by the order of scheduling. */
class Model {
  now: number
  expected: number[] = []
  throws = false
  private entries: { id: number; due: number; order: number; fails: boolean }[] = []
  private order = 0

  constructor(now: number) {
    this.now = now
  }

  get size(): number {
    return this.entries.length
  }

  schedule(id: number, due: number, fails: boolean): void {
    this.entries.push({ id, due, order: this.order++, fails })
  }

  cancel(id: number): boolean {
    const before = this.entries.length
    this.entries = this.entries.filter((entry) => entry.id !== id)
    return this.entries.length < before
  }

  /** Decides what an advance to `now` fires, before any of it can schedule more. */
  begin(now: number): void {
    this.now = now
    const due = this.entries.filter((entry) => entry.due <= now).sort((a, b) => a.due - b.due || a.order - b.order)
    const failing = due.findIndex((entry) => entry.fails)
    this.throws = failing >= 0
    const firing = this.throws ? due.slice(0, failing + 1) : due
    this.expected = firing.map((entry) => entry.id)
    this.entries = this.entries.filter((entry) => !firing.includes(entry))
  }

  nextDue(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.entries.map((entry) => entry.due))
  }
}
