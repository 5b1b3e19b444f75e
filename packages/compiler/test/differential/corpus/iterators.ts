// Ordinary generators beside process code, spread, and yield* over what is no process.

import { body, type Case, module } from './case.ts'

export const iterators: readonly Case[] = [
  module(
    'spread of a generator in calls, arrays and new',
    `
function* count(n) { for (let i = 1; i <= n; i++) yield i }
export function* main(t) { return [[...count(3)], Math.max(...count(yield* t.pause(4))), new Set([...count(2), yield* t.pause(9)]), Array.from(count(2))] }
`,
  ),
  module(
    'a generator is stepped by hand across suspensions',
    `
function* talk() { const a = yield 'first'; const b = yield a + '!'; return [a, b] }
export function* main(t) {
  const it = talk()
  const seen = [it.next().value]
  seen.push(it.next(yield* t.pause('a')).value)
  seen.push(it.next(yield* t.pause('b')))
  return [seen, it.next()]
}
`,
  ),
  module(
    'a generator is closed and thrown into by hand',
    `
function* work(t) { try { yield 1; yield 2 } catch (e) { t.note(e.message); yield 'caught' } finally { t.note('finally') } }
export function* main(t) {
  const a = work(t), b = work(t)
  a.next(); yield* t.pause(0)
  const seen = [a.return('early')]
  b.next(); yield* t.pause(0)
  seen.push(b.throw(new Error('in')), b.next())
  return seen
}
`,
  ),
  module(
    'a lazy pipeline of generators',
    `
function* naturals() { let n = 0; for (;;) yield n++ }
function* filter(it, f) { for (const x of it) if (f(x)) yield x }
function* take(it, n) { if (n <= 0) return; for (const x of it) { yield x; if (--n === 0) return } }
export function* main(t) {
  const seen = [], even = yield* t.pause((x) => x % 2 === 0)
  for (const x of take(filter(naturals(), even), 3)) seen.push(yield* t.pause(x))
  return seen
}
`,
  ),
  module(
    'a generator with a suspended process variable in its closure',
    `
export function* main(t) {
  const source = yield* t.pause([3, 4])
  const squares = function* () { for (const x of source) yield x * x }
  const it = squares()
  const first = it.next().value
  source.push(yield* t.pause(5))
  return [first, ...it]
}
`,
  ),
  body(
    'yield* over an array suspends for each element and gives undefined',
    `
  const x = yield* [1, 2, 3]
  return [x, yield* t.pause(4)]
`,
  ),
  body(
    'yield* over a string, a Set, an empty array',
    `
  return [yield* 'ab', yield* new Set([1]), yield* [], yield* t.pause('end')]
`,
  ),
  body(
    'yield* over an iterator of its own that returns a value',
    `
  const steps = { [Symbol.iterator]() { let i = 0; t.note('open'); return { next() { t.note('next ' + i); return i++ < 2 ? { value: undefined, done: false } : { value: 'result', done: true } } } } }
  return [yield* steps, yield* t.pause(1)]
`,
  ),
  body(
    'yield* over an iterator whose next throws',
    `
  const bad = { [Symbol.iterator]: () => ({ next() { throw new Error('next') } }) }
  try { yield* bad } catch (e) { return [e.message, yield* t.pause(1)] }
`,
  ),
  body(
    'yield* over an iterator whose next gives no object',
    `
  const bad = { [Symbol.iterator]: () => ({ next: () => 1 }) }
  try { yield* bad } catch (e) { return [e.name, yield* t.pause(1)] }
`,
  ),
  body(
    'yield* reads next once',
    `
  let i = 0
  const iterator = {
    get next() { t.note('get next'); return () => ({ done: i++ === 2, value: i }) },
    [Symbol.iterator]() { return this },
  }
  return [yield* iterator, yield* t.pause(i)]
`,
  ),
  body(
    'yield* gives undefined to next and calls it on its iterator',
    `
  const steps = { [Symbol.iterator]() { return { n: 0, next(...args) { t.note([this.n, ...args]); return { done: this.n++ === 2, value: 'v' } } } } }
  return [yield* steps, yield* t.pause(1)]
`,
  ),
  body(
    'yield* over an iterator that is done at once',
    `
  const done = { [Symbol.iterator]: () => ({ next: () => ({ done: true, value: 'now' }) }) }
  return [(yield* done) + (yield* t.pause('!')), yield* done]
`,
  ),
  body(
    'yield* over an ordinary generator with bare yields',
    `
  const two = function* () { yield 1; yield 2; return 'returned' }
  return [yield* two(), yield* t.pause(0), (yield* two()).length]
`,
  ),
  body(
    'yield* over an ordinary generator that throws',
    `
  const bad = function* () { yield 1; throw new Error('in generator') }
  try { return yield* bad() } catch (e) { return e.message } finally { t.note(yield* t.pause('finally')) }
`,
  ),
  body(
    'yield* over an iterable made by an ordinary function in a loop',
    `
  const once = (v) => ({ *[Symbol.iterator]() { yield; return v } })
  let sum = 0
  for (let i = 0; i < 3; i++) sum += yield* once(i)
  return sum
`,
  ),
  body(
    'an activation is iterated from its Symbol.iterator',
    `
  const f = function* (x) { return yield* t.pause(x) }
  const activation = f('x')
  return [typeof activation[Symbol.iterator], typeof activation.next, yield* activation[Symbol.iterator]()]
`,
  ),
  module(
    'a process function in an iterable object of its own',
    `
const job = (t, x) => ({ *[Symbol.iterator]() { t.note('job'); return yield* t.pause(x) } })
export function* main(t) { return [yield* job(t, 1), (yield* job(t, 2)) + (yield* job(t, 3))] }
`,
  ),
  body(
    'iterator helpers by hand: zip of two iterators held across suspensions',
    `
  const a = [1, 2, 3][Symbol.iterator](), b = new Set(['x', 'y']).values(), seen = []
  for (;;) { const x = a.next(), y = b.next(); if (x.done || y.done) break; seen.push([x.value, yield* t.pause(y.value)]) }
  return seen
`,
  ),
]
