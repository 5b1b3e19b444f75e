import { describe, expect, it } from 'vitest'
import { direct } from './compiled.ts'

describe('iterations are counted', () => {
  /** Reductions that `main` uses, called with something to tell. */
  function reductionsOf(body: string): number {
    const execution = { reductions: 1e6 }
    const main = new Function('$X', `${direct(body)}\nreturn main$direct`)(execution) as (t: unknown) => void
    main({ note() {} })
    return 1e6 - execution.reductions
  }

  it.each([
    ['by the counters of the loops themselves', 'for (let n = 0; n < 100; n++) for (let i = 0; i < 10; i++) t.note(i)'],
    ['where one begins at 1', 'for (let n = 0; n < 100; n++) for (let i = 1; i < 11; i++) t.note(i)'],
    ['where one goes down', 'for (let n = 0; n < 100; n++) for (let i = 9; i >= 0; i--) t.note(i)'],
    [
      'where a loop is left past its end',
      'out: for (let n = 0; n < 100; n++) for (let i = 0; ; i++) if (i === 10) continue out',
    ],
    ['where a loop is left at its end', 'for (let n = 0; n < 100; n++) for (let i = 0; ; i++) if (i === 10) break'],
    [
      'where several are in one',
      'for (let n = 0; n < 50; n++) { for (let i = 0; i < 10; i++); for (let i = 0; i < 10; i++); }',
    ],
  ])('%s: some thousand', (_, body) => {
    const counted = reductionsOf(body)
    expect(counted).toBeGreaterThanOrEqual(900)
    expect(counted).toBeLessThanOrEqual(1120)
  })
})
