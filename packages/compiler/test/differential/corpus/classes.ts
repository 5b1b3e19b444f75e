// Methods, classes, this, super, private names.

import { body, type Case, module, stateful } from './case.ts'

export const classes: readonly Case[] = [
  body(
    'object method with this',
    `
  const o = { n: 1, *add(x) { this.n += yield* t.pause(x); return this.n } }
  return [yield* o.add(1), yield* o.add(10), o.n]
`,
  ),
  body(
    'object methods call each other',
    `
  const o = { *a(x) { return (yield* this.b(x)) + 'a' }, *b(x) { return yield* t.pause(x + 'b') } }
  return yield* o.a('x')
`,
  ),
  body(
    'a method taken from its object has no this',
    `
  const { m } = { *m() { yield* t.pause(0); return this } }
  return yield* m()
`,
  ),
  body(
    'computed and quoted method names',
    `
  const key = 'com'
  const o = { *[key + 'puted']() { return yield* t.pause(1) }, *'quo ted'() { return yield* t.pause(2) }, *7() { return 7 }, *[Symbol.for('s')]() { return yield* t.pause('s') } }
  return [yield* o.computed(), yield* o['quo ted'](), yield* o[7](), yield* o[Symbol.for('s')]()]
`,
  ),
  body(
    'super in an object method',
    `
  const base = { *m(x) { return ['base', this.name, yield* t.pause(x)] }, get name() { return 'from base' } }
  const o = { __proto__: base, own: 1, *m(x) { const above = yield* super.m(x); return [...above, super.name, this.own] } }
  return yield* o.m('x')
`,
  ),
  stateful(
    'class with process methods of the module',
    `
class Counter {
  #count = 0
  static made = 0
  constructor(start) { this.#count = start; Counter.made++ }
  *add(t, n) { this.#count += yield* t.pause(n); return this.#count }
  get count() { return this.#count }
  static *create(t, n) { return new this(yield* t.pause(n)) }
}
export function* main(t) {
  const before = Counter.made, c = yield* Counter.create(t, 5)
  return [yield* c.add(t, 1), yield* c.add(t, 2), c.count, Counter.made - before]
}
`,
  ),
  module(
    'class: inheritance with super calls of process methods',
    `
class A { constructor(n) { this.n = n } *run(t, x) { return ['A', this.n, yield* t.pause(x)] } static *make(t) { yield* t.pause(0); return new this(9) } }
class B extends A {
  *run(t, x) { const a = yield* super.run(t, x + 1); return ['B', ...a, yield* t.pause(this.n)] }
  static *make(t) { const b = yield* super.make(t); b.made = true; return b }
}
export function* main(t) { const b = yield* B.make(t); return [yield* b.run(t, 1), b.made, b instanceof B, yield* new A(1).run(t, 2)] }
`,
  ),
  module(
    'class: private process methods',
    `
class Secret {
  #value = 1;
  *#work(t, x) { this.#value *= yield* t.pause(x); return this.#value }
  static *#hidden(t) { return yield* t.pause('hidden') }
  *run(t) { return [yield* this.#work(t, 2), yield* this.#work(t, 5), yield* Secret.#hidden(t), #value in this] }
}
export function* main(t) { return yield* new Secret().run(t) }
`,
  ),
  module(
    'class: private fields updated with suspensions',
    `
class Box {
  #x = 1; static #s = 'a';
  *run(t) {
    this.#x += yield* t.pause(2); this.#x++; Box.#s += yield* t.pause('b')
    const o = { other: this }
    o.other.#x **= yield* t.pause(2)
    ;[this.#x, Box.#s] = [yield* t.pause(this.#x + 1), Box.#s + '!']
    return [this.#x, Box.#s, this?.#x, o.other.#x--, (this.#x ??= 0)]
  }
}
export function* main(t) { const box = new Box(); const result = yield* box.run(t); return result.length + ':' + result[0] + result[2] + result[3] + result[4] }
`,
  ),
  module(
    'class: a private name of another object throws',
    `
class Box { #x = 1; *read(t, other) { yield* t.pause(0); return other.#x } }
export function* main(t) { try { return yield* new Box().read(t, {}) } catch (e) { return e.name } }
`,
  ),
  module(
    'class: accessors and static blocks around process methods',
    `
const log = []
class A {
  static { log.push('block') }
  static x = log.push('x')
  #v = 0
  get v() { return this.#v } set v(n) { this.#v = n * 2 }
  *set(t, n) { this.v = yield* t.pause(n); this.v += yield* t.pause(1); return this.v }
}
export function* main(t) { return [yield* new A().set(t, 5), log] }
`,
  ),
  body(
    'class declared in a process function, capturing',
    `
  const factor = yield* t.pause(3)
  class Multiplier { constructor(n) { this.n = n } get value() { return this.n * factor } *run(x) { return this.value + (yield* t.pause(x)) } static of(n) { return new Multiplier(n) } }
  const m = Multiplier.of(yield* t.pause(2))
  return [m.value, yield* m.run(1), m instanceof Multiplier]
`,
  ),
  body(
    'class captures a variable that changes',
    `
  let n = 0
  class A { id = ++n; static count() { return n } }
  const a = new A()
  n += yield* t.pause(10)
  return [a.id, new A().id, A.count(), n]
`,
  ),
  body(
    'class expression, named and anonymous',
    `
  const A = class Inner { static inner = () => Inner.name; x = 1 }, B = class {}
  yield* t.pause(0)
  return [A.name, A.inner(), B.name, typeof Inner, new A().x]
`,
  ),
  body(
    'class with a heritage that suspends',
    `
  class A extends (yield* t.pause(Array)) { last() { return this[this.length - 1] } }
  const a = A.from([1, 2, yield* t.pause(3)])
  return [a.last(), a instanceof Array, a.length]
`,
  ),
  body(
    'class with computed names that suspend, and this inside it is not ours',
    `
  const o = {
    name: 'o',
    *m() {
      class A { [(yield* t.pause('x')) + this.name]() { return this.y } static [this.name] = yield_; y = 'A' }
      return [new A().xo(), A.o]
    },
  }
  var yield_ = 1
  return yield* o.m()
`,
  ),
  body(
    'class extends null and what is no constructor',
    `
  yield* t.pause(0)
  class A extends null {}
  try { class B extends (yield* t.pause(1)) {} } catch (e) { return [e.name, Object.getPrototypeOf(A.prototype)] }
`,
  ),
  body(
    'errors of a class of the process',
    `
  class Problem extends Error { constructor(code) { super('problem ' + code); this.name = 'Problem'; this.code = code } }
  try { yield* t.pause(0); throw new Problem(yield* t.pause(7)) } catch (e) { return [e instanceof Problem, e.name, e.message, e.code] }
`,
  ),
  module(
    'an error of a class of the module leaves',
    `
class Problem extends RangeError {}
function* f(t) { yield* t.pause(0); throw new Problem('leaves') }
export function* main(t) { yield* f(t) }
`,
  ),
  body(
    'getter of an object gives a process function',
    `
  const o = { base: 5, get run() { t.note('get'); return function* (x) { return [this?.base, yield* t.pause(x)] } } }
  return [yield* o.run(1), yield* o.run(yield* t.pause(2))]
`,
  ),
  body(
    'this after a suspension in an argument, in a nested call, in a loop',
    `
  const o = { n: 0, add(x) { this.n += x; return this }, *run() { for (const x of [1, 2]) this.add(yield* t.pause(x)).add(this.n); return this.n } }
  return yield* o.run()
`,
  ),
  module(
    'an iterator class used in a loop',
    `
class Tree { constructor(v, ...kids) { this.v = v; this.kids = kids } *[Symbol.iterator]() { yield this.v; for (const kid of this.kids) yield* kid } }
export function* main(t) {
  const seen = []
  for (const v of new Tree(1, new Tree(2, new Tree(3)), new Tree(4))) seen.push(yield* t.pause(v))
  return [seen, [...new Tree(0)], Math.max(...new Tree(5, new Tree(yield* t.pause(6))))]
}
`,
  ),
  module(
    'methods as process functions in a table of the module',
    `
const handlers = { *get(t, s) { return [s, yield* t.pause('got')] }, *put(t, s, v) { yield* t.pause(0); return [v, 'ok'] }, *default(t, s) { return [s, 'unknown'] } }
export function* main(t) {
  let state = 0
  const seen = []
  for (const [name, ...args] of [['get'], ['put', 5], ['bad'], ['get']]) { const [next, reply] = yield* (handlers[name] ?? handlers.default)(t, state, ...args); state = next; seen.push(reply, state) }
  return seen
}
`,
  ),
  body(
    'object literal with getter, setter, async and generator methods',
    `
  const o = { get a() { return 1 }, set a(v) { t.note(v) }, async b() {}, *c() { yield 1; yield 2 }, async *d() { yield 1 }, *e() { return yield* t.pause('e') } }
  o.a = yield* t.pause('set')
  return [o.a, [...o.c()], yield* o.e(), typeof o.b().then, typeof o.d().next]
`,
  ),
]
