// Calls, parameters, recursion, nested process functions.

import { body, type Case, module, stateful } from './case.ts'

export const functions: readonly Case[] = [
  body('return: nothing', ``),
  body(
    'return: a bare one behind a suspension',
    `
  yield* t.pause(1)
  return
`,
  ),
  body(
    'return: the value of a suspension',
    `
  return yield* t.pause({ deep: [1, new Map([[1, new Set([2])]])] })
`,
  ),
  body(
    'return: in both branches',
    `
  if (yield* t.pause(false)) return yield* t.pause(1)
  else return yield* t.pause(2)
`,
  ),
  body(
    'process code that does not suspend',
    `
  let sum = 0
  for (let i = 0; i < 5; i++) sum += yield* t.now(i)
  return sum
`,
  ),
  module(
    'a process function that does nothing',
    `
function* nothing() {}
export function* main(t) { t.note(yield* nothing()); return yield* nothing(1, 2) }
`,
  ),
  module(
    'calls: a chain of four',
    `
function* a(t, x) { return (yield* b(t, x)) + 'a' }
function* b(t, x) { const y = yield* c(t, x); return y + 'b' }
function* c(t, x) { t.note('c'); const y = (yield* d(t, x)) + (yield* d(t, x)); return y }
function* d(t, x) { return yield* t.pause(x) }
export function* main(t) { return yield* a(t, 'x') }
`,
  ),
  module(
    'calls: declared behind their use',
    `
export function* main(t) { return yield* later(t) }
function* later(t) { return yield* evenLater(t, 1) }
const evenLater = function* (t, x) { return yield* t.pause(x) }
`,
  ),
  module(
    'recursion: factorial and fibonacci',
    `
function* factorial(t, n) { return n === 0 ? 1 : n * (yield* factorial(t, n - 1)) }
function* fibonacci(t, n) { if (n < 2) return yield* t.pause(n); return (yield* fibonacci(t, n - 1)) + (yield* fibonacci(t, n - 2)) }
export function* main(t) { return [yield* factorial(t, 10), yield* fibonacci(t, 8)] }
`,
  ),
  module(
    'recursion: mutual, in tail position',
    `
function* even(t, n) { return n === 0 ? yield* t.pause(true) : yield* odd(t, n - 1) }
function* odd(t, n) { if (n === 0) return false; return yield* even(t, n - 1) }
export function* main(t) { return [yield* even(t, 50), yield* odd(t, 50), yield* even(t, 7)] }
`,
  ),
  module(
    'recursion: in tail position with an accumulator, locals of each call apart',
    `
function* sum(t, list, total = 0) { const [first, ...rest] = list; if (list.length === 0) return total; const next = total + (yield* t.pause(first)); return yield* sum(t, rest, next) }
export function* main(t) { return yield* sum(t, [1, 2, 3, 4, 5]) }
`,
  ),
  module(
    'recursion: 500 deep, with a suspension at the bottom and work on the way up',
    `
function* down(t, n) { const mine = n; if (n === 0) { yield* t.pause('bottom'); return 0 } const below = yield* down(t, n - 1); return below + mine }
export function* main(t) { return yield* down(t, 500) }
`,
  ),
  module(
    'recursion: through a loop over a tree',
    `
function* walk(t, tree, depth) { let size = 1; for (const child of tree) size += yield* walk(t, child, depth + 1); t.note([depth, yield* t.pause(size)]); return size }
export function* main(t) { return yield* walk(t, [[[], []], [[[]]], []], 0) }
`,
  ),
  module(
    'recursion: permutations with an array that is changed and restored',
    `
function* permute(t, list, from, found) {
  if (from === list.length) { found.push(yield* t.pause(list.join(''))); return }
  for (let i = from; i < list.length; i++) {
    [list[from], list[i]] = [list[i], list[from]]
    yield* permute(t, list, from + 1, found)
    ;[list[from], list[i]] = [list[i], list[from]]
  }
}
export function* main(t) { const found = []; yield* permute(t, ['a', 'b', 'c'], 0, found); return found }
`,
  ),
  module(
    'recursion: Ackermann',
    `
function* ackermann(t, m, n) {
  if (m === 0) return n + 1
  if (n === 0) return yield* ackermann(t, m - 1, 1)
  return yield* ackermann(t, m - 1, yield* ackermann(t, m, n - 1))
}
export function* main(t) { return yield* ackermann(t, 2, 3) }
`,
  ),
  module(
    'parameters: defaults in order, seeing earlier ones',
    `
function* f(t, a = t.note('A'), b = a + t.note('B'), ...rest) { t.note([a, b, rest]); return yield* t.pause(a + b) }
export function* main(t) { return [yield* f(t), yield* f(t, 1), yield* f(t, 1, 2), yield* f(t, undefined, null, 3, 4)] }
`,
  ),
  module(
    'parameters: a default is evaluated in its own call',
    `
function* f(t, list = []) { list.push(yield* t.pause(1)); return list }
export function* main(t) { return [yield* f(t), yield* f(t), yield* f(t, ['mine'])] }
`,
  ),
  module(
    'parameters: a default that throws',
    `
const fail = () => { throw new Error('default') }
function* f(t, a = fail()) { t.note('never') }
export function* main(t) { try { yield* f(t) } catch (e) { t.note(e.message) } return yield* f(t, 1) }
`,
  ),
  module(
    'parameters: a default refers to a later one',
    `
function* f(t, a = b, b = 1) { return yield* t.pause(a) }
export function* main(t) { try { return yield* f(t) } catch (e) { return e.name } }
`,
  ),
  module(
    'parameters: a default with a closure over a parameter that the body changes',
    `
function* f(t, a, get = () => a) { const before = get(); a = yield* t.pause('changed'); return [before, get(), a] }
export function* main(t) { return yield* f(t, 'first') }
`,
  ),
  module(
    'parameters: a var in the body with the name of a parameter, a closure between',
    `
function* f(t, a, get = () => a) { var a; const before = a; a = yield* t.pause('body'); return [before, a, get()] }
export function* main(t) { return yield* f(t, 'parameter') }
`,
  ),
  module(
    'parameters: assigned before and after a suspension',
    `
function* f(t, a, b) { a++; b = [a, b]; const c = yield* t.pause(a); a += 10; return [a, b, c] }
export function* main(t) { const a = 1; return [yield* f(t, a, 'b'), a] }
`,
  ),
  module(
    'parameters: rest, and fewer or more than declared',
    `
function* f(t, a, b, ...c) { yield* t.pause(0); return [a, b, c] }
export function* main(t) { return [yield* f(t), yield* f(t, 1), yield* f(t, 1, 2, 3), yield* f(t, ...[1, 2], ...(yield* t.pause([3, 4])))] }
`,
  ),
  module(
    'parameters: one that is never used, one with the name of a global',
    `
function* f(t, undefined_, Object, Symbol) { yield* t.pause(0); return [Object, Symbol] }
export function* main(t) { return yield* f(t, 0, 'o', 's') }
`,
  ),
  module(
    'parameters: the length and the name of a process function',
    `
function* f(t, a, b = 1, ...c) { yield* t.pause(0) }
const g = function* () {}
const h = function* named(a) {}
export function* main(t) { return [f.length, f.name, g.name, h.name, h.length, main.length, yield* t.pause(0)] }
`,
  ),
  module(
    'arguments: of a process function',
    `
function* f(t, a) { const n = arguments.length; yield* t.pause(0); return [n, arguments[1], [...arguments].slice(1)] }
export function* main(t) { return yield* f(t, 'a', 'b') }
`,
  ),
  body(
    'arguments: of a nested ordinary function, and through an arrow',
    `
  const f = function (x) { return (() => arguments.length + x)() }
  return [f(1), yield* t.pause(f(1, 2, 3))]
`,
  ),
  body(
    'nested: a declaration that captures a constant',
    `
  const base = yield* t.pause(10)
  function* add(x) { return base + (yield* t.pause(x)) }
  return [yield* add(1), yield* add(2)]
`,
  ),
  body(
    'nested: called before its declaration',
    `
  return [yield* late(1), yield* t.pause(2)]
  function* late(x) { return yield* t.pause(x) }
`,
  ),
  body(
    'nested: changes a variable of the outer one',
    `
  let count = 0
  function* step() { count++; yield* t.pause(0); count += 10 }
  yield* step(); t.note(count); yield* step()
  return count
`,
  ),
  body(
    'nested: sees what the outer one changes',
    `
  let x = 'a'
  const read = function* () { return yield* t.pause(x) }
  const first = yield* read()
  x = 'b'
  return [first, yield* read()]
`,
  ),
  body(
    'nested: an expression called at once',
    `
  const x = 5
  return yield* (function* () { const y = yield* t.pause(x); return y * 2 })()
`,
  ),
  body(
    'nested: called at once in an expression, twice',
    `
  return (yield* (function* (n) { return yield* t.pause(n) })(1)) + (yield* (function* named(n) { return n ? n + (yield* named(n - 1)) : 0 })(4))
`,
  ),
  module(
    'nested: passed as a value and called there',
    `
function* twice(f, x) { return yield* f(yield* f(x)) }
export function* main(t) { const k = 3; return yield* twice(function* (x) { return k * (yield* t.pause(x)) }, 2) }
`,
  ),
  module(
    'nested: returned and called outside',
    `
function* adder(t, a) { yield* t.pause(0); return function* (b) { return a + (yield* t.pause(b)) } }
export function* main(t) { const add = yield* adder(t, 1), more = yield* adder(t, 100); return [yield* add(1), yield* more(1), yield* add(2)] }
`,
  ),
  module(
    'nested: map, filter and reduce over process functions',
    `
function* map(list, f) { const out = []; for (const x of list) out.push(yield* f(x)); return out }
function* filter(list, f) { const out = []; for (const x of list) if (yield* f(x)) out.push(x); return out }
function* reduce(list, f, value) { for (const x of list) value = yield* f(value, x); return value }
export function* main(t) {
  const doubled = yield* map([1, 2, 3, 4], function* (x) { return (yield* t.pause(x)) * 2 })
  const big = yield* filter(doubled, function* (x) { return yield* t.pause(x > 2) })
  return yield* reduce(big, function* (a, b) { return a + (yield* t.pause(b)) }, 0)
}
`,
  ),
  body(
    'nested: two levels',
    `
  const a = 1
  function* outer(b) { function* inner(c) { return [a, b, c, yield* t.pause('d')] } return yield* inner(yield* t.pause(3)) }
  return yield* outer(2)
`,
  ),
  body(
    'nested: mutual recursion of two',
    `
  function* even(n) { return n === 0 ? true : yield* odd(n - 1) }
  function* odd(n) { return n === 0 ? yield* t.pause(false) : yield* even(n - 1) }
  return [yield* even(6), yield* even(5)]
`,
  ),
  body(
    'nested: declared in a block',
    `
  const seen = []
  for (const x of [1, 2]) { function* f() { return x + (yield* t.pause(10)) } seen.push(yield* f()) }
  if (yield* t.pause(true)) { function* g() { return 'g' } seen.push(yield* g()) }
  return seen
`,
  ),
  body(
    'nested: a recursive expression by its own name',
    `
  const f = function* count(n) { return n === 0 ? 0 : 1 + (yield* count(yield* t.pause(n - 1))) }
  return yield* f(5)
`,
  ),
  body(
    'nested: captures a constant that is declared behind it',
    `
  const f = function* () { return later + (yield* t.pause(1)) }
  const g = () => later
  const later = yield* t.pause(5)
  return [yield* f(), g()]
`,
  ),
  module(
    'nested: captures a constant that is declared behind it, of a function left to the interpreter',
    `
function* outer(t) {
  const n = arguments.length
  const f = function* () { return later + (yield* t.pause(n)) }
  const later = yield* t.pause(5)
  return yield* f()
}
export function* main(t) { return yield* outer(t) }
`,
  ),
  module(
    'nested: captures a constant in its dead zone without using it',
    `
function* outer(t, x) {
  switch (x) {
    case 1: const late = yield* t.pause('set')
    default: const f = function* (use) { return use ? late : yield* t.pause('unused') }; return [yield* f(false), x === 1 ? yield* f(true) : 0]
  }
}
export function* main(t) { return [yield* outer(t, 1), yield* outer(t, 2)] }
`,
  ),
  body(
    'nested: captures a constant in its dead zone of a function left to the interpreter, without using it',
    `
  switch (yield* t.pause(2)) {
    case 1: const late = yield* t.pause('set'); t.note(late)
    default: const f = function* (use) { return use ? late : yield* t.pause('unused') }; t.note(yield* f(false)); t.note(late)
  }
`,
  ),
  module(
    'nested: captures variables that change, of a function left to the interpreter',
    `
function* outer(t) {
  let n = arguments.length
  const more = function* () { n += yield* t.pause(10); return n }
  n++
  const seen = [yield* more(), n]
  n = 100
  return [...seen, yield* more(), n]
}
export function* main(t) { return yield* outer(t) }
`,
  ),
  module(
    'nested: reads a variable that changes, of a function left to the interpreter, in a loop',
    `
function* outer(t) {
  const seen = [arguments.length], made = []
  for (let i = 0; i < 3; i++) { const k = i * 2; made.push(function* () { return k + (yield* t.pause(i)) }); yield* t.pause(0) }
  for (const f of made) seen.push(yield* f())
  return seen
}
export function* main(t) { return yield* outer(t) }
`,
  ),
  body(
    'nested: calls itself through a process function within it',
    `
  function* down(n) { const again = function* () { return (yield* down(n - 1)) + 1 }; return n === 0 ? yield* t.pause(0) : yield* again() }
  return yield* down(3)
`,
  ),
  body(
    'nested: calls itself as a value, and through an arrow function within it',
    `
  function* down(n) { const self = () => down; return n === 0 ? yield* t.pause([self() === down]) : yield* self()(n - 1) }
  const named = function* count(n) { const f = () => count; return n === 0 ? yield* t.pause('end') : yield* f()(n - 1) }
  return [yield* down(2), yield* named(2), yield* [down][0](1)]
`,
  ),
  body(
    'nested: two in a block call each other, called before and after a suspension',
    `
  const seen = []
  for (let i = 0; i < 2; i++) {
    const k = i * 10
    seen.push(yield* ping(2))
    function* ping(n) { return n === 0 ? k : (yield* pong(n - 1)) + 1 }
    function* pong(n) { yield* t.pause(n); return n === 0 ? k + 5 : yield* ping(n - 1) }
    seen.push(yield* pong(1))
  }
  return seen
`,
  ),
  body(
    'nested: the name of an expression can not be assigned',
    `
  const f = function* self() { try { self = 1 } catch (e) { return [e.name, typeof self, yield* t.pause(0)] } }
  return yield* f()
`,
  ),
  body(
    'nested: in an object, in an array, in a Map',
    `
  const x = 7
  const table = { *a() { return x + (yield* t.pause('a')) }, b: function* () { return yield* t.pause('b') } }
  const list = [function* () { return yield* t.pause('c') }]
  const map = new Map([['d', function* () { return yield* t.pause('d') }]])
  return [yield* table.a(), yield* table.b(), yield* list[0](), yield* map.get('d')()]
`,
  ),
  body(
    'calls: through call, apply and bind',
    `
  const f = function* (a, b) { return [this?.name, a, b, yield* t.pause(0)] }
  return [yield* f.call({ name: 'call' }, 1, 2), yield* f.apply({ name: 'apply' }, [3, 4]), yield* f.bind({ name: 'bind' }, 5)(6)]
`,
  ),
  stateful(
    'calls: through Reflect.apply and a variable of the module',
    `
let chosen = first
function* first(t) { return yield* t.pause('first') }
function* second(t) { return yield* t.pause('second') }
export function* main(t) {
  chosen = first
  const seen = [yield* chosen(t)]
  chosen = second
  return [...seen, yield* chosen(t), yield* Reflect.apply(first, undefined, [t])]
}
`,
  ),
  body(
    'calls: a process made now and run later',
    `
  const f = function* (x) { t.note('started'); return yield* t.pause(x) }
  const activation = f(1)
  t.note('made')
  return yield* activation
`,
  ),
  body(
    'calls: a finished process gives undefined when it is run again',
    `
  const f = function* (x) { return yield* t.pause(x) }
  const activation = f(1)
  return [yield* activation, yield* activation]
`,
  ),
  body(
    'calls: chosen by a condition',
    `
  const a = function* () { return yield* t.pause('a') }, b = function* () { return yield* t.pause('b') }
  return [yield* (t.note(true) ? a : b)(), yield* ((yield* t.pause(false)) ? a() : b()), yield* (null ?? b)()]
`,
  ),
  body(
    'calls: of what is not a function, of what gives nothing iterable',
    `
  const seen = []
  try { yield* undefined_(t) } catch (e) { seen.push(e.name) }
  try { const f = 1; yield* f(t) } catch (e) { seen.push(e.name) }
  try { yield* (() => 1)() } catch (e) { seen.push(e.name) }
  try { yield* undefined } catch (e) { seen.push(e.name) }
  try { yield* {} } catch (e) { seen.push(e.name) }
  try { yield* t.missing(yield* t.pause('evaluated')) } catch (e) { seen.push(e.name) }
  return seen
`,
  ),
  body(
    'calls: a process function is no constructor',
    `
  const f = function* () {}
  yield* t.pause(0)
  try { new f() } catch (e) { return e.name }
`,
  ),
  module(
    'calls: driven by hand by an ordinary function',
    `
function* f(t, x) { const y = yield* t.pause(x); return y + (yield* t.pause(1)) }
function drive(iterator) { for (;;) { const { done, value } = iterator.next(); if (done) return value } }
export function* main(t) { const a = yield* t.pause(1); const b = drive(f(t, 10)); t.note(b); return [a, b, yield* t.pause(2)] }
`,
  ),
  module(
    'calls: driven by hand, with an error that leaves',
    `
function* f(t) { try { yield* t.fail('deep') } finally { t.note('finally') } }
function drive(iterator) { for (;;) { const { done, value } = iterator.next(); if (done) return value } }
export function* main(t) { yield* t.pause(0); try { drive(f(t)) } catch (e) { return [e.message, yield* t.pause(1)] } }
`,
  ),
  module(
    'calls: driven by hand to its end, and once more',
    `
function* f(t, x) { return yield* t.pause(x) }
function drive(iterator) { for (;;) { const { done, value } = iterator.next(); if (done) return value } }
export function* main(t) { yield* t.pause(0); const activation = f(t, 'x'); return [drive(activation), drive(activation), yield* activation, yield* t.pause(1)] }
`,
  ),
  module(
    'calls: begun by hand, ended by a process',
    `
function* f(t, state) { const a = yield* t.pause('a'); state.begun = true; const b = yield* t.pause('b'); return a + b + (yield* t.pause('c')) }
export function* main(t) {
  const state = { begun: false }, activation = f(t, state)
  while (!state.begun) activation.next()
  t.note('begun')
  return [yield* activation, yield* t.pause('end')]
}
`,
  ),
  module(
    'calls: two activations driven by hand in turns',
    `
function* f(t, name) { const seen = []; for (let i = 0; i < 3; i++) seen.push(name + (yield* t.pause(i))); return seen }
function both(...iterators) {
  const values = []
  let running = iterators.length
  while (running > 0) for (const [i, it] of iterators.entries()) { if (i in values) continue; const { done, value } = it.next(); if (done) { values[i] = value; running-- } }
  return values
}
export function* main(t) { yield* t.pause(0); const values = both(f(t, 'a'), f(t, 'b')); return [values, yield* t.pause(1)] }
`,
  ),
  stateful(
    'module: a counter of the module',
    `
let count = 0
function* next(t) { count += yield* t.pause(1); return count }
export function* main(t) { count = 0; return [yield* next(t), yield* next(t), count] }
`,
  ),
  module(
    'module: main is a const expression',
    `
export const main = function* (t) { return yield* helper(t) }
const helper = function* helper(t) { return yield* t.pause('helper') }
`,
  ),
  module(
    'module: exported by name, and by default',
    `
function* run(t) { return yield* t.pause(typeof run) }
export { run as main }
export default run
`,
  ),
  module(
    'module: imports something of Node',
    `
import { format } from 'node:util'
import * as path from 'node:path/posix'
export function* main(t) { return [format('%s:%d', yield* t.pause('a'), 1), path.join('a', yield* t.pause('b'))] }
`,
  ),
  module(
    'module: a name that the compiler may use for itself',
    `
const SUSPENDED = 1, frame = 2, execution = 3, Frame = 4, pc = 5, support = 6
function* f(t, $frame, $, $1, _) { const $pc = yield* t.pause($1); return [$frame, $, $pc, _] }
export function* main(t) { const result = 'r', sent = 's', value = yield* f(t, 'a', 'b', 'c', 'd'); return [SUSPENDED, frame, execution, Frame, pc, support, result, sent, value] }
`,
  ),
  module(
    'module: names of globals are shadowed',
    `
const Symbol = 'symbol', Object = 'object', Array = 'array', TypeError = 'type error', undefined_ = void 0
function* f(t, x) { for (const y of [1, 2]) x += yield* t.pause(y); const [a, ...b] = [x, 1]; return { a, ...{ b } } }
export function* main(t) { return [yield* f(t, 0), Symbol, Object, Array, TypeError, undefined_] }
`,
  ),
  module(
    'module: globalThis is shadowed',
    `
const globalThis = 'global'
export function* main(t) { return [globalThis, yield* t.pause(1)] }
`,
  ),
  module(
    'many locals live across a suspension',
    `
export function* main(t) {
  const a = 1, b = 'b', c = [3], d = { d: 4 }, e = null, f = undefined, g = 7n, h = Symbol.for('h'), i = true, j = NaN
  let k = 1, l = 2, m = 3, n = 4, o = 5
  yield* t.pause(0)
  k += l; m -= n; o *= 2
  yield* t.pause(1)
  return [a, b, c, d, e, f, g, h.description, i, j, k, l, m, n, o]
}
`,
  ),
  module(
    'only some locals live across each suspension',
    `
function* f(t, x) {
  if (x) { const a = yield* t.pause('a'); const b = yield* t.pause(a + 'b'); t.note(b) }
  else { const c = yield* t.pause('c'); t.note(c) }
  const d = yield* t.pause('d')
  return [x, d]
}
export function* main(t) { return [yield* f(t, true), yield* f(t, false)] }
`,
  ),
]
