import { Ansis } from 'ansis'
import { describe, expect, it } from 'vitest'
import { chart } from '../../../src/demos/latency/chart.ts'
import { drawHistogram, histogram, milliseconds } from '../../../src/demos/latency/histogram.ts'
import { Questions, quantile } from '../../../src/demos/latency/questions.ts'

const series = [
  { name: 'Multibeam', latencies: [1, 1.2, 1.9] },
  { name: 'Piscina', latencies: [5.7, 9] },
]

describe('a histogram', () => {
  it('has four buckets from one power of ten to the next', () => {
    expect(histogram(series).map(({ counts }) => counts)).toEqual([
      [2, 0],
      [1, 0],
      [0, 0],
      [0, 2],
    ])
    expect(histogram(series)[0]?.from).toBe(1)
  })

  it('fits 40 columns, and tells series apart without colours', () => {
    const lines = drawHistogram(series, 40, new Ansis(0))
    expect(lines).toEqual([
      '█ Multibeam  ░ Piscina',
      `    1.0 ms ${'█'.repeat(29)}`,
      `    1.8 ms ${'█'.repeat(15)}`,
      '    3.2 ms',
      `    5.6 ms ${'░'.repeat(29)}`,
    ])
  })

  it('becomes a drawing with the medians in its legend', () => {
    const drawing = chart(series, '5 questions & <answers>')
    expect(drawing).toContain('Multibeam: median 1.2 ms, 99 % 1.9 ms')
    expect(drawing).toContain('5 questions &#38; &#60;answers&#62;')
    expect(drawing.match(/<rect /g)).toHaveLength(1 + 2 + 3)
  })
})

describe('numbers', () => {
  it('have two digits that count', () => {
    expect([0.0562, 0.3, 1.78, 12.3, 562.3].map(milliseconds)).toEqual([
      '0.056 ms',
      '0.30 ms',
      '1.8 ms',
      '12 ms',
      '560 ms',
    ])
  })

  it('are those that a share does not exceed', () => {
    expect([0, 0.5, 0.99, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 3, 4, 4])
  })
})

describe('questions', () => {
  it('are asked once each, in order, and may be answered in any', async () => {
    const questions = new Questions(5)
    const asked: number[] = []
    await questions.askAll((question) => asked.push(question))
    for (const question of asked.toReversed()) questions.answered(question)
    expect(asked).toEqual([0, 1, 2, 3, 4])
    const latencies = questions.latencies()
    expect(latencies).toHaveLength(5)
    expect(latencies).toEqual(latencies.toSorted((a, b) => a - b))
  })
})
