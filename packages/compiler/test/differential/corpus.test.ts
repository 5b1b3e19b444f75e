import { describe, expect, it } from 'vitest'
import { compare, explain } from './compare.ts'
import { corpus } from './corpus/index.ts'

describe.each(Object.keys(corpus))('%s', (group) => {
  // Not `it.each`, which shortens names.
  for (const program of corpus[group] ?? []) {
    it(program.name, async () => {
      const comparison = await compare(program)
      expect(comparison.expected.ended).not.toBe('did not end')
      expect(comparison.differences.length, explain(program, comparison)).toBe(0)
    })
  }
})
