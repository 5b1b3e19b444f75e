// What functions inside process functions see and change.

import { body, type Case, module } from './case.ts'

export const closures: readonly Case[] = [
  body(
    'captures a constant before a suspension, is called after it',
    `
  const x = yield* t.pause(1)
  const f = () => x + 1
  yield* t.pause(0)
  return f()
`,
  ),
  body(
    'captures a variable that is changed by the process',
    `
  let x = 1
  const f = () => x
  const seen = [f()]
  x = yield* t.pause(2); seen.push(f())
  x++; seen.push(f())
  return seen
`,
  ),
  body(
    'changes a variable that the process reads',
    `
  let count = 0
  const up = () => ++count
  up(); t.note(count); yield* t.pause(0); up(); t.note(count)
  const seen = [count, up(), count, yield* t.pause(up()), count]
  return seen
`,
  ),
  body(
    'two closures share a variable',
    `
  let x = 'a'
  const get = () => x, set = (v) => { x = v }
  set('b'); yield* t.pause(0); t.note(get()); x = 'c'; t.note(get()); set(yield* t.pause('d'))
  return [get(), x]
`,
  ),
  body(
    'captures a parameter that is changed',
    `
  function* f(n) { const get = () => n; n += yield* t.pause(1); return [n, get()] }
  return yield* f(10)
`,
  ),
  module(
    'captures a parameter of a function of the module that is changed',
    `
function* f(t, n) { const get = () => n; n += yield* t.pause(1); return [n, get()] }
export function* main(t) { return yield* f(t, 10) }
`,
  ),
  body(
    'loop: every iteration has its own binding, let in for',
    `
  const list = []
  for (let i = 0; i < 3; i++) { list.push(() => i); yield* t.pause(0) }
  return list.map((f) => f())
`,
  ),
  body(
    'loop: the binding of an iteration is copied before the update',
    `
  const list = []
  for (let i = 0; i < 3; i++) { list.push(() => i++); yield* t.pause(0) }
  return [list.map((f) => f()), list.map((f) => f())]
`,
  ),
  body(
    'loop: a closure changes the loop variable',
    `
  const seen = []
  for (let i = 0; i < 6; i++) { const skip = () => { i++ }; seen.push(i); skip(); yield* t.pause(0); seen.push(i) }
  return seen
`,
  ),
  body(
    'loop: closures in the head',
    `
  const list = []
  for (let i = 0, f = () => i; list.push(f, () => i), i < 2; i++) yield* t.pause(0)
  return list.map((f) => f())
`,
  ),
  body(
    'loop: var is one binding',
    `
  const list = []
  for (var i = 0; i < 3; i++) { list.push(() => i); yield* t.pause(0) }
  return list.map((f) => f())
`,
  ),
  body(
    'loop: for-of and for-in bindings of their own',
    `
  const list = []
  for (const x of ['a', 'b']) { list.push(() => x); yield* t.pause(0) }
  for (let x of [1, 2]) { list.push(() => x); x *= yield* t.pause(10) }
  for (const key in { k: 1, l: 2 }) { list.push(() => key); yield* t.pause(0) }
  for (const [a, { b }] of [[1, { b: 2 }], [3, { b: 4 }]]) { yield* t.pause(0); list.push(() => a + b) }
  return list.map((f) => f())
`,
  ),
  body(
    'loop: variables of the body of their own',
    `
  const list = []
  let n = 0
  while (n < 3) { const x = yield* t.pause(n); let y = 0; list.push(() => [x, y++]); n++ }
  return list.map((f) => [f(), f()])
`,
  ),
  body(
    'loop: a closure of an earlier iteration sees its own binding after a suspension',
    `
  let first
  for (let i = 0; i < 3; i++) { let x = 'x' + i; first ??= () => x; yield* t.pause(0); x += '!' ; t.note(first()) }
  return first()
`,
  ),
  body(
    'hoisted function is called before its declaration and before its variable',
    `
  const seen = []
  try { seen.push(f()) } catch (e) { seen.push(e.name) }
  const x = yield* t.pause('x')
  seen.push(f())
  function f() { return x }
  return seen
`,
  ),
  body(
    'hoisted functions call each other',
    `
  const n = yield* t.pause(5)
  return [even(n), odd(n)]
  function even(n) { return n === 0 || odd(n - 1) }
  function odd(n) { return n !== 0 && even(n - 1) }
`,
  ),
  body(
    'hoisted function in a block',
    `
  if (yield* t.pause(true)) { const x = 1; t.note(f()); yield* t.pause(0); t.note(f()); function f() { return x } }
  return typeof f
`,
  ),
  body(
    'the last of two functions with one name wins',
    `
  t.note(f())
  var f = f() + (yield* t.pause('!'))
  function f() { return 'first' }
  function f() { return 'second' }
  return f
`,
  ),
  body(
    'a function declaration and a var of one name',
    `
  const before = typeof g
  var g = yield* t.pause(1)
  function g() {}
  var h
  function h() { return 'h' }
  return [before, g, h()]
`,
  ),
  body(
    'a closure of a closure',
    `
  let x = 1
  const outer = (a) => { let own = 10; return () => [x++, a, own++] }
  const f = outer(yield* t.pause('f')), g = outer(yield* t.pause('g'))
  return [f(), g(), f(), x]
`,
  ),
  body(
    'arrow functions keep this of the process',
    `
  const o = { name: 'o', *m() { const f = () => this.name; yield* t.pause(0); return [f(), (() => () => this.name)()()] } }
  return yield* o.m()
`,
  ),
  body(
    'ordinary functions have their own this',
    `
  const o = { name: 'o', *m() { const f = function () { return this }; yield* t.pause(0); return [f(), f.call(1)] } }
  return yield* o.m()
`,
  ),
  body(
    'callbacks of array methods',
    `
  const factor = yield* t.pause(3)
  let total = 0
  const list = [1, 2, 3].map((x) => x * factor).filter((x) => x > 3)
  list.forEach((x, i) => { total += x * i })
  return [list, total, yield* t.pause(list.reduce((a, b) => a + b, total))]
`,
  ),
  body(
    'a callback that throws',
    `
  try { [yield* t.pause(1)].forEach((x) => { throw new Error('callback ' + x) }) } catch (e) { return e.message }
`,
  ),
  body(
    'called while its variable is still in its dead zone',
    `
  const f = () => x
  try { f() } catch (e) { t.note(e.name) }
  const x = yield* t.pause(1)
  return f()
`,
  ),
  body(
    'in a switch, in catch, in a labelled block',
    `
  const list = []
  switch (yield* t.pause(1)) { case 1: let a = 'a'; list.push(() => a); a = yield* t.pause('A') }
  try { yield* t.fail('b') } catch (e) { list.push(() => e.message); yield* t.pause(0) }
  block: { const c = yield* t.pause('c'); list.push(() => c); break block }
  return list.map((f) => f())
`,
  ),
  body(
    'in catch, the binding is changed',
    `
  let get
  try { yield* t.fail('b') } catch (e) { get = () => e; e = yield* t.pause('changed') }
  return get()
`,
  ),
  body(
    'captures a variable of destructuring that is changed',
    `
  let { a, b: [c] } = yield* t.pause({ a: 1, b: [2] })
  const get = () => [a, c];
  [a, c] = [c, a]
  yield* t.pause(0)
  const before = get();
  ({ a, b: [c = 9] } = yield* t.pause({ a: 5, b: [] }))
  return [before, get()]
`,
  ),
  body(
    'an object with methods over a changing variable',
    `
  let balance = 0
  const account = { deposit(n) { balance += n }, get balance() { return balance }, set balance(v) { balance = v * 2 } }
  account.deposit(yield* t.pause(5)); yield* t.pause(0); account.deposit(1)
  const seen = [balance, account.balance]
  account.balance = yield* t.pause(10)
  return [...seen, balance]
`,
  ),
  body(
    'an ordinary generator over a changing variable',
    `
  let limit = 2
  const count = function* () { for (let i = 0; i < limit; i++) yield i }
  const seen = [...count()]
  limit = yield* t.pause(4)
  for (const x of count()) { seen.push(yield* t.pause(x)); if (x === 2) limit = 0 }
  return seen
`,
  ),
  body(
    'memoised by a closure',
    `
  const cache = new Map()
  const square = (n) => { if (!cache.has(n)) { t.note('compute ' + n); cache.set(n, n * n) } return cache.get(n) }
  return [square(2), yield* t.pause(square(3)), square(2), square(3)]
`,
  ),
  body(
    'a named function expression that calls itself',
    `
  const f = function fact(n) { return n ? n * fact(n - 1) : 1 }
  return f(yield* t.pause(5))
`,
  ),
  body(
    'the name of the variable is shadowed by its closure',
    `
  let x = 'outer'
  const f = (x) => { x += '!'; return x }, g = () => { const x = 'inner'; return x }, h = () => { var x; return x }
  x = yield* t.pause('changed')
  return [f('argument'), g(), h(), x]
`,
  ),
  body(
    'a process function and a closure share a changing variable',
    `
  let x = 0
  const up = () => ++x
  function* more() { up(); yield* t.pause(x); x *= 10; return x }
  const seen = [yield* more()]
  up()
  return [...seen, yield* more(), x]
`,
  ),
  body(
    'process functions made in a loop, called after it',
    `
  const list = []
  for (let i = 0; i < 3; i++) list.push(function* () { return i + (yield* t.pause(0)) })
  const seen = []
  for (const f of list) seen.push(yield* f())
  return seen
`,
  ),
  body(
    'compound assignment and update of captured variables with suspensions',
    `
  let x = 1
  const f = () => x
  x += yield* t.pause(f() + 1); t.note(f())
  x++; --x; x **= yield* t.pause(3); t.note(f())
  x ||= 1; x &&= yield* t.pause(5); x ??= 1
  return [x, f(), x++ + (yield* t.pause(x)), f()]
`,
  ),
  body(
    'captured var without initializer, captured let without initializer in a loop',
    `
  const list = []
  for (let i = 0; i < 2; i++) { let fresh; var kept; list.push(() => [fresh, kept]); yield* t.pause(0); fresh = kept = i }
  return list.map((f) => f())
`,
  ),
  body(
    'typeof of a captured variable in its dead zone',
    `
  const f = () => typeof x
  try { f() } catch (e) { t.note(e.name) }
  yield* t.pause(0)
  let x = 1
  return f()
`,
  ),
]
