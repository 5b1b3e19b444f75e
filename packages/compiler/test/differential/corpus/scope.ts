// Shadowing, hoisting, dead zones, constants.

import { body, type Case, module } from './case.ts'

export const scope: readonly Case[] = [
  body(
    'let shadows in a block and ends with it',
    `
  let x = 1
  { let x = yield* t.pause(2); x++; t.note(x); { const x = 'deep'; t.note(yield* t.pause(x)) } t.note(x) }
  x += yield* t.pause(10)
  return x
`,
  ),
  body(
    'blocks in a row use one name',
    `
  { const x = yield* t.pause('a'); t.note(x) }
  { const x = yield* t.pause('b'); t.note(x) }
  { let x; t.note(x); x = yield* t.pause('c'); t.note(x) }
  return typeof x
`,
  ),
  body(
    'a block in a loop has its variable anew',
    `
  const seen = []
  for (let i = 0; i < 3; i++) { { let x; seen.push(x); x = yield* t.pause(i); seen.push(x) } let x = 'second'; seen.push(yield* t.pause(x)) }
  return seen
`,
  ),
  body(
    'var is hoisted out of blocks, loops and catch',
    `
  const before = [a, b, c, d]
  if (yield* t.pause(true)) { var a = 1 }
  for (const x of [1]) { var b = yield* t.pause(2) }
  try { yield* t.fail('x') } catch { var c = 3 }
  { { var d = yield* t.pause(4) } }
  return [before, a, b, c, d]
`,
  ),
  body(
    'var declared twice, without a value the second time',
    `
  var x = yield* t.pause(1)
  var x
  t.note(x)
  var x = 2
  return x
`,
  ),
  body(
    'var with the name of a parameter',
    `
  const f = function* (a, b) { var a; var b = yield* t.pause('b'); return [a, b] }
  return yield* f('a')
`,
  ),
  body(
    'a parameter shadowed in a block',
    `
  const f = function* (a) { { let a = yield* t.pause('inner'); a += '!'; t.note(a) } return a }
  return yield* f('parameter')
`,
  ),
  body(
    'a name of the module shadowed in a function, its parameters, its blocks',
    `
  const seen = [typeof main]
  { const main = yield* t.pause('block'); seen.push(main) }
  const f = function* (main) { return [main, yield* t.pause(0)] }
  seen.push(yield* f('parameter'), typeof main)
  return seen
`,
  ),
  module(
    'a variable of the module shadowed by a local declared later',
    `
const x = 'module'
export function* main(t) {
  try { t.note(x) } catch (e) { t.note(e.name) }
  yield* t.pause(0)
  const f = () => x
  try { f() } catch (e) { t.note(e.name) }
  let x = 'local'
  return [x, f()]
}
`,
  ),
  body(
    'dead zone: read, write, typeof, closure before the declaration',
    `
  const seen = []
  try { x } catch (e) { seen.push(e.name + ': ' + e.message) }
  try { x = 1 } catch (e) { seen.push(e.name) }
  try { typeof x } catch (e) { seen.push(e.name) }
  yield* t.pause(0)
  try { x++ } catch (e) { seen.push(e.name) }
  let x = 'set'
  return [seen, x]
`,
  ),
  body(
    'dead zone: the error leaves the process',
    `
  yield* t.pause(0)
  late
  let late = 1
`,
  ),
  body(
    'dead zone: initialised by itself',
    `
  try { let x = yield* t.pause(x) } catch (e) { t.note(e.name) }
  try { const y = y + 1 } catch (e) { t.note(e.name) }
  let z = yield* t.pause(1), w = z + 1
  return [z, w]
`,
  ),
  body(
    'dead zone: of a class',
    `
  try { new A() } catch (e) { t.note(e.name) }
  class A { x = 1 }
  yield* t.pause(0)
  return new A().x
`,
  ),
  body(
    'dead zone: a block shadows what is assigned above the declaration',
    `
  let x = 'outer'
  try { { x = yield* t.pause('lost'); let x } } catch (e) { t.note(e.name) }
  return x
`,
  ),
  body(
    'dead zone: skipped by a condition in a loop',
    `
  const seen = []
  for (const first of [true, false]) {
    try { if (!first) seen.push(x); let x = yield* t.pause('x'); seen.push(x) } catch (e) { seen.push(e.name) }
  }
  return seen
`,
  ),
  body(
    'const: assignment throws after the value is evaluated',
    `
  const x = yield* t.pause(1)
  const seen = []
  try { x = t.note(yield* t.pause('evaluated')) } catch (e) { seen.push(e.name, e.message) }
  try { x += t.note(1) } catch (e) { seen.push(e.name) }
  try { x++ } catch (e) { seen.push(e.name) }
  try { x ??= t.note('never') } catch (e) { seen.push(e.name) }
  try { x &&= t.note('evaluated') } catch (e) { seen.push(e.name) }
  try { [x] = [2] } catch (e) { seen.push(e.name) }
  try { ({ a: x } = { a: 1 }) } catch (e) { seen.push(e.name) }
  return [x, seen]
`,
  ),
  body(
    'const: the error leaves the process',
    `
  const x = yield* t.pause(1)
  x = 2
`,
  ),
  body(
    'const: assigned by a closure',
    `
  const x = yield* t.pause(1)
  const f = () => { x = 2 }
  try { f() } catch (e) { return [e.name, x] }
`,
  ),
  body(
    'const: of an outer block, assigned in a nested process function',
    `
  const x = yield* t.pause(1)
  function* f() { yield* t.pause(0); x = 2 }
  try { yield* f() } catch (e) { return [e.name, x] }
`,
  ),
  body(
    'a class name can not be assigned within the class',
    `
  class A { static set() { A = 1 } }
  try { A.set() } catch (e) { t.note(e.name) }
  A = yield* t.pause('outside')
  return A
`,
  ),
  body(
    'a nested function shadows with its parameters, its var, its own functions',
    `
  let x = 'outer', y = 'outer'
  const f = (x) => { var y = x; { let x = y + '!'; y = x } function g() { return x + y } return g() }
  const z = f(yield* t.pause('in'))
  return [x, y, z]
`,
  ),
  body(
    'a label, a property, a key and a variable of one name',
    `
  const x = yield* t.pause({ x: { x: 1 } })
  x: for (;;) { t.note(x.x.x); break x }
  return { x, y: { x: x.x }, ['x']: x?.x }
`,
  ),
  body(
    'shorthand properties of renamed variables',
    `
  const x = 1
  let o
  { const x = yield* t.pause(2); o = { x, deep: { x } } }
  const { x: y } = o
  return [{ x }, o, y]
`,
  ),
  body(
    'destructured shorthand into variables of inner blocks',
    `
  let a = 'outer', b
  { let a; ({ a, b = a } = yield* t.pause({ a: 'inner' })); t.note([a, b]) }
  return [a, b]
`,
  ),
  body(
    'for heads, bodies and what surrounds them use one name',
    `
  let i = 'outer'
  const seen = []
  for (let i = 0; i < 2; i++) { seen.push(i); { let i = yield* t.pause('body'); seen.push(i) } }
  for (const i of [7]) { seen.push(yield* t.pause(i)) }
  for (const i in { k: 1 }) { seen.push(yield* t.pause(i)) }
  return [i, seen]
`,
  ),
  body(
    'catch bindings of one name in nested clauses',
    `
  const e = 'outer', seen = []
  try { throw 1 } catch (e) { seen.push(e); try { throw yield* t.pause(2) } catch (e) { seen.push(yield* t.pause(e)) } seen.push(e) }
  return [e, seen]
`,
  ),
  body(
    'functions in blocks are visible in the block only',
    `
  function f() { return 'outer' }
  { t.note(f()); function f() { return 'inner' } yield* t.pause(0) }
  return f()
`,
  ),
  body(
    'let in the branches of if, in do and in try, all of one name',
    `
  const seen = []
  let x = 0
  do { let y = x; if (y) { let y = 'then'; seen.push(yield* t.pause(y)) } else { let y = 'else'; seen.push(yield* t.pause(y)) } try { let y = 'try'; seen.push(yield* t.pause(y)) } finally { seen.push(y) } } while (x++ < 1)
  return seen
`,
  ),
  body(
    'a variable that is not used after its suspension, one that is written only',
    `
  const unused = yield* t.pause(1)
  let written
  written = yield* t.pause(2)
  let x = 3; yield* t.pause(0); x = 4; yield* t.pause(0)
  return 'done'
`,
  ),
  body(
    'unreachable code',
    `
  if (yield* t.pause(true)) { return f(); var x = 1; function f() { return typeof x } }
  return 'never'
  yield* t.pause('never')
`,
  ),
  body(
    'names of JavaScript that are no reserved words',
    `
  const of = yield* t.pause('of'), get = 'get', async = 'async', from = 'from', as = 'as', type = 'type', target = 'target'
  for (of_ of [of]) t.note(of_)
  var of_
  return { of, get, async, from, as, type, target, static: 1, let: 2, yield: yield* t.pause(3), await: 4 }
`,
  ),
  body(
    'names with letters from everywhere and escapes',
    `
  const größe = yield* t.pause(1), 名前 = 2, $_ = 3, \\u0061b = 4
  return [größe, 名前, $_, ab, { größe }]
`,
  ),
]
