import { expect, it } from 'vitest'
import { form, kept } from './compiled.ts'

it.each([
  ['a variable that is used later', 'const a = f()\nyield* t.x()\nreturn a', ['yield* t.x(): a']],
  ['nothing that is not', 'const a = f()\nt.note(a)\nyield* t.x()\nreturn 1', ['yield* t.x(): ']],
  ['nothing that is set before it is used', 'let a = f()\nyield* t.x()\na = 1\nreturn a', ['yield* t.x(): ']],
  ['what one of two ways uses', 'const a = f()\nyield* t.x()\nif (g()) return a', ['yield* t.x(): a']],
  ['what may be set on one way only', 'let a = f()\nyield* t.x()\nif (g()) a = 1\nreturn a', ['yield* t.x(): a']],
  [
    'what the next iteration uses',
    'let a = f()\nfor (;;) { if (a) return; yield* t.x(); t.y() }',
    ['for (;;) { if (a) return; yield* t.x(); t.y() }: t,a', 'yield* t.x(): t,a'],
  ],
  [
    'nothing of one iteration for the next',
    'for (;;) { const a = f(); t.y(a); yield* t.x() }',
    ['for (;;) { const a = f(); t.y(a); yield* t.x() }: t', 'yield* t.x(): t'],
  ],
  [
    'what a jump leads to',
    'const a = f()\nl: { for (;;) { yield* t.x(); break l } }\nreturn a',
    ['for (;;) { yield* t.x(); break l }: t,a', 'yield* t.x(): a'],
  ],
  [
    'what a handler uses, if something is thrown',
    'let a = f()\ntry { yield* t.x(); a = 1; g() } catch { return a }',
    ['yield* t.x(): a'],
  ],
  ['a parameter no longer than it is used', 'yield* t.x()\nyield* g()\nreturn 1', ['yield* t.x(): ', 'yield* g(): ']],
  ['what a closure sees', 'const a = f()\nyield* t.x()\nreturn () => a', ['yield* t.x(): a']],
])('keeps %s', (_, body, expected) => {
  expect(kept(body)).toEqual(expected)
})

it.each([
  [
    'a gap wherever there is one at another site, so that none has numbers alone',
    'yield* t.x()\nuse(a, b, c, d, e)',
    2,
  ],
  ['no gap where there is none', 'use(a, b, c, d, e, f)', 0],
])('keeps in the array of a frame %s', (_, later, gaps) => {
  const code = form(
    'main$resume',
    `const a = g(), b = g(), c = g(), d = g(), e = g(), f = g()\nyield* t.y()\nuse(f)\n${later}`,
  )
  const arrays = [...code.matchAll(/rest = (\[.*\])/g)].map(([, values]) => values ?? '')
  expect(arrays.length).toBeGreaterThan(0)
  expect(arrays.filter((values) => values.includes('void 0'))).toHaveLength(gaps)
})
