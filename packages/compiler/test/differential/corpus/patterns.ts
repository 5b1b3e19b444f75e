// Every pattern in every place where one may stand, after the lists of test262's `dstr` tests: what is iterated and closed, in which order
// defaults are evaluated, which functions get a name, and what throws.

import { body, type Case } from './case.ts'

/** `source` is an expression; what the pattern binds is `a`, `b` and `c`. */
interface Pattern {
  readonly name: string
  readonly pattern: string
  readonly source: string
}

/** An iterable over the values whose protocol is written to the trace. */
const traced = `
  const traced = (...values) => ({ [Symbol.iterator]() {
    t.note('open'); let i = 0
    return {
      next() { t.note('next'); return i < values.length ? { get value() { t.note('value'); return values[i++] }, done: false } : { done: true } },
      return() { t.note('close'); return {} },
    }
  } })
  const object = (values) => new Proxy(values, { get(target, key) { t.note(String(key)); return target[key] } })
  const d = (value) => t.note(value)
`

const patterns: readonly Pattern[] = [
  { name: 'elements, and the iterator is closed', pattern: '[a, b]', source: 'traced(1, 2, 3)' },
  { name: 'fewer elements than names', pattern: '[a, b, c]', source: 'traced(1)' },
  { name: 'an empty pattern opens and closes', pattern: '[]', source: 'traced(1)' },
  { name: 'holes', pattern: '[, a, , b]', source: 'traced(1, 2, 3, 4, 5)' },
  { name: 'a rest', pattern: '[a, ...b]', source: 'traced(1, 2, 3)' },
  { name: 'a pattern in a rest', pattern: '[a, ...[b, c]]', source: 'traced(1, 2, 3)' },
  { name: 'an object in a rest', pattern: '[a, ...{ length: b }]', source: 'traced(1, 2, 3)' },
  { name: 'defaults in order', pattern: '[a = d(1), b = d(2), c = d(a)]', source: 'traced(undefined, null)' },
  {
    name: 'defaults that name functions',
    pattern: '[a = () => 1, b = class {}, c = (0, () => 1)]',
    source: 'traced()',
  },
  { name: 'a default that is a process function', pattern: '[a = function* () {}, b = 1]', source: 'traced()' },
  { name: 'a default that throws closes the iterator', pattern: '[a, b = d.no()]', source: 'traced(1)' },
  { name: 'nested patterns', pattern: '[[a], { b }, [[c]]]', source: 'traced([1], { b: 2 }, [[3]])' },
  { name: 'a nested pattern of nothing', pattern: '[[a]]', source: 'traced(undefined)' },
  { name: 'a nested default', pattern: '[[a, b] = d([1, 2])]', source: 'traced()' },
  { name: 'text by code points', pattern: '[a, b, ...c]', source: "'x\\u{1f600}yz'" },
  { name: 'what is not iterable', pattern: '[a]', source: '({})' },
  {
    name: 'an iterator that gives no object',
    pattern: '[a]',
    source: '({ [Symbol.iterator]: () => ({ next: () => 1 }) })',
  },
  {
    name: 'an iterator that throws is not closed',
    pattern: '[a, b]',
    source: "({ [Symbol.iterator]: () => ({ next() { throw new Error('next') }, return() { t.note('close') } }) })",
  },
  {
    name: 'an iterator whose close gives no object',
    pattern: '[a]',
    source: '({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => 1 }) })',
  },
  { name: 'properties in order', pattern: '{ a, b: b, c: c = d(3) }', source: 'object({ a: 1, b: 2 })' },
  { name: 'computed keys', pattern: "{ [d('x')]: a, [d('y')]: b = d(2) }", source: 'object({ x: 1 })' },
  {
    name: 'a rest of properties',
    pattern: '{ a, ...b }',
    source: "({ a: 1, x: 2, [Symbol.for('s')]: 3, get y() { return t.note(4) } })",
  },
  { name: 'a rest leaves out computed keys', pattern: "{ [d('x')]: a, ...b }", source: '({ x: 1, y: 2 })' },
  {
    name: 'defaults of properties that name functions',
    pattern: '{ a = () => 1, x: b = function () {}, y: c = class { static name = 1 } }',
    source: '({})',
  },
  { name: 'nested properties', pattern: '{ x: { a }, y: [b, c = 1] = d([2]) }', source: '({ x: { a: 1 } })' },
  { name: 'of null', pattern: '{ a }', source: 'null' },
  { name: 'of undefined, with a name to tell', pattern: '{ x: { a } }', source: '({})' },
  { name: 'an empty object pattern of null', pattern: '{}', source: 'null' },
  { name: 'of a primitive', pattern: '{ length: a, 0: b }', source: "'text'" },
  {
    name: 'keys that are numbers and texts',
    pattern: "{ 0: a, 'x y': b, 1.5: c }",
    source: "({ 0: 1, 'x y': 2, 1.5: 3 })",
  },
  { name: 'a getter that throws', pattern: '{ a, b }', source: "({ a: 1, get b() { throw new Error('b') } })" },
]

const show = 'typeof a === "function" ? [typeof a, a.name, typeof b, b?.name, typeof c, c?.name] : [a, b, c]'

const places: readonly [string, (pattern: string, source: string) => string][] = [
  [
    'a declaration',
    (pattern, source) =>
      `let a, b, c; { const seen = yield* t.pause(0); } const inner = function* () { var ${pattern} = ${source}; yield* t.pause(1); return ${declared(pattern)} }; return yield* inner()`,
  ],
  ['an assignment', (pattern, source) => `let a, b, c; (${pattern} = ${source}); yield* t.pause(1); return ${show}`],
  [
    'an assignment of what was waited for',
    (pattern, source) => `let a, b, c; (${pattern} = yield* t.pause(${source})); return ${show}`,
  ],
  [
    'a parameter',
    (pattern, source) =>
      `function* inner(${pattern}) { yield* t.pause(1); return ${declared(pattern)} } return yield* inner(${source})`,
  ],
  ['a loop', (pattern, source) => `let a, b, c; for (${pattern} of [${source}]) { yield* t.pause(1) } return ${show}`],
]

/** The names that a pattern of its own declares; the others are nothing. */
function declared(pattern: string): string {
  const has = (name: string) => new RegExp(`(?:[[{,.:]|\\.\\.\\.)\\s*${name}\\b(?!\\()`).test(pattern)
  const [a, b, c] = ['a', 'b', 'c'].map((name) => (has(name) ? name : 'undefined'))
  return `typeof ${a} === 'function' ? [typeof ${a}, ${a}?.name, typeof ${b}, ${b}?.name, typeof ${c}, ${c}?.name] : [${a}, ${b}, ${c}]`
}

export const patternCases: readonly Case[] = patterns.flatMap(({ name, pattern, source }) =>
  places
    // V8 has other words for it where it knows the whole to be null.
    .filter(([place]) => source !== 'null' || place !== 'a loop')
    .map(([place, text]) => body(`pattern: ${name}; in ${place}`, `${traced}\n  ${text(pattern, source)}\n`)),
)
