// For packages/compiler/test/: passes with multibeam-lazy-tools-and-register.patch.

import { expect, it } from 'vitest'
import { Code, codesOf, register } from '../src/support/code.ts'

it('numbers the functions of several modules in one bundle on', () => {
  const code = (name: string) => new Code(name, null, () => undefined, 0, false, [], [])
  const [a, b, c] = [code('a'), code('b'), code('c')] as [Code, Code, Code]
  register('file:///bundle.js', [a, b])
  register('file:///bundle.js', [c])
  expect(codesOf('file:///bundle.js')).toEqual([a, b, c])
  expect([a, b, c].map(({ index }) => index)).toEqual([0, 1, 2])
})
