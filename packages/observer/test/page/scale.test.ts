import { expect, it } from 'vitest'
import { roof, timeRange } from '../../src/page/components/scale.ts'
import { LONGEST_HISTORY } from '../../src/page/model/history.ts'

it('a chart is filled by its values, whether they are of ten seconds or of five minutes', () => {
  for (const seconds of [5, 10, 60, LONGEST_HISTORY - 1])
    expect(timeRange(1000 - seconds, 1000)).toEqual([1000 - seconds, 1000])
})

it('a chart shows five seconds at least, and five minutes at most', () => {
  expect(timeRange(1000, 1000)).toEqual([995, 1000])
  expect(timeRange(null, null)).toEqual([-5, 0])
  expect(timeRange(0, 1000)).toEqual([700, 1000])
})

it('the highest value is not quite at the top, and nothing is not flat', () => {
  expect([roof(null), roof(0), roof(100)]).toEqual([1, 1, expect.closeTo(110)])
})
