// What has been compiled wrongly once, or is easily: iterators that look like process code, functions that are not what they seem, variables of
// iterations, names of the compiler's own.

import { body, type Case, module } from './case.ts'

export const traps: readonly Case[] = [
  module(
    'an iterator of yield* alone is spread, looped over and taken apart',
    `
function* flat(lists) { for (const list of lists) yield* list }
const deep = function* (tree) { if (tree.left) yield* deep(tree.left); yield* [tree.value]; if (tree.right) yield* deep(tree.right) }
function* through(x) { yield* flat(x) }
export function* main(t) {
  const lists = [[1, 2], [3], [4, 5]]
  const seen = [[...flat(lists)], Math.max(...flat(lists)), Array.from(through(lists)), new Set(flat([[1, 1]]))]
  for (const x of flat(lists)) seen.push(yield* t.pause(x))
  const [a, , b, ...rest] = flat(lists)
  let c; [c] = through(lists)
  return [seen, a, b, rest, c, [...deep({ value: 2, left: { value: 1 }, right: { value: 3 } })]]
}`,
  ),
  module(
    'an iterator of yield* alone is left early and closes what it walks',
    `
function* all(t) {
  try { yield* { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { t.note('closed'); return {} } }) } }
  finally { t.note('finally') }
}
export function* main(t) {
  for (const x of all(t)) { t.note(yield* t.pause(x)); break }
  const [a, b] = all(t)
  return [a, b]
}`,
  ),
  module(
    'an iterator with a bare yield hands on one without',
    `
function* pair(x) { yield* [x, x] }
function* outer() { yield 0; yield* pair(1); yield* pair(2) }
export function* main(t) { return [[...outer()], yield* t.pause('end')] }`,
  ),
  body(
    'closures of a counted loop, made in the body, have each their own variable',
    `
  const fns = []
  for (let i = 0, n = 3; i < n; i++) fns.push(() => [i, n], function* () { return i * 10 })
  const seen = []
  for (const fn of fns) seen.push(fn.length === 0 && fn.name === '' ? fn() : 0)
  return seen.map((x) => Array.isArray(x) ? x : 'process')
`,
  ),
  body(
    'process functions of a counted loop',
    `
  const fns = [], seen = []
  for (let i = 0; i < 3; i += 1) fns.push(function* () { return yield* t.pause(i) })
  for (const fn of fns) seen.push(yield* fn())
  return seen
`,
  ),
  module(
    'process functions of a counted loop in an ordinary function',
    `
function make(t) {
  const fns = []
  for (let i = 0, j = 10; i < 3; i++, j--) fns.push(function* () { return [yield* t.pause(i), j] })
  return fns
}
export function* main(t) {
  const seen = []
  for (const fn of make(t)) seen.push(yield* fn())
  return seen
}`,
  ),
  ...[
    ['in its first part', 'for (let i = 0, f = fns.push(() => i); i < 3; i++) fns.push(() => i)'],
    ['in its test', 'for (let i = 0; fns.push(() => i) < 5; i++);'],
    ['in its update', 'for (let i = 0; i < 3; fns.push(() => i), i++);'],
    ['in its update, behind', 'for (let i = 0; i < 3; i++, fns.push(() => i));'],
    ['and the body assigns', 'for (let i = 0; i < 6; i++) { fns.push(() => i); i++ }'],
    ['and a closure assigns', 'for (let i = 0; i < 6; i++) { fns.push(() => i++); if (i > 1) fns.at(-1)() }'],
    ['without an update', 'for (let i = 0; i < 3;) { fns.push(() => i); i++ }'],
    ['with a continue', 'for (let i = 0; i < 4; i++) { if (i === 1) continue; fns.push(() => i) }'],
    ['of a var', 'for (var i = 0; i < 3; i++) fns.push(() => i)'],
    ['with a suspension in the update', 'for (let i = 0; i < 3; i += yield* t.pause(1)) fns.push(() => i)'],
    ['with a suspension in the body', 'for (let i = 0; i < 3; i++) { fns.push(() => i); yield* t.pause(i) }'],
    ['without a value at first', 'for (let i; (i ?? 0) < 3; i = (i ?? 0) + 1) fns.push(() => i)'],
  ].map(([where, loop]) =>
    body(
      `closures of a loop's variable, made ${where}`,
      `
  const fns = []
  ${loop}
  return fns.map((fn) => fn())
`,
    ),
  ),
  module(
    'a function with a call of its own',
    `
const fn = (...args) => ['fn', ...args]
fn.call = () => 'not this'
fn.apply = () => 'nor this'
const holder = { fn, get made() { return fn } }
export function* main(t) {
  return [holder.fn(1, yield* t.pause(2)), holder['made'](...[yield* t.pause(3)]), holder?.fn(yield* t.pause(4))]
}`,
  ),
  body(
    'a method that is no function, where an argument suspends',
    `
  const seen = []
  for (const holder of [{ m: 1 }, { m: null }, {}]) {
    try { holder.m(t.note(1), yield* t.pause(2)) } catch (error) { seen.push(error.constructor.name) }
  }
  return seen
`,
  ),
  module(
    'captured variables with names of the compiler',
    `
function make($0, $1, $f, $t) {
  function* inner(a, b) { return [$0, $1, $f, $t, a, b] }
  return [inner, function* (x) { return [$0, x] }, { *method($2) { return [$0, $2] } }]
}
export function* main(t) {
  const [inner, inline, { method }] = make('zero', 'one', 'f', 't')
  return [yield* inner(yield* t.pause(1), 2), yield* inline(3), yield* method(4), inner.length]
}`,
  ),
  module(
    'a proxy of a process function',
    `
function* work(n) { return ['work', n] }
const traced = (t, fn) => new Proxy(fn, { apply(target, self, args) { t.note(['called', args.length]); return target('other') } })
export function* main(t) {
  const proxy = traced(t, work), again = traced(t, function* (n) { return ['inline', n] })
  return [yield* proxy(1), yield* again(yield* t.pause(2), 3), yield* work(4)]
}`,
  ),
  module(
    'a function whose prototype is a process function',
    `
function* work(n) { return ['work', n] }
function* other(n) { return ['other', n] }
const plain = (n) => other(n)
Object.setPrototypeOf(plain, work)
export function* main(t) { return [yield* plain(yield* t.pause(1)), yield* work(2)] }`,
  ),
  body(
    'process code that enters itself',
    `
  const holder = {}
  function* again() {
    t.note('in')
    yield* t.now(0)
    try { holder.code.next(undefined) } catch (error) { return [error.constructor.name, error.message] }
    return 'entered'
  }
  holder.code = again()
  for (;;) {
    const { done, value } = holder.code.next(undefined)
    if (done) return value
  }
`,
  ),
  body(
    'what is no process code is refused with its kind of error',
    `
  const seen = []
  for (const value of [Promise.resolve(1), { then() {} }, 1, undefined, null, {}, () => 1]) {
    try { yield* value } catch (error) { seen.push(error.constructor.name) }
  }
  return seen
`,
  ),
]
