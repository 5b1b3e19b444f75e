import { describe, expect, it } from 'vitest'
import { compare, explain } from './compare.ts'
import { corpus } from './corpus/index.ts'

describe.each(Object.entries(corpus))('%s', (_, cases) => {
  it.each(cases)('$name', async (program) => {
    const comparison = await compare(program)
    expect(comparison.expected.ended).not.toBe('did not end')
    expect(comparison.differences.length, explain(program, comparison)).toBe(0)
  })
})
