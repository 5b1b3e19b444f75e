import { describe, expect, it } from 'vitest'
import { pairwiseRatio, quantile, summarize } from '../src/harness/statistics.ts'

describe('statistics', () => {
  it('takes the middle value of an odd number of runs and between the two middle ones of an even number', () => {
    expect(quantile([5, 1, 3], 0.5)).toBe(3)
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
  })

  it('gives the smallest and the largest value, in whatever order the runs came', () => {
    expect(summarize([20, 10, 40, 30])).toEqual({ min: 10, median: 25, max: 40 })
  })

  it('sorts by size, not by spelling', () => {
    expect(summarize([100, 9, 20])).toEqual({ min: 9, median: 20, max: 100 })
  })

  it('takes the median of the pairwise ratios, which is not the ratio of the medians', () => {
    // While runs 2 and 3 were made, the machine was slow for both systems alike.
    const own = [10, 90, 80]
    const peer = [20, 180, 100]
    expect(pairwiseRatio(own, peer).median).toBe(0.5)
    expect(quantile(own, 0.5) / quantile(peer, 0.5)).toBe(0.8)
  })

  it('gives the quartiles of the ratios as their spread', () => {
    expect(pairwiseRatio([1, 2, 3, 4, 5], [10, 10, 10, 10, 10])).toEqual({ median: 0.3, lower: 0.2, upper: 0.4 })
  })

  it('refuses to pair unequal numbers of runs, or none', () => {
    expect(() => pairwiseRatio([1, 2], [1])).toThrow('2 runs cannot be paired with 1')
    expect(() => summarize([])).toThrow('at least one value')
  })
})
