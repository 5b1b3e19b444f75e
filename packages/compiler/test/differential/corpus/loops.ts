// for, while, do, for-in, labels, break, continue.

import { body, type Case } from './case.ts'

export const loops: readonly Case[] = [
  body(
    'for: a suspension in the body',
    `
  let sum = 0
  for (let i = 0; i < 4; i++) { sum += yield* t.pause(i); t.note(sum) }
  return sum
`,
  ),
  body(
    'for: a suspension in initializer, test and update',
    `
  let log = ''
  for (let i = yield* t.pause(1); i < (yield* t.pause(4)); i += yield* t.pause(1)) { log += i; t.note(log) }
  return log
`,
  ),
  body(
    'for: a suspension in the test alone',
    `
  let n = 0
  for (; yield* t.pause(n < 3); ) n++
  return n
`,
  ),
  body(
    'for: a suspension in the update alone',
    `
  let n = 0
  for (let i = 0; i < 3; i = yield* t.pause(i + 1)) n += i
  return n
`,
  ),
  body(
    'for: nothing in the head',
    `
  let n = 0
  for (;;) { if (n === 3) break; n = yield* t.pause(n + 1) }
  return n
`,
  ),
  body(
    'for: several declarators, comma in the update',
    `
  const seen = []
  for (let i = 0, j = 10; i < j; i += 3, j -= yield* t.pause(1)) seen.push([i, j])
  return seen
`,
  ),
  body(
    'for: a var survives the loop',
    `
  for (var i = 0; i < 3; i++) { var last = yield* t.pause(i) }
  return [i, last]
`,
  ),
  body(
    'for: continue runs the update',
    `
  const seen = []
  for (let i = 0; i < 5; i++) { if (i % 2) continue; seen.push(yield* t.pause(i)) }
  return seen
`,
  ),
  body(
    'for: an expression as initializer',
    `
  let i, seen = []
  for (i = 3, t.note('start'); i > 0; i--) seen.push(yield* t.pause(i))
  return [i, seen]
`,
  ),
  body(
    'for: the body shadows the loop variable',
    `
  const seen = []
  for (let i = 0; i < 3; i++) { let i = 'inner'; seen.push(yield* t.pause(i)); i += '!' ; t.note(i) }
  return seen
`,
  ),
  body(
    'for: the body assigns the loop variable',
    `
  const seen = []
  for (let i = 0; i < 10; i++) { seen.push(i); i = yield* t.pause(i + 2) }
  return seen
`,
  ),
  body(
    'for: const in the head',
    `
  let n = 0
  for (const step = yield* t.pause(2); n < 6; ) { n += step }
  return n
`,
  ),
  body(
    'for: const in the head, assigned by the update',
    `
  for (const i = 0; i < 2; i++) t.note(yield* t.pause(i))
`,
  ),
  body(
    'for: a declaration without initializer is undefined in every iteration',
    `
  const seen = []
  for (let i = 0; i < 3; i++) { let x; seen.push(x); x = yield* t.pause(i); seen.push(x) }
  return seen
`,
  ),
  body(
    'for: a var without initializer keeps its value',
    `
  const seen = []
  for (let i = 0; i < 3; i++) { var x; seen.push(x); x = yield* t.pause(i) }
  return seen
`,
  ),
  body(
    'for: the dead zone is entered again in every iteration',
    `
  const seen = []
  for (let i = 0; i < 3; i++) {
    try { if (i > 0) seen.push(x) } catch (error) { seen.push(error.name) }
    let x = yield* t.pause(i)
    seen.push(x)
  }
  return seen
`,
  ),
  body(
    'for: three levels, a suspension in each',
    `
  let text = ''
  for (let a = 0; a < 2; a++) {
    text += yield* t.pause('a' + a)
    for (let b = 0; b < 2; b++) {
      text += yield* t.pause('b' + b)
      for (let c = 0; c < 2; c++) text += yield* t.pause('c' + c)
      text += b
    }
    text += a
  }
  return text
`,
  ),
  body(
    'for: computation without suspensions between two suspensions',
    `
  const from = yield* t.pause(10)
  let sum = 0
  for (let i = from; i > 0; i--) for (let j = 0; j < i; j++) sum += i * j
  return sum + (yield* t.pause(1))
`,
  ),
  body(
    'for: in operator in a parenthesised initializer',
    `
  const o = { a: 1 }
  for (let found = ('a' in o); found; found = yield* t.pause(false)) t.note(found)
  return 'done'
`,
  ),
  body(
    'for: let declared by destructuring',
    `
  const seen = []
  for (let [a, { b }] = yield* t.pause([0, { b: 3 }]); a < b; [a, b] = yield* t.pause([a + 1, b])) seen.push(a, b)
  return seen
`,
  ),
  body(
    'for: return out of nested loops',
    `
  for (let i = 0; ; i++) for (let j = 0; j < 3; j++) { if ((yield* t.pause(i * j)) === 4) return [i, j] }
`,
  ),
  body(
    'for: empty bodies',
    `
  let n = 0
  for (let i = 0; i < 3; n = yield* t.pause(++i));
  while ((yield* t.pause(n--)) > 0);
  do ; while ((yield* t.pause(++n)) < 3)
  return n
`,
  ),
  body(
    'while: a suspension in the test',
    `
  let n = 0
  while ((yield* t.pause(n)) < 3) { n++; t.note(n) }
  return n
`,
  ),
  body(
    'while: a test of several suspensions',
    `
  let n = 0
  while ((yield* t.pause(n < 5)) && ((yield* t.pause(n !== 3)) || (yield* t.pause(n < 2)))) n += yield* t.pause(1)
  return n
`,
  ),
  body(
    'while: never entered',
    `
  while (yield* t.pause(false)) t.note('never')
  while (false) { yield* t.pause(1) }
  return 'out'
`,
  ),
  body(
    'while: continue evaluates the test again',
    `
  let n = 0
  while (t.note(yield* t.pause(n++)) < 4) { if (n % 2) continue; t.note('even ' + n) }
  return n
`,
  ),
  body(
    'do: the body runs before the test',
    `
  let n = 0
  do { n = yield* t.pause(n + 1); t.note(n) } while (n < 3)
  return n
`,
  ),
  body(
    'do: continue goes to the test',
    `
  let n = 0
  do { n++; if (n === 2) continue; t.note(yield* t.pause(n)) } while ((yield* t.pause(n)) < 4)
  return n
`,
  ),
  body(
    'do: break leaves without the test',
    `
  do { yield* t.pause(1); break } while (t.note('never'))
  do { if (yield* t.pause(true)) break; t.note('no') } while (true)
  return 'out'
`,
  ),
  body(
    'do: variables of the body are not visible in the test',
    `
  const x = 'outer'
  let n = 0
  do { const x = 'inner'; t.note(yield* t.pause(x)) } while (n++ < 1 && t.note(x))
  return x
`,
  ),
  body(
    'labels: continue of the outer loop',
    `
  const seen = []
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) { if (j === (yield* t.pause(i))) continue outer; seen.push([i, j]) }
    seen.push('end of ' + i)
  }
  return seen
`,
  ),
  body(
    'labels: break of the outer loop',
    `
  let n = 0
  outer: while (true) {
    do { n += yield* t.pause(1); if (n > 4) break outer } while (n % 3)
    t.note(n)
  }
  return n
`,
  ),
  body(
    'labels: a block is left',
    `
  done: {
    t.note('in')
    if (yield* t.pause(true)) break done
    t.note('never')
  }
  return 'out'
`,
  ),
  body(
    'labels: an if statement is left',
    `
  a: if (yield* t.pause(true)) { t.note(1); if (yield* t.pause(true)) break a; t.note(2) } else t.note(3)
  return 4
`,
  ),
  body(
    'labels: two labels of one loop',
    `
  let n = 0
  a: b: for (;;) { n++; if ((yield* t.pause(n)) < 3) continue a; if (n < 5) continue b; break a }
  return n
`,
  ),
  body(
    'labels: the same name twice in a row, and nested blocks',
    `
  let n = 0
  a: { n += yield* t.pause(1); b: { if (n === 1) break b; break a } n += 10 }
  a: { n += yield* t.pause(100); b: { if (n === 1) break b; break a } n += 10 }
  return n
`,
  ),
  body(
    'labels: continue of a while through a switch',
    `
  let n = 0
  again: while (n < 6) {
    n++
    switch (yield* t.pause(n % 3)) { case 0: continue; case 1: continue again; default: t.note(n) }
    t.note('after')
  }
  return n
`,
  ),
  body(
    'labels: a labelled block within a loop, left by break and continue',
    `
  const seen = []
  for (let i = 0; i < 4; i++) {
    skip: { if (i === 1) break skip; if (i === 2) continue; seen.push(yield* t.pause(i)) }
    seen.push('after ' + i)
  }
  return seen
`,
  ),
  body(
    'for-in: keys in order, integers first',
    `
  const seen = []
  for (const key in { b: 1, 2: 1, a: 1, 1: 1 }) seen.push(yield* t.pause(key))
  return seen
`,
  ),
  body(
    'for-in: inherited keys, not shadowed ones, no symbols',
    `
  const o = Object.create({ x: 1, y: 2 }, { x: { value: 3, enumerable: false }, z: { value: 4, enumerable: true } })
  o[Symbol('s')] = 1
  const seen = []
  for (const key in o) seen.push(yield* t.pause(key))
  return seen
`,
  ),
  body(
    'for-in: a key deleted on the way is not visited',
    `
  const o = { a: 1, b: 2, c: 3, d: 4 }
  const seen = []
  for (const key in o) { seen.push(yield* t.pause(key)); delete o.c }
  return seen
`,
  ),
  body(
    'for-in: deleted and added again on the way',
    `
  const o = { a: 1, b: 2 }
  const seen = []
  for (const key in o) { seen.push(key); if (key === 'a') { delete o.b; yield* t.pause(0); o.b = 3 } }
  return seen
`,
  ),
  body(
    'for-in: null, undefined, a number, a string, an array',
    `
  const seen = []
  for (const key in null) seen.push(yield* t.pause(key))
  for (const key in undefined) seen.push(yield* t.pause(key))
  for (const key in 42) seen.push(yield* t.pause(key))
  for (const key in 'ab') seen.push(yield* t.pause(key))
  for (const key in ['x', , 'y']) seen.push(yield* t.pause(key))
  return seen
`,
  ),
  body(
    'for-in: a suspension in the head',
    `
  const seen = []
  for (var key in yield* t.pause({ a: 1, b: 2 })) { seen.push(key); if (yield* t.pause(key === 'a')) continue; seen.push('!') }
  return [key, seen]
`,
  ),
  body(
    'for-in: assignment targets',
    `
  const o = {}, list = []
  let i = 0, k
  for (o.key in { a: 1, b: 2 }) t.note(yield* t.pause(o.key))
  for (list[i++] in { c: 1, d: 2 }) yield* t.pause(0)
  for (k in { e: 1 }) yield* t.pause(0)
  for ([k] in { fg: 1 }) t.note(k)
  return [o, list, k]
`,
  ),
  body(
    'for-in: a key taken apart',
    `
  const seen = []
  for (const [first, second = yield* t.pause('-')] in { ab: 1, c: 2 }) seen.push(first, second)
  for (let { length } in { abc: 1 }) seen.push(length++, length)
  return seen
`,
  ),
  body(
    'for-in: a key that is no longer enumerable, one that shows an inherited one when deleted',
    `
  const o = Object.create({ c: 'inherited' }, {}), seen = []
  Object.assign(o, { a: 1, b: 2, c: 3 })
  for (const key in o) { seen.push(yield* t.pause(key)); if (key === 'a') { Object.defineProperty(o, 'b', { enumerable: false }); delete o.c } }
  return seen
`,
  ),
  body(
    'for-in: keys of a Proxy',
    `
  const seen = [], o = { a: 1, b: 2 }
  const p = new Proxy(o, { ownKeys(o) { t.note('ownKeys'); return Reflect.ownKeys(o) }, has(o, key) { t.note('has ' + String(key)); return key in o } })
  for (const key in p) seen.push(yield* t.pause(key))
  return seen
`,
  ),
  body(
    'for-in: over arrays and typed arrays that change, over a function and a class',
    `
  const list = ['a', 'b', 'c'], seen = []
  for (const i in list) { seen.push(yield* t.pause(i)); list.length = 2; list.extra = 1 }
  for (const i in Uint8Array.of(7, 8)) seen.push(yield* t.pause(i))
  for (const key in class { static x = 1; static m() {} }) seen.push(yield* t.pause(key))
  return seen
`,
  ),
  body(
    'for-in: break and return',
    `
  for (const key in { a: 1, b: 2, c: 3 }) { if (key === 'b') break; t.note(yield* t.pause(key)) }
  for (const key in { a: 1, b: 2, c: 3 }) { if (key === 'b') return yield* t.pause(key) }
`,
  ),
  body(
    'for-in: nested, over the object itself',
    `
  const o = { a: 1, b: 2 }
  const seen = []
  for (const x in o) for (const y in o) seen.push(yield* t.pause(x + y))
  return seen
`,
  ),
  body(
    'for-in: the head is in the dead zone of its variable',
    `
  yield* t.pause(0)
  for (const x in { [x]: 1 }) t.note(x)
`,
  ),
  body(
    'loops: sequence in the test, update with side effects on members',
    `
  const o = { i: 0 }
  for (; t.note(o.i), o.i < 3; o.i += yield* t.pause(1)) o[o.i] = yield* t.pause(o.i * 2)
  return o
`,
  ),
  body(
    'loops: variables changed in a loop and used after it',
    `
  let a = 0, b = 1
  while (b < 50) { [a, b] = [b, a + b]; if (b % 2) a = yield* t.pause(a) }
  const c = yield* t.pause(a)
  return [a, b, c]
`,
  ),
  body(
    'loops: classes and functions declared in the body are fresh',
    `
  const made = []
  for (let i = 0; i < 2; i++) {
    class Point { constructor(x) { this.x = x } }
    function twice(n) { return n * 2 }
    made.push([Point, twice])
    t.note(new Point(twice(yield* t.pause(i))).x)
  }
  return [made[0][0] === made[1][0], made[0][1] === made[1][1]]
`,
  ),
  body(
    'loops: a conditional continue at the very end, an else with break',
    `
  let n = 0
  for (;;) { if (n++ < 3) { if (yield* t.pause(true)) continue } else break }
  return n
`,
  ),
]
