// for-of over everything that can be iterated, with the iterator protocol traced.

import { body, type Case, module, stateful } from './case.ts'

/** An iterable over 1 to \`n\` whose protocol is written to the trace. */
const traced = `
function traced(t, n, end) {
  let i = 0
  return {
    [Symbol.iterator]() {
      t.note('open')
      return {
        next() { t.note('next'); return i < n ? { value: ++i, done: false } : { value: 'end', done: true } },
        return(...args) { t.note(['close', args.length]); return end ? end() : {} },
      }
    },
  }
}
`
const over = (name: string, text: string) => module(name, `${traced}\nexport function* main(t) {${text}}`)

export const forOf: readonly Case[] = [
  body(
    'array: a suspension in the body',
    `
  let sum = 0
  for (const x of [1, 2, 3]) sum += yield* t.pause(x)
  return sum
`,
  ),
  body(
    'array: a suspension in the head',
    `
  const seen = []
  for (let x of yield* t.pause(['a', 'b'])) { x += '!'; seen.push(x) }
  return seen
`,
  ),
  body(
    'array: grows on the way',
    `
  const list = [1, 2], seen = []
  for (const x of list) { seen.push(yield* t.pause(x)); if (list.length < 5) list.push(x * 10) }
  return seen
`,
  ),
  body(
    'array: shrinks on the way',
    `
  const list = [1, 2, 3, 4], seen = []
  for (const x of list) { list.pop(); seen.push(yield* t.pause(x)) }
  return seen
`,
  ),
  body(
    'array: elements ahead change, holes read as undefined',
    `
  const list = [1, , 3], seen = []
  for (const x of list) { list[2] = 'changed'; seen.push(yield* t.pause(x)) }
  return seen
`,
  ),
  body(
    'array: the variable that holds it is assigned on the way',
    `
  let list = [1, 2, 3]
  const seen = []
  for (const x of list) { list = ['other']; seen.push(yield* t.pause(x)) }
  return [list, seen]
`,
  ),
  body(
    'array: entries, keys and values',
    `
  const list = ['a', 'b'], seen = []
  for (const [i, x] of list.entries()) seen.push(i, yield* t.pause(x))
  for (const i of list.keys()) seen.push(yield* t.pause(i))
  for (const x of list.values()) seen.push(yield* t.pause(x))
  return seen
`,
  ),
  body(
    'array: its own iterator method is used',
    `
  const list = [1, 2, 3], seen = []
  list[Symbol.iterator] = function* () { yield 'own'; yield this.length }
  for (const x of list) seen.push(yield* t.pause(x))
  return seen
`,
  ),
  module(
    'array: the iterator method of a subclass is used',
    `
class Reversed extends Array { *[Symbol.iterator]() { for (let i = this.length - 1; i >= 0; i--) yield this[i] } }
export function* main(t) {
  const seen = []
  for (const x of Reversed.of(1, 2, 3)) seen.push(yield* t.pause(x))
  return seen
}
`,
  ),
  body(
    'array: nested loops over the same one',
    `
  const list = [1, 2], seen = []
  for (const x of list) for (const y of list) seen.push(yield* t.pause([x, y]))
  return seen
`,
  ),
  body(
    'array: break, continue and the rest',
    `
  const seen = []
  for (const x of [1, 2, 3, 4, 5]) { if (x === 2) continue; if (x === 4) break; seen.push(yield* t.pause(x)) }
  return seen
`,
  ),
  body(
    'array: return from the body',
    `
  for (const x of [1, 2, 3]) if ((yield* t.pause(x)) === 2) return yield* t.pause('found ' + x)
  return 'none'
`,
  ),
  body(
    'array: var in the head',
    `
  for (var x of [1, 2]) { var y = yield* t.pause(x) }
  return [x, y]
`,
  ),
  body(
    'array: nothing to iterate',
    `
  for (const x of []) t.note(yield* t.pause(x))
  return 'none'
`,
  ),
  body(
    'string: code points, not units',
    `
  const seen = []
  for (const c of 'a\\u{1F600}b\\uD83D') seen.push(yield* t.pause(c.length), c)
  return seen
`,
  ),
  body(
    'typed array: changes on the way',
    `
  const bytes = Uint8Array.of(1, 2, 3), seen = []
  for (const b of bytes) { bytes[2] = 255; seen.push(yield* t.pause(b)) }
  for (const f of new Float64Array([0.5, -0])) seen.push(yield* t.pause(f))
  return seen
`,
  ),
  body(
    'typed array: its own iterator method is used, a DataView is not iterable',
    `
  const bytes = Uint8Array.of(1, 2), seen = []
  bytes[Symbol.iterator] = function* () { yield 'own' }
  for (const x of bytes) seen.push(yield* t.pause(x))
  try { for (const x of new DataView(new ArrayBuffer(2))) seen.push(x) } catch (e) { seen.push(e.name) }
  return seen
`,
  ),
  body(
    'string: an object String, whose iterator may be its own',
    `
  const seen = []
  for (const c of new String('ab')) seen.push(yield* t.pause(c))
  for (const c of Object.assign(new String('ab'), { [Symbol.iterator]: function* () { yield 'own' } })) seen.push(yield* t.pause(c))
  return seen
`,
  ),
  body(
    'array: holes filled by the prototype, accessors, a Proxy',
    `
  const seen = [], list = [1, 2]
  Object.defineProperty(list, 1, { get() { t.note('get 1'); return 'accessor' } })
  for (const x of list) seen.push(yield* t.pause(x))
  for (const x of new Proxy([7, 8], { get(o, key) { t.note(String(key)); return o[key] } })) seen.push(yield* t.pause(x))
  return seen
`,
  ),
  body(
    'array: ended, then grown by the last iteration of another loop over its iterator',
    `
  const list = [1], seen = []
  for (const x of list) { seen.push(x); if (seen.length < 3) { yield* t.pause(0); list.push(x + 1) } }
  list.length = 0
  for (const x of list) seen.push('never')
  return [list, seen]
`,
  ),
  body(
    'Map: entries added and deleted on the way',
    `
  const map = new Map([['a', 1], ['b', 2], ['c', 3]]), seen = []
  for (const [key, value] of map) {
    seen.push(yield* t.pause(key + value))
    if (key === 'a') { map.delete('b'); map.set('d', 4) }
  }
  return seen
`,
  ),
  body(
    'Map: keys and values, cleared on the way',
    `
  const map = new Map([[1, 'x'], [2, 'y']]), seen = []
  for (const key of map.keys()) seen.push(yield* t.pause(key))
  for (const value of map.values()) { seen.push(yield* t.pause(value)); map.clear() }
  return seen
`,
  ),
  body(
    'Set: visited again when deleted and added on the way',
    `
  const set = new Set([1, 2, 3]), seen = []
  for (const x of set) {
    seen.push(yield* t.pause(x))
    if (x === 1) { set.delete(1); set.add(1) }
    if (seen.length > 6) break
    if (x === 3) set.add(4)
  }
  return seen
`,
  ),
  body(
    'Set: entries',
    `
  const seen = []
  for (const [a, b] of new Set(['x']).entries()) seen.push(yield* t.pause(a), b)
  return seen
`,
  ),
  over(
    'iterator: run to its end, return is not called',
    `
  for (const x of traced(t, 2)) t.note(yield* t.pause(x))
  return 'done'
`,
  ),
  over(
    'iterator: break calls return',
    `
  for (const x of traced(t, 3)) { if ((yield* t.pause(x)) === 2) break; t.note(x) }
  return 'done'
`,
  ),
  over(
    'iterator: return in the body evaluates its value first',
    `
  for (const x of traced(t, 3)) { return t.note(yield* t.pause('value')) }
`,
  ),
  over(
    'iterator: a throw in the body calls return',
    `
  try { for (const x of traced(t, 3)) { yield* t.pause(x); throw new Error('body') } } catch (error) { t.note(error.message) }
  return 'done'
`,
  ),
  over(
    'iterator: a suspension that fails calls return',
    `
  for (const x of traced(t, 3)) yield* t.fail('failed')
`,
  ),
  over(
    'iterator: continue of an outer loop calls return',
    `
  outer: for (let i = 0; i < 2; i++) for (const x of traced(t, 3)) { yield* t.pause(x); continue outer }
  return 'done'
`,
  ),
  over(
    'iterator: continue of its own loop does not call return',
    `
  a: for (const x of traced(t, 2)) { if (yield* t.pause(x === 1)) continue a; t.note(x); continue }
  return 'done'
`,
  ),
  over(
    'iterator: two levels are closed from inside',
    `
  for (const x of traced(t, 3)) { for (const y of traced(t, 3)) { if (yield* t.pause(y === 2)) return [x, y] } }
`,
  ),
  over(
    'iterator: two levels left by a labelled break',
    `
  outer: for (const x of traced(t, 3)) for (const y of traced(t, 3)) { yield* t.pause(0); break outer }
  return 'done'
`,
  ),
  over(
    'iterator: return throws on break',
    `
  for (const x of traced(t, 3, () => { throw new Error('close') })) { yield* t.pause(x); break }
  return 'never'
`,
  ),
  over(
    'iterator: the error of the body wins over the error of return',
    `
  for (const x of traced(t, 3, () => { throw new Error('close') })) { yield* t.pause(x); throw new Error('body') }
`,
  ),
  over(
    'iterator: return gives no object on break',
    `
  try { for (const x of traced(t, 3, () => 1)) { yield* t.pause(x); break } } catch (error) { return error.name }
`,
  ),
  over(
    'iterator: return gives no object when the body throws',
    `
  for (const x of traced(t, 3, () => 1)) { yield* t.pause(x); throw new Error('body') }
`,
  ),
  over(
    'iterator: destructuring that throws calls return',
    `
  try { for (const { a: { b } } of traced(t, 3)) t.note('never') } catch (error) { return error.name }
`,
  ),
  over(
    'iterator: a failing default in the head calls return',
    `
  try { for (const { a = yield* t.fail('default') } of traced(t, 3)) t.note('never') } catch (error) { return error.message }
`,
  ),
  over(
    'iterator: assignment to a const target calls return',
    `
  const x = 0
  yield* t.pause(0)
  try { for (x of traced(t, 3)) t.note('never') } catch (error) { return error.name }
`,
  ),
  body(
    'iterator: next throws, return is not called',
    `
  const iterable = { [Symbol.iterator]: () => ({ next() { throw new Error('next') }, return() { t.note('never') } }) }
  try { for (const x of iterable) yield* t.pause(x) } catch (error) { return error.message }
`,
  ),
  body(
    'iterator: next gives no object',
    `
  const iterable = { [Symbol.iterator]: () => ({ next() { return 1 }, return() { t.note('never') } }) }
  try { for (const x of iterable) yield* t.pause(x) } catch (error) { return error.name }
`,
  ),
  body(
    'iterator: reading value throws, return is not called',
    `
  const result = { get done() { t.note('done'); return false }, get value() { t.note('value'); throw new Error('value') } }
  const iterable = { [Symbol.iterator]: () => ({ next: () => result, return() { t.note('never') } }) }
  try { for (const x of iterable) yield* t.pause(x) } catch (error) { return error.message }
`,
  ),
  body(
    'iterator: next is read once, done before value, value not read at the end',
    `
  let i = 0
  const iterator = {
    get next() {
      t.note('get next')
      return () => ({ get done() { t.note('done'); return i++ === 2 }, get value() { t.note('value'); return i } })
    },
    [Symbol.iterator]() { return this },
  }
  for (const x of iterator) { t.note(yield* t.pause(x)); Object.defineProperty(iterator, 'next', { value: null }) }
  return i
`,
  ),
  body(
    'iterator: return is read when it is needed, may be missing or null',
    `
  const make = (close) => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), get return() { t.note('get return'); return close } }) })
  for (const x of make(undefined)) { yield* t.pause(x); break }
  for (const x of make(null)) { yield* t.pause(x); break }
  try { for (const x of make(1)) { yield* t.pause(x); break } } catch (error) { t.note(error.name) }
  return 'done'
`,
  ),
  over(
    'iterator: closed before the finally around the loop',
    `
  try { for (const x of traced(t, 3)) { try { yield* t.pause(x); break } finally { t.note(yield* t.pause('inner finally')) } } }
  finally { t.note(yield* t.pause('outer finally')) }
  return 'done'
`,
  ),
  over(
    'iterator: a throw caught within the body goes on',
    `
  for (const x of traced(t, 2)) { try { yield* t.fail('no ' + x) } catch (error) { t.note(error.message) } }
  return 'done'
`,
  ),
  over(
    'iterator: finally in the body replaces return by continue',
    `
  for (const x of traced(t, 2)) { try { return 'never' } finally { yield* t.pause(x); continue } }
  return 'done'
`,
  ),
  over(
    'iterator: finally in the body replaces a throw by break',
    `
  for (const x of traced(t, 2)) { try { yield* t.fail('lost') } finally { break } }
  return 'done'
`,
  ),
  body(
    'nothing iterable: undefined, a number, an object, a null method',
    `
  const seen = []
  for (const value of [undefined, 1, {}, { [Symbol.iterator]: null }, { [Symbol.iterator]: () => 1 }]) {
    try { for (const x of value) seen.push(yield* t.pause(x)) } catch (error) { seen.push(error.name) }
  }
  return seen
`,
  ),
  body(
    'head: targets are assigned',
    `
  const o = {}, list = [], seen = []
  let x, a, b, rest, i = 0
  for (x of [1, 2]) seen.push(yield* t.pause(x))
  for (o.p of [3, 4]) seen.push(yield* t.pause(o.p))
  for (list[i++] of [5, 6]) yield* t.pause(0)
  for ([a, b = yield* t.pause('default')] of [[7, 8], [9]]) seen.push(a, b)
  for ({ a, ...rest } of [{ a: 1, c: 2 }]) seen.push(a, rest)
  for ({ a: o.q, b: [list[5]] } of [{ a: 'q', b: ['five'] }]) yield* t.pause(0)
  return [x, a, b, o, list, seen]
`,
  ),
  body(
    'head: a target with suspensions in it',
    `
  const o = {}
  for ((yield* t.pause(o))[yield* t.pause('k')] of [1, 2]) t.note(o.k)
  return o
`,
  ),
  body(
    'head: nested patterns with defaults that suspend',
    `
  const seen = []
  for (const { a = yield* t.pause(1), b: [c, d = a + (yield* t.pause(1))] = [5] } of [{}, { a: 9, b: [8, 7] }, { b: [] }]) seen.push([a, c, d])
  return seen
`,
  ),
  body(
    'head: rest elements',
    `
  const seen = []
  for (const [first, ...others] of [[1, 2, 3], 'xy']) seen.push(yield* t.pause(first), others)
  for (let { a, ...others } of [{ a: 1, b: 2 }]) { a++; seen.push(yield* t.pause(others), a) }
  return seen
`,
  ),
  body(
    'head: in the dead zone of its own variable',
    `
  try { for (const x of [yield* t.pause(x)]) t.note(x) } catch (error) { return error.name }
`,
  ),
  body(
    'head: const can not be assigned in the body',
    `
  for (const x of [1]) { yield* t.pause(x); x = 2 }
`,
  ),
  body(
    'head: the body shadows the variable',
    `
  const x = 'outer', seen = []
  for (const x of ['loop']) { seen.push(x); { const x = yield* t.pause('block'); seen.push(x) } seen.push(x) }
  return [x, seen]
`,
  ),
  body(
    'head: the iterated expression sees the outer variable of another name only',
    `
  let list = [1, 2]
  for (const item of list) { const list = yield* t.pause([item]); for (const item of list) t.note(item) }
  return list
`,
  ),
  stateful(
    'generator: an ordinary iterator with bare yields',
    `
function* range(n) { try { for (let i = 0; i < n; i++) yield i } finally { closed++ } }
let closed = 0
export function* main(t) {
  closed = 0
  const seen = []
  for (const x of range(3)) seen.push(yield* t.pause(x))
  for (const x of range(9)) { if (yield* t.pause(x > 1)) break; seen.push(x) }
  return [seen, closed]
}
`,
  ),
  body(
    'generator: an expression within the body',
    `
  const pairs = function* (o) { for (const key in o) yield [key, o[key]] }
  const seen = []
  for (const [key, value] of pairs({ a: 1, b: 2 })) seen.push(key, yield* t.pause(value))
  return seen
`,
  ),
  body(
    'generator: bare and delegating yields in one iterator',
    `
  function* walk(tree) { for (const node of tree) if (Array.isArray(node)) yield* walk(node); else yield node }
  const seen = []
  for (const leaf of walk([1, [2, [3, 4]], 5])) seen.push(yield* t.pause(leaf))
  return [seen, [...walk([[6]])]]
`,
  ),
  body(
    'head: an iterator is shared by two loops',
    `
  const iterator = [1, 2, 3, 4].values(), seen = []
  for (const x of iterator) { seen.push(yield* t.pause(x)); if (x === 2) break }
  for (const x of iterator) seen.push(yield* t.pause(-x))
  return seen
`,
  ),
  body(
    'arguments are iterable in a nested ordinary function',
    `
  const total = function () { let sum = 0; for (const x of arguments) sum += x; return sum }
  return total(1, yield* t.pause(2), 3)
`,
  ),
  module(
    'for-of in a loop in a process function that is called in a loop',
    `
function* sum(t, list) { let total = 0; for (const x of list) total += yield* t.pause(x); return total }
export function* main(t) {
  const seen = []
  for (const list of [[1, 2], [], [3]]) seen.push(yield* sum(t, list))
  return seen
}
`,
  ),
]
