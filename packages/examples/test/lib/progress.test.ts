import { Ansis } from 'ansis'
import { describe, expect, it } from 'vitest'
import { milestone, progressBars, quartersReached, shares, type Work } from '../../src/lib/progress.ts'
import { plainProgress } from '../../src/lib/progress-display.ts'
import { summary } from '../../src/lib/summary.ts'

const plain = new Ansis(0)

function tiles(total: number): Work {
  return { total, unit: 'tiles' }
}

describe('progress bars', () => {
  it('fill 80 columns', () => {
    expect(progressBars([24, 12], tiles(96), 80, plain)).toEqual([
      'scheduler 1 ━━━━━━━━━━━━━━━━━━━━━━━━━━╸·························· 24 tiles  25 %',
      'scheduler 2 ━━━━━━━━━━━━━········································ 12 tiles  13 %',
    ])
  })

  it('fit 40 columns', () => {
    expect(progressBars([0, 48], tiles(96), 40, plain)).toEqual([
      'scheduler 1 ·············  0 tiles   0 %',
      'scheduler 2 ━━━━━━━━━━━━━ 48 tiles  50 %',
    ])
  })

  it('are measured by the busiest scheduler once it has done more than a fair share', () => {
    expect(progressBars([72, 24], tiles(96), 40, plain)).toEqual([
      'scheduler 1 ━━━━━━━━━━━━━ 72 tiles  75 %',
      'scheduler 2 ━━━━········· 24 tiles  25 %',
    ])
  })

  it('are drawn in the hue of their scheduler', () => {
    expect(progressBars([4], tiles(8), 31, new Ansis(3))).toEqual([
      'scheduler 1 \x1b[38;2;243;154;75m━━╸\x1b[39m\x1b[38;2;60;60;66m━━\x1b[39m 4 tiles  50 %',
    ])
  })

  it.each([40, 80, 200])('line up for any number of schedulers in %i columns', (columns) => {
    const done = Array.from({ length: 12 }, (_, i) => i * 7)
    const lines = progressBars(done, tiles(1000), columns, plain)
    for (const line of lines) expect([...line]).toHaveLength(Math.min(columns, 80))
  })
})

describe('progress without a terminal', () => {
  it('is a line a quarter', () => {
    const lines: string[] = []
    const display = plainProgress((line) => lines.push(line), tiles(8))
    for (const done of [
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 2],
      [3, 3],
      [4, 3],
      [4, 4],
    ])
      display.update(done)
    display.finish()
    expect(lines).toEqual([' 25 %  1 + 1 tiles', ' 50 %  2 + 2 tiles', ' 75 %  3 + 3 tiles', '100 %  4 + 4 tiles'])
  })

  it('tells of every quarter that one tile completes', () => {
    expect(quartersReached(0, 1, 1)).toEqual([1, 2, 3, 4])
    expect(quartersReached(1, 2, 3)).toEqual([2])
    expect(milestone(4, [1], 'tiles')).toBe('100 %  1 tiles')
  })

  it('names the least and the most where there are many schedulers', () => {
    expect(shares([52, 44], 'tiles')).toBe('52 + 44 tiles')
    expect(shares([3, 9, 5, 4, 8, 7], 'tiles')).toBe('3–9 each')
  })
})

describe('summary', () => {
  it('sets the two runs side by side within 40 columns', () => {
    const many = { schedulers: 2, milliseconds: 1051, done: [52, 44] }
    const one = { schedulers: 1, milliseconds: 2018, done: [96] }
    expect(summary(many, one, 'tiles', 2)).toEqual([
      '2 schedulers   1.05 s  52 + 44 tiles',
      '1 scheduler    2.02 s  96 tiles',
      'speed-up       1.92 ×  on 2 cores',
    ])
  })
})
