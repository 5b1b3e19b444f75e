// Expressions beside suspensions, and values that live across them.

import { body, type Case } from './case.ts'

export const expressions: readonly Case[] = [
  body(
    'regex: with state across suspensions',
    `
  const words = /(\\w)(\\w*)/g, seen = []
  let match
  while ((match = words.exec('one two three'))) seen.push(yield* t.pause(match[1]), words.lastIndex)
  return seen
`,
  ),
  body(
    'regex: a literal is a new object each time',
    `
  const make = () => /a/g
  const list = []
  for (let i = 0; i < 2; i++) { const r = /a/g; r.test('aa'); list.push(r); yield* t.pause(0) }
  return [list[0] === list[1], list[0].lastIndex, make() === make(), 'x-y'.replace(/(?<l>\\w)-(?<r>\\w)/u, '$<r>/$<l>')]
`,
  ),
  body(
    'regex: division beside it',
    `
  let a = 8, g = 2
  const x = a / (yield* t.pause(2)) / g
  const y = [...'a/b'.matchAll(/\\//g)].length / (yield* t.pause(1))
  return [x, y]
`,
  ),
  body(
    'bigint',
    `
  let big = 2n ** 64n
  big += yield* t.pause(1n); big++
  const seen = [big, -big, big > 5, typeof big, BigInt.asUintN(8, big)]
  try { seen.push(big + (yield* t.pause(1))) } catch (e) { seen.push(e.name) }
  return seen
`,
  ),
  body(
    'numbers: literals of every kind',
    `
  return [0x1f, 0o17, 0b11, 1_000, 1e3, .5, 5., yield* t.pause(-0), NaN, Infinity, 0.1 + 0.2]
`,
  ),
  body(
    'strings: escapes and line ends',
    `
  return ['\\u{1F600}', '\\x41\\n\\t', "it's", 'a\\
b', yield* t.pause('\\0'), '\\u2028'.length]
`,
  ),
  body(
    'template: nested, with line ends',
    `
  const x = yield* t.pause('x')
  return \`a\${\`b\${x}\${yield* t.pause(\`c\${1 + 1}\`)}\`}
second \\\`line\\\` \\\${no}\`
`,
  ),
  body(
    'template: String.raw',
    `
  return String.raw\`\\n\${yield* t.pause(1)}\\u\`
`,
  ),
  body(
    'optional chaining without suspensions',
    `
  const o = { a: { b: null }, f: () => 'f' }
  yield* t.pause(0)
  return [o?.a?.b?.c, o.x?.y.z, o.f?.(), o.g?.(), o?.['a'], delete o?.a?.b, o]
`,
  ),
  body(
    'nullish and logical assignment without suspensions',
    `
  const o = { zero: 0, none: null }
  o.zero ??= 1; o.none ??= 2; o.zero ||= 3; o.none &&= 4
  return [o, yield* t.pause(null) ?? 'never reached by precedence']
`,
  ),
  body(
    'exponent, remainder, shifts',
    `
  const two = yield* t.pause(2)
  return [two ** 3 ** two, (-two) ** two, -7 % 3, -1 >>> 28, 1 << 33, ~two, two ^ 3]
`,
  ),
  body(
    'undeclared variables',
    `
  const seen = [typeof undeclared]
  try { undeclared } catch (e) { seen.push(e.name, e.message) }
  try { undeclared = yield* t.pause(1) } catch (e) { seen.push(e.name) }
  try { undeclared() } catch (e) { seen.push(e.name) }
  return seen
`,
  ),
  body(
    'undefined, NaN and Infinity are values',
    `
  let a = yield* t.pause(undefined)
  return [a === undefined, a, [undefined], { a: undefined }, void 0]
`,
  ),
  body(
    'getters with side effects',
    `
  let reads = 0
  const o = { get x() { return ++reads }, set x(v) { t.note(v) } }
  const a = o.x + (yield* t.pause(o.x)) + o.x
  o.x++
  o.x += o.x
  return [a, reads]
`,
  ),
  body(
    'a proxy sees every access once',
    `
  const p = new Proxy({ a: 1, f() { return 'f' } }, {
    get(o, key) { t.note(['get', key]); return o[key] }, set(o, key, v) { t.note(['set', key, v]); o[key] = v; return true },
    has(o, key) { t.note(['has', key]); return key in o }, deleteProperty(o, key) { t.note(['delete', key]); return delete o[key] },
  })
  p.a += yield* t.pause(1); p.f(yield* t.pause(0)); p[yield* t.pause('b')] = yield* t.pause(2); p.c ??= 3
  return ['a' in p, delete p.b, { ...p }.a]
`,
  ),
  body(
    'dates, maps, sets, typed arrays, errors and symbols live across',
    `
  const date = new Date(0), map = new Map([[1, { a: 1 }]]), set = new Set([1]), bytes = new Uint8Array([1, 2]), error = new TypeError('t'), symbol = Symbol.for('s')
  yield* t.pause(0)
  map.get(1).a = 2; set.add(2); bytes[0] = 9
  return [date, map, set, bytes, error.message, symbol === Symbol.for('s')]
`,
  ),
  body(
    'two variables hold one object',
    `
  const a = { n: 1 }, b = a
  yield* t.pause(0)
  b.n = 2
  return [a, a === b]
`,
  ),
  body(
    'a cyclic object',
    `
  const a = { name: 'a' }
  a.self = a
  yield* t.pause(0)
  return [a.self.self === a, a.self.name]
`,
  ),
  body(
    'debugger and empty statements',
    `
  ;;
  if (yield* t.pause(false)) debugger
  { }
  return 'done'
`,
  ),
  body(
    'if and else in chains, with declarations in blocks',
    `
  const seen = []
  for (let i = 0; i < 4; i++) {
    if (i === (yield* t.pause(0))) { const x = 'zero'; seen.push(x) }
    else if ((yield* t.pause(i)) === 1) seen.push(yield* t.pause('one'))
    else if (i === 2) { let x = yield* t.pause('two'); x += '!'; seen.push(x) }
    else seen.push('more')
  }
  return seen
`,
  ),
  body(
    'if: tests with side effects in order',
    `
  let n = 0
  if (n++ === 1 || (yield* t.pause(n++)) === 1 && n++ === 2) t.note('yes'); else t.note('no')
  return n
`,
  ),
  body(
    'sequence of suspensions in a declaration',
    `
  const a = (yield* t.pause(1), yield* t.pause(2)), b = (t.note('b'), a)
  return [a, b]
`,
  ),
  body(
    'the result of a suspension is used at once and again',
    `
  let x
  const a = (x = yield* t.pause(5)) * x
  const b = (x += 1) + (yield* t.pause(x)) + x--
  return [a, b, x]
`,
  ),
  body(
    'async functions and await inside a nested function',
    `
  const f = async (x) => { await null; for await (const y of [x]) return y }
  const promise = f(yield* t.pause(1))
  return promise instanceof Promise
`,
  ),
  body(
    'new.target and import.meta',
    `
  const f = function () { return new.target === undefined }
  return [f(), typeof import.meta.url, yield* t.pause(typeof import.meta)]
`,
  ),
  body(
    'strict mode: this is undefined in a plain call, frozen objects throw',
    `
  const f = function () { return this }
  yield* t.pause(0)
  try { Object.freeze([]).push(1) } catch (e) { return [f(), e.name] }
`,
  ),
  body(
    'direct eval reads locals',
    `
  const x = yield* t.pause(2)
  return eval('x + 1')
`,
  ),
  body(
    'string and number methods on results',
    `
  return [(yield* t.pause('text')).toUpperCase(), (yield* t.pause(3.14159)).toFixed(2), (yield* t.pause([3, 1, 2])).sort().join(), (yield* t.pause('a,b')).split(',').map((x) => x + x)]
`,
  ),
  body(
    'JSON and structuredClone of results',
    `
  return [JSON.stringify(yield* t.pause({ a: [1, { b: null }] })), structuredClone(yield* t.pause(new Map([[1, 2]])))]
`,
  ),
  body(
    'comments and odd spacing in a suspension',
    `
  const x = yield /* one */ * /* two */ t /* three */ . pause( /* four */ 1 /* five */ ) // six
  return yield *
    // seven
    t.pause(x)
`,
  ),
  body(
    'no semicolons: a suspension at the beginning of a line',
    `
  const list = []
  yield* t.pause(1)
  list.push(yield* t.pause(2))
  const f = () => list
  yield* t.pause(3)
  return f()
`,
  ),
]
