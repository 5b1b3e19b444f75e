import { describe, expect, it } from 'vitest'
import { BadArg } from '../../src/errors.ts'
import { Clauses } from '../../src/mailbox/clauses.ts'
import { _, checkPattern, matches } from '../../src/mailbox/pattern.ts'

describe('a pattern', () => {
  it.each([
    ['tag', 'tag', true],
    ['tag', ['tag'], true],
    ['tag', ['tag', 1, 2], true],
    ['tag', { type: 'tag' }, true],
    ['tag', 'other', false],
    ['tag', ['other', 'tag'], false],
    ['tag', [['tag']], false],
    ['tag', { tag: 'tag' }, false],
    ['tag', null, false],
    ['tag', undefined, false],
    ['tag', 7, false],
    ['tag', [], false],
    ['', '', true],
    ['', undefined, false],
  ])('that is the tag %j matches %j: %j', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected)
  })

  it.each([
    [['a', 1], ['a', 1], true],
    [['a', 1], ['a', 1, 2], true],
    [['a', 1], ['a'], false],
    [['a', 1], ['a', '1'], false],
    [['a', _, 2], ['a', { any: 'thing' }, 2], true],
    [['a', _], ['a'], false],
    [[_, _], [undefined, null], true],
    [[], [], true],
    [[], ['a'], true],
    [[], 'a', false],
    [['a'], 'a', false],
    [['a'], { 0: 'a', length: 1 }, false],
    [['a', Number.NaN], ['a', Number.NaN], false],
    [['a', [1]], ['a', [1]], false],
    [[undefined], [undefined], true],
    [[undefined], [], false],
  ])('that is the prefix %j matches %j: %j', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected)
  })

  it('that is a predicate matches what it says', () => {
    expect(matches((n: number) => n > 3, 4)).toBe(true)
    expect(matches((n: number) => n > 3, 3)).toBe(false)
  })

  it.each([[null], [7], [true], [7n], [Symbol('tag')], [Number.NaN]])('that is %s is refused', (pattern) => {
    expect(() => checkPattern(pattern)).toThrow(BadArg)
  })

  it('that is clauses accepts the tags of its own clauses', () => {
    const clauses = new Clauses({ a: () => 1, '': () => 2 })
    expect(['a', ['a', 1], { type: 'a' }, ''].map((message) => clauses.accept(message))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['b', 'toString', ['constructor'], '__proto__', 5, null].some((message) => clauses.accept(message))).toBe(
      false,
    )
  })
})

describe('clauses', () => {
  const seen = (...args: unknown[]): unknown[] => args
  const clauses = new Clauses({ a: seen, _: seen })

  it('spread an array behind its tag, and pass other messages whole', () => {
    expect(clauses.handle(['a', 1, 2])).toEqual([1, 2])
    expect(clauses.handle(['a'])).toEqual([])
    expect(clauses.handle('a')).toEqual(['a'])
    expect(clauses.handle({ type: 'a', n: 1 })).toEqual([{ type: 'a', n: 1 }])
  })

  it('give every other message, whole, to `_`', () => {
    const others = [['b', 1], ['_', 1], '_', 7, null, undefined, { type: 'b' }, [], [['a']]]
    for (const other of others) {
      expect(clauses.accept(other)).toBe(true)
      expect(new Clauses({ _: seen }).handle(other)).toEqual([other])
    }
  })

  it('are functions', () => {
    expect(() => new Clauses({ a: 7 as never })).toThrow("the clause 'a' is 7; it must be a function")
  })
})
