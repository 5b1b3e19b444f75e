// Several suspensions in one expression: what is evaluated before stays evaluated, once, from left to right.

import { type Case, module } from './case.ts'

/** `k(t, x)` is a call that says when it is evaluated; `n(x)` an ordinary one. */
const order = (name: string, text: string) =>
  module(
    name,
    `
function* k(t, x) { t.note(x); return yield* t.pause(x) }
export function* main(t) {
  const n = (x) => t.note(x)
${text}}`,
  )

export const evaluationOrder: readonly Case[] = [
  order(
    'binary: both sides',
    `
  return [(yield* k(t, 8)) - (yield* k(t, 3)), (yield* k(t, 'a')) + n('b'), n('c') + (yield* k(t, 'd')), n(2) ** (yield* k(t, 3))]
`,
  ),
  order(
    'binary: a variable is read before the right side changes it',
    `
  let x = 1
  const change = () => { x = 100; return 1 }
  const a = x + (yield* t.pause(change()))
  x = 1
  const b = (yield* t.pause(change())) + x
  x = 1
  const c = x + ((x = 5), yield* t.pause(x)) + x
  return [a, b, c]
`,
  ),
  order(
    'binary: a variable is read before another process changes it',
    `
  let x = 1
  function* change() { x += 10; yield* t.pause(0); x += 100; return 1000 }
  return [x + (yield* change()) + x, x]
`,
  ),
  order(
    'binary: a property is read before the right side changes it',
    `
  const o = { x: 1 }
  const a = o.x + (yield* t.pause((o.x = 50)))
  const b = o.x * ((o.x = 2), yield* t.pause(3)) * o.x
  return [a, b]
`,
  ),
  order(
    'binary: operands are converted when both are there',
    `
  const v = (name, value) => ({ valueOf() { t.note('valueOf ' + name); return value } })
  return [(yield* t.pause(v('a', 1))) + (yield* k(t, v('b', 2))), v('c', 3) < (yield* k(t, 4)), \`\${v('d', 0) * (yield* t.pause(v('e', 1)))}\`]
`,
  ),
  order(
    'binary: deep on both sides',
    `
  return ((yield* k(t, 1)) + (yield* k(t, 2))) * ((yield* k(t, 3)) - ((yield* k(t, 4)) + n(5) * (yield* k(t, 6))))
`,
  ),
  order(
    'binary: comparison and equality',
    `
  return [(yield* k(t, 1)) < (yield* k(t, 2)), (yield* k(t, 'a')) === n('a'), n(null) == (yield* k(t, undefined)), (yield* k(t, 5)) >>> (yield* k(t, 1))]
`,
  ),
  order(
    'binary: the right side throws, the left one is evaluated',
    `
  try { return (yield* k(t, 'left')) + (yield* t.fail('right')) + (yield* k(t, 'never')) } catch (e) { return e.message }
`,
  ),
  order(
    'logical: the right side only when needed',
    `
  return [
    (yield* k(t, 0)) && (yield* k(t, 'never')), (yield* k(t, 1)) && (yield* k(t, 'and')),
    (yield* k(t, 0)) || (yield* k(t, 'or')), (yield* k(t, 1)) || (yield* k(t, 'never')),
    (yield* k(t, null)) ?? (yield* k(t, 'nullish')), (yield* k(t, 0)) ?? (yield* k(t, 'never')),
  ]
`,
  ),
  order(
    'logical: mixed and nested, as values and as tests',
    `
  const v = (n(1) && (yield* k(t, 0))) || ((yield* k(t, 2)) && !(yield* k(t, 0)) && n('end'))
  if ((yield* k(t, 1)) && (n(0) || (yield* k(t, 'yes')))) t.note('then'); else t.note('else')
  return v
`,
  ),
  order(
    'conditional: one branch',
    `
  const a = (yield* k(t, true)) ? yield* k(t, 'then') : yield* k(t, 'never')
  const b = n(false) ? yield* k(t, 'never') : n('else')
  const c = (yield* k(t, 0)) ? n('never') : (yield* k(t, 1)) ? n('nested') : n('never')
  return [a, b, c, 1 + (n(true) ? yield* k(t, 2) : 0) + (yield* k(t, 3))]
`,
  ),
  order(
    'comma: everything, the last counts',
    `
  const a = (n(1), yield* k(t, 2), n(3), yield* k(t, 4))
  const b = ((yield* k(t, 5)), n(6))
  return [a, b]
`,
  ),
  order(
    'call: callee, arguments, call',
    `
  const f = (...args) => t.note(['called', ...args])
  return [f(yield* k(t, 1), n(2), yield* k(t, 3)), (yield* k(t, f))(n(4), yield* k(t, 5))]
`,
  ),
  order(
    'call: the callee is read before the arguments change it',
    `
  let f = (x) => 'first ' + x
  const a = f(yield* t.pause((f = (x) => 'second ' + x, 1)))
  return [a, f(yield* t.pause(2))]
`,
  ),
  order(
    'call: a variable as argument is read before the next one changes it',
    `
  let x = 'old'
  const list = (...args) => args
  return [list(x, yield* t.pause((x = 'new')), x), list(x, (x = 'newer'), yield* t.pause(x))]
`,
  ),
  order(
    'call: a callee that is no function throws after its arguments',
    `
  const f = undefined
  try { f(yield* k(t, 'argument')) } catch (e) { t.note(e.name) }
  try { f.g(yield* k(t, 'never')) } catch (e) { t.note(e.name) }
  const o = {}
  try { o.g(yield* k(t, 'argument')) } catch (e) { t.note(e.name) }
  try { o.g.h(yield* k(t, 'never')) } catch (e) { t.note(e.name) }
  return 'done'
`,
  ),
  order(
    'call: spread between arguments',
    `
  const f = (...args) => args
  const iterable = (name, ...values) => ({ *[Symbol.iterator]() { t.note('iterate ' + name); yield* values } })
  return f(n(0), ...iterable('a', 1, 2), yield* k(t, 3), ...(yield* k(t, [4, 5])), ...iterable('b', 6), yield* k(t, 7))
`,
  ),
  order(
    'call: the spread array is read before it changes',
    `
  const list = [1, 2], f = (...args) => args
  return f(...list, yield* t.pause(list.push(3)), ...list)
`,
  ),
  order(
    'member call: object, key, arguments, with this',
    `
  const o = { name: 'o', m(...args) { return [this.name, ...args] } }
  return [
    o.m(yield* k(t, 1), yield* k(t, 2)),
    (yield* k(t, o)).m(yield* k(t, 3)),
    o[yield* k(t, 'm')](n(4), yield* k(t, 5), ...(yield* k(t, [6, 7]))),
    (yield* k(t, o))[yield* k(t, 'm')](...n([8]), yield* k(t, 9)),
  ]
`,
  ),
  order(
    'member call: the method is read before the arguments change it',
    `
  const o = { m() { return 'first' } }
  const a = o.m(yield* t.pause((o.m = () => 'second')))
  let p = { m() { return 'p' } }
  const b = p.m(yield* t.pause((p = null)))
  return [a, b, o.m()]
`,
  ),
  order(
    'member call: a getter gives the method, once',
    `
  const o = { x: 'x', get m() { t.note('get m'); return function (y) { return this.x + y } } }
  return [o.m(yield* k(t, 'y')), o['m'](n('z'))]
`,
  ),
  order(
    'member call: chains of calls',
    `
  const make = (path) => ({ add(x) { return make(path + x) }, path })
  return make('').add(yield* k(t, 'a')).add(n('b')).add((yield* k(t, 'c')) + (yield* k(t, 'd'))).path
`,
  ),
  order(
    'member call: deep objects',
    `
  const o = { get a() { t.note('get a'); return { get b() { t.note('get b'); return { c(...args) { return [this === undefined, ...args] } } } } } }
  return o.a.b.c(yield* k(t, 1), o.a.b.c(yield* k(t, 2)))
`,
  ),
  order(
    'process call: arguments suspend before the callee runs',
    `
  function* f(...args) { t.note(['f', ...args]); return yield* t.pause(args.length) }
  return yield* f(yield* k(t, 1), yield* f(yield* k(t, 2)), ...(yield* k(t, [3, 4])))
`,
  ),
  order(
    'process call: of a computed method with suspensions everywhere',
    `
  const o = { name: 'o', *m(...args) { yield* t.pause(0); return [this.name, ...args] } }
  return yield* (yield* k(t, o))[yield* k(t, 'm')](yield* k(t, 1), ...(yield* k(t, [2])), n(3))
`,
  ),
  order(
    'new: class, arguments',
    `
  class Point { constructor(...args) { t.note(['new', ...args]); this.args = args; this.target = new.target === Point } }
  const a = new Point(yield* k(t, 1), n(2), ...(yield* k(t, [3])))
  const b = new (yield* k(t, Point))(yield* k(t, 4))
  const c = new ({ Point }[yield* k(t, 'Point')])()
  return [a.args, a.target, b.args, c.args, a instanceof Point]
`,
  ),
  order(
    'new: of something that is no constructor throws after its arguments',
    `
  const notOne = () => {}
  try { new notOne(yield* k(t, 'argument')) } catch (e) { return e.name }
`,
  ),
  order(
    'new: the class is read before the arguments change it',
    `
  let C = class { name = 'first' }
  const o = new C(yield* t.pause((C = class { name = 'second' })))
  return [o.name, new C().name]
`,
  ),
  order(
    'array literal: elements, holes and spreads',
    `
  return [n(1), yield* k(t, 2), , ...(yield* k(t, [3, 4])), n(5), yield* k(t, 6), ...n('78'), ,]
`,
  ),
  order(
    'array literal: variables are read in their turn',
    `
  let x = 1
  const list = [x, yield* t.pause((x = 2)), x, (x = 3), yield* t.pause(x), x]
  return list
`,
  ),
  order(
    'object literal: values and computed keys',
    `
  return { a: n('A'), b: yield* k(t, 'B'), [yield* k(t, 'c')]: yield* k(t, 'C'), ['d' + n(1)]: n('D'), e: (yield* k(t, 1)) + (yield* k(t, 2)) }
`,
  ),
  order(
    'object literal: keys are converted when they are evaluated',
    `
  const key = (name) => ({ toString() { t.note('key ' + name); return name } })
  return { [key('a')]: yield* k(t, 1), [yield* t.pause(key('b'))]: n(2), [key('c')]: n(3) }
`,
  ),
  order(
    'object literal: spread, getters, methods and later keys win',
    `
  const source = { get x() { t.note('get x'); return 1 }, y: 2 }
  const o = { y: n('first'), ...source, z: yield* k(t, 3), ...(yield* k(t, { y: 'late', w: 4 })), get g() { return this.y }, m() { return this.z }, x: yield* k(t, 'last') }
  return [o, Object.keys(o), o.m()]
`,
  ),
  order(
    'object literal: __proto__, shorthand, numbers, functions get their names',
    `
  const a = n('a')
  const o = { __proto__: yield* k(t, { inherited: 1 }), a, 1: yield* k(t, 'one'), f: () => {}, [yield* k(t, 'g')]: function () {}, ['__proto__']: 2 }
  return [o.inherited, o, o.f.name, o.g.name, Object.keys(o)]
`,
  ),
  order(
    'object literal: a getter and a setter behind a suspension',
    `
  let stored = 1
  const o = { first: yield* k(t, 'f'), get x() { return stored }, set x(v) { stored = v + 1 }, [yield* k(t, 'last')]: 0 }
  o.x = 5
  return [o.x, Object.keys(o)]
`,
  ),
  order(
    'template: parts are converted in their turn',
    `
  const o = (name) => ({ toString() { t.note('string ' + name); return name } })
  return \`\${o('a')}-\${yield* k(t, 'b')}-\${o('c')}\${(yield* k(t, 1)) + (yield* k(t, 2))}-\${yield* t.pause(o('d'))}\`
`,
  ),
  order(
    'template: a symbol throws before the next part',
    `
  try { return \`\${Symbol('s')}\${yield* k(t, 'not reached by V8')}\` } catch (e) { return e.name }
`,
  ),
  order(
    'tagged template: tag, parts, call',
    `
  const tag = (strings, ...values) => [[...strings], [...strings.raw], values, Object.isFrozen(strings)]
  const o = { tag, prefix: 'p', method(strings, x) { return this.prefix + strings[0] + x } }
  return [tag\`a\${yield* k(t, 1)}b\\n\${n(2)}c\${yield* k(t, 3)}\`, (yield* k(t, o)).method\`x\${yield* k(t, 'y')}\`, o[yield* k(t, 'tag')]\`z\${n(1)}\`]
`,
  ),
  order(
    'tagged template: its strings are the same object every time',
    `
  const seen = []
  const tag = (strings, x) => { seen.push(strings); return x }
  for (let i = 0; i < 3; i++) tag\`a\${yield* t.pause(i)}b\`
  tag\`a\${0}b\`
  return [seen[0] === seen[1], seen[1] === seen[2], seen[2] === seen[3]]
`,
  ),
  order(
    'tagged template: its strings are the same object before and after a suspension',
    `
  const seen = []
  const tag = (strings) => seen.push(strings)
  // Called by compiled code: the first call of the tag is one of a call that was never suspended.
  function* loop() { for (let i = 0; i < 3; i++) { tag\`a\${i}b\`; yield* t.pause(i) } }
  yield* loop()
  return [seen[0] === seen[1], seen[1] === seen[2]]
`,
  ),
  order(
    'tagged template: a process function as tag',
    `
  const tag = function* (strings, ...values) { yield* t.pause(0); return strings.join('|') + values.join() }
  return yield* tag\`a\${yield* k(t, 1)}b\${n(2)}\`
`,
  ),
  order(
    'assignment: object, key, value',
    `
  const o = {}
  ;(yield* k(t, o))[yield* k(t, 'a')] = yield* k(t, 1)
  o[n('b')] = yield* k(t, 2)
  o.c = o.d = yield* k(t, 3)
  return o
`,
  ),
  order(
    'assignment: the object is read before the value changes the variable',
    `
  let o = { name: 'first' }
  const first = o
  o.x = yield* t.pause((o = { name: 'second' }, 1))
  let i = 0
  const list = []
  list[i++] = yield* t.pause(i++)
  list[i] = (i = 0, yield* t.pause('two'))
  return [first, o, list, i]
`,
  ),
  order(
    'assignment: to a property of null throws after the value',
    `
  const o = null
  try { o.x = yield* k(t, 'value') } catch (e) { t.note(e.name) }
  try { o[n('key')] = yield* k(t, 'value') } catch (e) { t.note(e.name) }
  return 'done'
`,
  ),
  order(
    'assignment: setters, frozen objects',
    `
  const o = { set x(v) { t.note(['set', v]) } }
  const value = (o.x = yield* k(t, 1))
  try { Object.freeze(o).y = yield* k(t, 2) } catch (e) { t.note(e.name) }
  return value
`,
  ),
  order(
    'assignment: chained through targets with suspensions',
    `
  const o = {}, p = {}
  const value = o[yield* k(t, 'a')] = p[yield* k(t, 'b')] = yield* k(t, 'value')
  return [o, p, value]
`,
  ),
  order(
    'compound: a variable is read before the right side changes it',
    `
  let x = 1
  x += yield* t.pause((x = 10, 100))
  let y = 2
  y *= (y = 5) + (yield* t.pause(y))
  return [x, y]
`,
  ),
  order(
    'compound: object and key once, read before the right side, written after',
    `
  const o = { get p() { t.note('get'); return 1 }, set p(v) { t.note(['set', v]) } }
  const key = { toString() { t.note('key'); return 'p' } }
  const a = ((yield* k(t, o))[yield* k(t, 'p')] += yield* k(t, 5))
  const b = (o[n('p')] -= yield* k(t, 1))
  const c = (o.p ||= yield* k(t, 'never'))
  return [a, b, c]
`,
  ),
  order(
    'compound: index with side effects',
    `
  const list = [1, 2, 3]
  let i = 0
  list[i++] += yield* t.pause(10)
  list[i++] **= yield* t.pause(i)
  list[yield* t.pause(i)] += list[i - 1] + i++
  return [list, i]
`,
  ),
  order(
    'compound: every operator',
    `
  const o = { x: 100 }
  let v = 7
  o.x += yield* t.pause(11); t.note(o.x); o.x -= yield* t.pause(1); t.note(o.x); o.x *= yield* t.pause(3); t.note(o.x)
  o.x /= yield* t.pause(4); t.note(o.x); o.x %= yield* t.pause(50); t.note(o.x); o.x **= yield* t.pause(2); t.note(o.x)
  o.x <<= yield* t.pause(1); t.note(o.x); o.x >>= yield* t.pause(2); t.note(o.x); o.x >>>= yield* t.pause(1); t.note(o.x)
  v &= yield* t.pause(5); t.note(v); v |= yield* t.pause(8); t.note(v); v ^= yield* t.pause(3)
  return v
`,
  ),
  order(
    'compound: logical assignment writes only when it must',
    `
  const o = { get a() { t.note('get a'); return 1 }, set a(v) { t.note(['set a', v]) }, get b() { t.note('get b'); return null }, set b(v) { t.note(['set b', v]) } }
  return [o.a &&= yield* k(t, 'x'), o.a ||= yield* k(t, 'never'), o.a ??= yield* k(t, 'never'), o.b &&= yield* k(t, 'never'), o.b ||= yield* k(t, 'y'), o.b ??= yield* k(t, 'z')]
`,
  ),
  order(
    'compound: logical assignment of variables and computed members',
    `
  let a = 0, b = 1, c
  a ||= yield* k(t, 'a'); b &&= yield* k(t, 'b'); c ??= yield* k(t, 'c')
  a ||= yield* k(t, 'never'); c ??= yield* k(t, 'never')
  const o = {}
  ;(yield* k(t, o))[yield* k(t, 'x')] ??= yield* k(t, 1)
  ;(yield* k(t, o))[yield* k(t, 'x')] ??= yield* k(t, 'never')
  return [a, b, c, o]
`,
  ),
  order(
    'compound: logical assignment names functions',
    `
  let f, g = null
  f ??= () => {}; g ||= function () {}
  yield* t.pause(0)
  return [f.name, g.name]
`,
  ),
  order(
    'compound: a failing right side writes nothing',
    `
  const o = { x: 1, get y() { t.note('get y'); return 2 }, set y(v) { t.note('never') } }
  try { o.x += yield* t.fail('no') } catch {}
  try { o.y += yield* t.fail('no') } catch {}
  try { o.z ??= yield* t.fail('no') } catch {}
  return [o.x, 'z' in o]
`,
  ),
  order(
    'update: prefix and postfix with suspensions in the target',
    `
  const o = { x: 1, y: '5', z: 1n }
  return [o[yield* k(t, 'x')]++, ++(yield* k(t, o))[n('x')], (yield* k(t, o)).y--, o[yield* k(t, 'z')]++, o]
`,
  ),
  order(
    'update: variables in an expression with suspensions',
    `
  let i = 1
  return [i++ + (yield* t.pause(i++)) + i, i-- - (yield* t.pause(--i)) - i, i]
`,
  ),
  order(
    'delete: with suspensions in the target',
    `
  const o = { a: 1, b: { c: 2 } }
  const seen = [delete o[yield* k(t, 'a')], delete (yield* k(t, o)).b.c, delete (yield* k(t, o)).none, delete o?.[yield* k(t, 'x')]]
  try { delete Object.freeze({ x: 1 })[yield* k(t, 'x')] } catch (e) { seen.push(e.name) }
  return [o, seen]
`,
  ),
  order(
    'typeof, void, not, minus of suspensions',
    `
  return [typeof (yield* k(t, 1)), typeof undeclared, typeof (void 0)?.x, void (yield* k(t, 2)), !(yield* k(t, 0)), -(yield* k(t, '3')), ~(yield* k(t, 4)), +(yield* k(t, '5'))]
`,
  ),
  order(
    'in and instanceof',
    `
  class A {}
  return [(yield* k(t, 'x')) in (yield* k(t, { x: 1 })), new A() instanceof (yield* k(t, A)), (yield* k(t, [])) instanceof n(Array) , 'y' in (yield* k(t, {}))]
`,
  ),
  order(
    'in: of no object throws when both sides are evaluated',
    `
  try { return n('a') in (yield* k(t, 1)) } catch (e) { return e.name }
`,
  ),
  order(
    'optional chain: stops before suspensions in keys and arguments',
    `
  const nothing = null, o = { m: (x) => x, none: undefined }
  return [
    nothing?.[yield* k(t, 'never')], nothing?.m(yield* k(t, 'never')), o.none?.(yield* k(t, 'never')), o?.m(yield* k(t, 1)),
    o?.[yield* k(t, 'm')]?.(yield* k(t, 2)), (yield* k(t, null))?.a.b.c(yield* k(t, 'never')), (yield* k(t, o))?.m(n(3)), o.m?.(yield* k(t, 4)),
  ]
`,
  ),
  order(
    'optional chain: long, with this',
    `
  const o = { name: 'o', self() { return this }, m(x) { return [this?.name, x] } }
  return [o?.self()?.m(yield* k(t, 1)), o.self?.().self?.()?.m?.(yield* k(t, 2)), (o?.m)(yield* k(t, 3)), o?.self().none?.deep.deeper(yield* k(t, 'never'))]
`,
  ),
  order(
    'optional chain: parentheses end it',
    `
  const o = null
  try { return (o?.a).b(yield* k(t, 'never')) } catch (e) { return e.name }
`,
  ),
  order(
    'optional chain: process calls',
    `
  const o = { *m(x) { return [this === o, yield* t.pause(x)] } }, none = undefined
  return [yield* o?.m(yield* k(t, 1)), yield* o.m?.(2), yield* (none?.m(yield* k(t, 'never')) ?? o.m(3))]
`,
  ),
  order(
    'member: key behind a suspension',
    `
  const o = { a: { b: [1, 2, 3] } }
  return [o[yield* k(t, 'a')][n('b')][yield* k(t, 1)], (yield* k(t, o)).a.b.length, (yield* t.pause([1, 2]))[(yield* k(t, 0)) + 1]]
`,
  ),
  order(
    'member: the object is read before the key changes the variable',
    `
  let o = { a: 1 }
  const x = o[yield* t.pause((o = { a: 2 }, 'a'))]
  return [x, o.a]
`,
  ),
  order(
    'class: heritage, computed keys, static fields in order',
    `
  class Base { static kind = 'base' }
  class A extends (yield* k(t, Base)) {
    static first = n('static first');
    [yield* k(t, 'm')]() { return 'method' }
    static [yield* k(t, 's')] = n('static value')
    field = n('field')
  }
  return [new A().m(), A.s, A.kind, A.first]
`,
  ),
  order(
    'throw: the value suspends',
    `
  try { throw (yield* k(t, 'a')) + (yield* k(t, 'b')) } catch (e) { return e }
`,
  ),
  order(
    'return: of an object with suspensions',
    `
  return { list: [yield* k(t, 1), { deep: yield* k(t, 2) }], [yield* k(t, 'key')]: (yield* k(t, 3)) ? yield* k(t, 4) : 0 }
`,
  ),
  order(
    'nested: suspensions as arguments of suspensions',
    `
  return yield* k(t, (yield* k(t, (yield* k(t, 1)) + 1)) + (yield* k(t, 10)))
`,
  ),
  order(
    'nested: an assignment in an argument of a call with suspensions',
    `
  let a, b
  const list = (...args) => args
  return [list((a = yield* k(t, 1)), (b = a + (yield* k(t, 2))), a + b, (a = 10), a + (yield* k(t, 3))), a, b]
`,
  ),
  order(
    'nested: a conditional within a call within a binary with suspensions in all',
    `
  const f = (x, y) => x * y
  return (yield* k(t, 1)) + f((yield* k(t, 1)) ? yield* k(t, 2) : yield* k(t, 'never'), n(3) || (yield* k(t, 'never'))) - (yield* k(t, 4))
`,
  ),
  order(
    'nested: logical inside a spread inside an object inside an array',
    `
  return [{ ...((yield* k(t, false)) && { never: 1 }), ...((yield* k(t, true)) && { yes: yield* k(t, 1) }) }, ...((yield* k(t, null)) ?? [yield* k(t, 2)])]
`,
  ),
  order(
    'expression statement: nothing of a suspension is used',
    `
  yield* k(t, 1), n(2)
  ;(yield* k(t, 3)) && n('and')
  ;[yield* k(t, 4)]
  void (yield* k(t, 5))
  ;(yield* k(t, null))?.x
`,
  ),
  order(
    'yield* has the lowest precedence',
    `
  const v = yield* n(true) ? k(t, 'a') : k(t, 'b')
  const w = yield* (null, n(1), k(t, 'c'))
  return [v, w]
`,
  ),
]
