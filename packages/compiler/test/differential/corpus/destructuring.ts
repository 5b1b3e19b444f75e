// Patterns in declarations, assignments, parameters; order of evaluation, defaults, iterators closed.

import { body, type Case, module, stateful } from './case.ts'

const say = 'function* say(t, x) { t.note(x); return yield* t.pause(x) }\n'
const saying = (name: string, text: string) => module(name, `${say}export function* main(t) {${text}}`)

export const destructuring: readonly Case[] = [
  body(
    'pattern: array declaration with holes, defaults and rest',
    `
  const [a, , b = yield* t.pause('B'), c = 'never used', ...rest] = yield* t.pause([1, 2, undefined, null, 5, 6])
  return [a, b, c, rest]
`,
  ),
  body(
    'pattern: object declaration with defaults, renaming and rest',
    `
  const { a, b: renamed, c = yield* t.pause('C'), 'd-e': quoted, 5: number, ...rest } = yield* t.pause({ a: 1, b: 2, 'd-e': 4, 5: 6, x: 7, y: 8 })
  return [a, renamed, c, quoted, number, rest]
`,
  ),
  body(
    'pattern: nested with defaults on every level',
    `
  const { a: { b: [c = yield* t.pause(1), { d } = { d: yield* t.pause(2) }] = [] } = {} } = {}
  return [c, d]
`,
  ),
  saying(
    'pattern: computed keys and defaults in order',
    `
  const { [yield* say(t, 'a')]: x = yield* say(t, 'default of x'), [yield* say(t, 'b')]: y = yield* say(t, 'default of y') } = { b: 1 }
  return [x, y]
`,
  ),
  saying(
    'pattern: defaults are evaluated for undefined alone',
    `
  const [a = yield* say(t, 'a'), b = yield* say(t, 'b'), c = yield* say(t, 'c'), d = yield* say(t, 'd')] = [undefined, null, 0, '']
  return [a, b, c, d]
`,
  ),
  body(
    'pattern: a default sees what is bound before it',
    `
  const { a = 1, b = a + (yield* t.pause(1)), c = a + b } = { }
  const [x, y = x * (yield* t.pause(2))] = [21]
  return [a, b, c, x, y]
`,
  ),
  body(
    'pattern: a default does not see what is bound behind it',
    `
  try { const { a = b, b = 1 } = yield* t.pause({}) } catch (e) { return e.name }
`,
  ),
  body(
    'pattern: rest leaves out computed keys',
    `
  const { [yield* t.pause('a')]: one, [yield* t.pause(2)]: two, ...rest } = { a: 1, 2: 2, c: 3, [Symbol.iterator]: 4 }
  return [one, two, rest, rest[Symbol.iterator]]
`,
  ),
  body(
    'pattern: rest copies own enumerable properties through getters',
    `
  const source = Object.create({ inherited: 1 }, { hidden: { value: 2 }, seen: { enumerable: true, get() { t.note('get'); return 3 } } })
  const { x = yield* t.pause(0), ...rest } = source
  return [x, rest, Object.getOwnPropertyDescriptor(rest, 'seen')]
`,
  ),
  body(
    'pattern: getters are read in order',
    `
  const o = { get a() { t.note('a'); return undefined }, get b() { t.note('b'); return 2 } }
  const { b, a = yield* t.pause('A') } = o
  return [a, b]
`,
  ),
  body(
    'assignment: to variables',
    `
  let a, b, c;
  [a, b = yield* t.pause(2), ...c] = yield* t.pause([1, undefined, 3]);
  ({ a, x: b = a } = yield* t.pause({ a: 9 }))
  return [a, b, c]
`,
  ),
  body(
    'assignment: swaps',
    `
  let a = 1, b = 2
  const list = [1, 2, 3];
  [a, b] = [b, a];
  [list[0], list[2]] = [list[2], yield* t.pause(list[0])]
  return [a, b, list]
`,
  ),
  saying(
    'assignment: targets, sources and defaults in order',
    `
  const o = { get p() { t.note('never read') }, set p(v) { t.note(['set p', v]) }, set q(v) { t.note(['set q', v]) } }
  const source = { get a() { t.note('get a'); return undefined }, get b() { t.note('get b'); return 2 } };
  ({ a: (yield* say(t, o)).p = yield* say(t, 'default'), b: o[yield* say(t, 'q')] } = source)
  return 'done'
`,
  ),
  saying(
    'assignment: an array pattern evaluates its target before the iterator steps',
    `
  const source = { [Symbol.iterator]: () => ({ next() { t.note('next'); return { value: undefined, done: false } }, return() { t.note('close'); return {} } }) }
  const o = {};
  [o[yield* say(t, 'a')] = yield* say(t, 1), o[yield* say(t, 'b')]] = source
  return o
`,
  ),
  body(
    'assignment: its value is the right side',
    `
  let a, rest
  const source = [1, 2, 3]
  const value = [a, ...rest] = yield* t.pause(source)
  return [value === source, a, rest]
`,
  ),
  body(
    'assignment: chained patterns',
    `
  let a, b, c;
  [a] = { b, c = yield* t.pause('C') } = Object.assign(['A'], { b: 'B' })
  return [a, b, c]
`,
  ),
  body(
    'assignment: nested patterns and member targets',
    `
  const o = { list: [] };
  ({ x: [o.first, ...o.list], y: { z: o['z' + (yield* t.pause(1))] = 'default' } } = { x: 'abc', y: {} })
  return o
`,
  ),
  body(
    'assignment: rest into a member',
    `
  const o = {};
  [, ...o.list] = [1, 2, yield* t.pause(3)];
  ({ a: o.a, ...o.others } = { a: 1, b: 2 })
  return o
`,
  ),
  body(
    'assignment: rest into a pattern',
    `
  let first, length, x;
  [first, ...{ length, 1: x = yield* t.pause('none') }] = 'abcd'
  const [, ...[second, ...more]] = 'wxyz'
  return [first, length, x, second, more]
`,
  ),
  body(
    'assignment: to a const throws, after what is before it is done',
    `
  let a
  const b = 1
  try { [a, b] = yield* t.pause([5, 6]) } catch (e) { return [e.name, a, b] }
`,
  ),
  body(
    'empty patterns',
    `
  const {} = yield* t.pause({ a: 1 })
  const [] = yield* t.pause('text')
  try { const {} = yield* t.pause(null) } catch (e) { t.note(e.name) }
  try { const [] = yield* t.pause({}) } catch (e) { t.note(e.name) }
  return 'done'
`,
  ),
  body(
    'null and undefined can not be taken apart',
    `
  const seen = []
  for (const value of [null, undefined]) {
    try { const { a } = yield* t.pause(value) } catch (e) { seen.push(e.name) }
    try { let a; ({ a } = yield* t.pause(value)) } catch (e) { seen.push(e.name) }
    try { const [a] = yield* t.pause(value) } catch (e) { seen.push(e.name) }
  }
  return seen
`,
  ),
  body(
    'iterator: closed when the pattern is done before it',
    `
  const source = { [Symbol.iterator]: () => ({ next() { t.note('next'); return { value: 1, done: false } }, return() { t.note('close'); return {} } }) }
  const [a, , b = yield* t.pause('never')] = source
  return [a, b]
`,
  ),
  body(
    'iterator: not closed when it is at its end',
    `
  let i = 0
  const source = { [Symbol.iterator]: () => ({ next() { t.note('next'); return { value: i, done: i++ > 0 } }, return() { t.note('never') } }) }
  const [a, b = yield* t.pause('default'), c = yield* t.pause('no more next')] = source
  return [a, b, c]
`,
  ),
  body(
    'iterator: closed when a default fails',
    `
  const source = { [Symbol.iterator]: () => ({ next() { t.note('next'); return { value: undefined, done: false } }, return() { t.note('close'); throw new Error('not seen') } }) }
  try { const [a = yield* t.fail('default')] = source } catch (e) { return e.message }
`,
  ),
  body(
    'iterator: not closed when next throws',
    `
  const source = { [Symbol.iterator]: () => ({ next() { throw new Error('next') }, return() { t.note('never') } }) }
  yield* t.pause(0)
  try { const [a] = source } catch (e) { return e.message }
`,
  ),
  body(
    'iterator: close gives no object',
    `
  const source = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => 1 }) }
  try { const [a = yield* t.pause(0)] = source } catch (e) { return e.name }
`,
  ),
  body(
    'iterator: a generator is closed by its pattern',
    `
  const numbers = function* () { try { yield 1; yield 2; yield 3 } finally { t.note('closed') } }
  const [a, b] = numbers()
  const [...all] = numbers()
  t.note(yield* t.pause(a + b))
  return all
`,
  ),
  body(
    'parameters: patterns with defaults',
    `
  const f = function* ({ a, b = 2 } = { a: 'none' }, [c, ...d] = [3, 4, 5]) { return [a, b, c, d, yield* t.pause(0)] }
  return [yield* f(), yield* f({ a: 1, b: 0 }, 'xyz'), yield* f({}, [])]
`,
  ),
  stateful(
    'parameters: patterns in a process function of the module',
    `
function* area({ width: w = 1, height: h = w, ...rest }, [unit] = ['m']) { yield* t0.pause(0); return [w * h, unit, rest] }
let t0
export function* main(t) { t0 = t; return [yield* area({ width: 3 }), yield* area({ height: 2, x: 1 }, ['cm'])] }
`,
  ),
  body(
    'parameters: an ordinary nested function with patterns',
    `
  const f = ({ a = 1, ...b }, [c] = [a]) => [a, b, c]
  return [f({}), f({ a: 2, x: yield* t.pause(3) }), yield* t.pause(f({ y: 1 }, 'z'))]
`,
  ),
  body(
    'var by pattern out of a block',
    `
  if (yield* t.pause(true)) { var { a, b: [c] } = { a: 1, b: [yield* t.pause(2)] } }
  return [a, c]
`,
  ),
  body(
    'let by pattern in a loop',
    `
  const seen = []
  for (let i = 0; i < 2; i++) { let { x = yield* t.pause(i), y } = i ? { y: 1 } : {}; seen.push(x, y); x = y = 'changed' }
  return seen
`,
  ),
  body(
    'pattern: functions and classes as defaults get their names',
    `
  const { f = () => 1, C = class {}, g = function () {} } = yield* t.pause({})
  return [f.name, C.name, g.name]
`,
  ),
  body(
    'pattern: strings and numbers taken apart',
    `
  const { length } = yield* t.pause('four')
  const { toFixed } = 1
  const [a, ...b] = 'h\\u{1F600}y'
  return [length, typeof toFixed, a, b]
`,
  ),
  body(
    'pattern: Map entries',
    `
  const [[key, { deep: [value = yield* t.pause('V')] }]] = new Map([['k', { deep: [] }]])
  return [key, value]
`,
  ),
  body(
    'pattern: shadows a name that its source uses outside',
    `
  const a = { b: 1 }
  { const { b: c } = a; { const b = yield* t.pause(c); t.note(b) } }
  return a
`,
  ),
  body(
    'pattern: many variables in one declaration with suspensions between',
    `
  const a = 1, { b } = yield* t.pause({ b: 2 }), [c, d = a + b] = yield* t.pause([3]), e = yield* t.pause(d)
  return [a, b, c, d, e]
`,
  ),
  body(
    'assignment: a pattern in an expression in a condition',
    `
  let a, n = 0
  while (([a] = yield* t.pause([n++])) && a < 3) t.note(a)
  return a
`,
  ),
  // Without suspensions inside of the pattern: those are left to the interpreter.
  body(
    'plain pattern: array with holes, defaults and rest, before and after a suspension',
    `
  const [a, , b = t.note('B'), c = t.note('never'), ...rest] = yield* t.pause([1, 2, undefined, null, 5, 6])
  yield* t.pause(0)
  let [x = a, [y = b] = [], ...{ length }] = [undefined, undefined, ...rest]
  return [a, b, c, rest, x, y, length, yield* t.pause(x)]
`,
  ),
  body(
    'plain pattern: object with defaults, computed keys and rest',
    `
  const key = yield* t.pause('b')
  const { a = t.note('A'), [key]: renamed = t.note('never'), ['c' + key]: made = t.note('made'), 5: five, ...rest } = { b: 2, 5: 5, d: 4, e: undefined }
  yield* t.pause(0)
  return [a, renamed, made, five, rest]
`,
  ),
  body(
    'plain pattern: nested, in a loop, with variables that are fresh each time',
    `
  const seen = []
  for (let i = 0; i < 3; i++) {
    let { x = i, y: { z: [w = x * 2] = [] } = {} } = i === 1 ? { x: 'X', y: { z: ['W'] } } : {}
    seen.push(x, w); x = w = 'changed'
    yield* t.pause(0)
  }
  return seen
`,
  ),
  body(
    'plain pattern: swaps and chained assignments between suspensions',
    `
  let a = 1, b = 2, o = {}
  ;[a, b] = [b, a]
  yield* t.pause(0)
  ;[o.x, o[\`y\${a}\`], ...o.z] = [b, a, 3, 4]
  ;({ x: a, y2: b = 'none', ...o.rest } = yield* t.pause(o))
  const value = ([a, b] = [b, yield* t.pause(a)])
  return [a, b, o.x, o.y2, o.z, Object.keys(o.rest), value]
`,
  ),
  body(
    'plain pattern: a default that throws closes the iterator',
    `
  const source = { [Symbol.iterator]: () => ({ next() { t.note('next'); return { value: undefined, done: false } }, return() { t.note('close'); return {} } }) }
  const fail = () => { throw new Error('default') }
  try { const [a = fail()] = yield* t.pause(source) } catch (e) { t.note(e.message) }
  const [b, c = 'C'] = source
  return [b, c, yield* t.pause(0)]
`,
  ),
  body(
    'plain pattern: heads of loops, catch, parameters and nested functions',
    `
  const seen = []
  for (const { a = 'A', b: [c, ...d] = [] } of [{}, { a: 1, b: [2, 3, 4] }]) seen.push(a, c, d, yield* t.pause(0))
  for (const [i, { x }] of [{ x: 1 }, { x: 2 }].entries()) seen.push(i + (yield* t.pause(x)))
  try { throw { code: 7, list: [8, 9] } } catch ({ code, list: [, last], none = 'N' }) { seen.push(code, last, none, yield* t.pause(code)) }
  const f = function* ({ a, b: [c] = [a] }, [d = c, ...e] = []) { yield* t.pause(0); return [a, c, d, e] }
  return [seen, yield* f({ a: 1 }), yield* f({ a: 1, b: [2] }, [undefined, 4])]
`,
  ),
  body(
    'plain pattern: variables that closures see',
    `
  let { a, list: [b] } = { a: 1, list: [2] }
  const get = () => [a, b], set = (x) => { [a, b] = x }
  const before = get(); set(yield* t.pause([3, 4]))
  const middle = get();
  [b, a] = [a, b]
  yield* t.pause(0)
  return [before, middle, get(), a, b]
`,
  ),
  body(
    'plain pattern: var, shadowing, and names of the function',
    `
  const x = { y: 1 }
  { const { y: x } = { y: yield* t.pause('inner') }; t.note(x) }
  if (yield* t.pause(true)) { var { y, z = y } = x }
  const [f = () => 'default', { name = 'none' } = f] = []
  return [x, y, z, f.name, f(), name]
`,
  ),
]
