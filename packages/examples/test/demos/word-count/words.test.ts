import { describe, expect, it } from 'vitest'
import { chart, drawBars } from '../../../src/demos/word-count/chart.ts'
import {
  addCounts,
  type Counts,
  countWords,
  sameCounts,
  topWords,
  totalOf,
} from '../../../src/demos/word-count/words.ts'

function countsOf(text: string): Counts {
  const counts: Counts = new Map()
  countWords(text, counts)
  return counts
}

describe('words', () => {
  it('are runs of letters, upper and lower case alike, without addresses', () => {
    const counts = countsOf("# The `end`: don't see https://example.com/the/end, THE end is 42 Ärger.")
    expect(Object.fromEntries(counts)).toEqual({ the: 2, end: 2, "don't": 1, see: 1, is: 1, ärger: 1 })
    expect(totalOf(counts)).toBe(8)
  })

  it('are added up as if the texts were one', () => {
    const counts = countsOf('one two')
    addCounts(counts, countsOf('two three'))
    expect(sameCounts(counts, countsOf('one two two three'))).toBe(true)
    expect(sameCounts(counts, countsOf('one two three three'))).toBe(false)
  })

  it('are sorted by how often they occur, and then by the alphabet', () => {
    expect(topWords(countsOf('b a c c d'), 3)).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ])
  })
})

describe('the picture', () => {
  it('has a bar a word, within the terminal', () => {
    expect(
      drawBars(
        [
          ['the', 20],
          ['to', 5],
        ],
        30,
      ),
    ).toEqual([`the 20 ${'█'.repeat(23)}`, `to   5 ${'█'.repeat(6)}`])
    expect(chart([['the', 2000]], 'these words')).toContain('>2,000</text>')
  })
})
