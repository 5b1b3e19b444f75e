import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countRestart, noRestarts } from '../../../src/behaviours/supervisor/intensity.ts'

/** Milliseconds between one restart and the next. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })), { maxLength: 300 })

describe('the intensity of restarts', () => {
  it('three in five seconds are allowed, the fourth is one too many', () => {
    const restarts = noRestarts()
    const intensity = { maxRestarts: 3, maxSeconds: 5 }
    expect([0, 1, 2, 3].map((now) => countRestart(restarts, now, intensity))).toEqual([true, true, true, false])
  })

  it('a restart counts as long as it is not older than maxSeconds', () => {
    const intensity = { maxRestarts: 1, maxSeconds: 5 }
    for (const [second, allowed] of [
      [5000, false],
      [5000.5, true],
    ] as const) {
      const restarts = noRestarts()
      countRestart(restarts, 0, intensity)
      expect(countRestart(restarts, second, intensity)).toBe(allowed)
    }
  })

  it('is what a look at all restarts ever made says', () => {
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(0.1, 0.5, 1),
        (apart, maxRestarts, maxSeconds) => {
          const restarts = noRestarts()
          const ever: number[] = []
          let now = 0
          for (const gap of apart) {
            now += gap
            ever.push(now)
            const recent = ever.filter((time) => time >= now - maxSeconds * 1000)
            expect(countRestart(restarts, now, { maxRestarts, maxSeconds })).toBe(recent.length <= maxRestarts)
          }
        },
      ),
    )
  })

  it('remembers no more than it needs', () => {
    const restarts = noRestarts()
    for (let now = 0; now < 10_000; now++) countRestart(restarts, now, { maxRestarts: 3, maxSeconds: 1000 })
    expect(restarts.times.length).toBeLessThan(200)
  })
})
