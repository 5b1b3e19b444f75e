// switch: order of tests, fall-through, default anywhere, its one scope.

import { body, type Case } from './case.ts'

export const switches: readonly Case[] = [
  body(
    'switch: breaks after each case',
    `
  const seen = []
  for (let i = 0; i < 4; i++) {
    switch (i) {
      case 0: seen.push(yield* t.pause('zero')); break
      case 2: seen.push(yield* t.pause('two')); break
      default: seen.push(yield* t.pause('other'))
    }
  }
  return seen
`,
  ),
  body(
    'switch: falls through suspensions',
    `
  const seen = []
  for (const x of [1, 2, 3, 4]) {
    switch (x) {
      case 1: seen.push(yield* t.pause('1'))
      case 2: seen.push(yield* t.pause('2')); break
      case 3: yield* t.pause(0)
      case 4: seen.push('3 or 4')
    }
  }
  return seen
`,
  ),
  body(
    'switch: default in the middle, taken when nothing matches',
    `
  const seen = []
  for (const x of ['a', 'b', 'c', 'z']) {
    switch (yield* t.pause(x)) {
      case 'a': seen.push('A')
      default: seen.push(yield* t.pause('D'))
      case 'b': seen.push('B'); break
      case 'c': seen.push(yield* t.pause('C'))
    }
    seen.push('|')
  }
  return seen.join('')
`,
  ),
  body(
    'switch: default first',
    `
  const seen = []
  for (const x of [1, 2]) switch (x) { default: seen.push(yield* t.pause('default')); case 1: seen.push('one') }
  return seen
`,
  ),
  body(
    'switch: tests suspend, in order, and stop at the first match',
    `
  switch (2) {
    case t.note(yield* t.pause(1)): return 'one'
    case t.note(yield* t.pause(2)): t.note('two')
    case t.note(yield* t.pause(3)): return yield* t.pause('through')
    default: return 'default'
  }
`,
  ),
  body(
    'switch: tests behind a default in the middle are evaluated first',
    `
  switch (5) {
    case t.note(yield* t.pause(1)): t.note('one')
    default: t.note(yield* t.pause('default'))
    case t.note(yield* t.pause(3)): t.note('three'); break
    case t.note(yield* t.pause(4)): t.note('four')
  }
  return 'out'
`,
  ),
  body(
    'switch: the discriminant is evaluated once',
    `
  let n = 0
  switch (yield* t.pause(++n)) { case 5: case 6: return 'no'; case 1: t.note(n) }
  return n
`,
  ),
  body(
    'switch: strict equality, NaN matches nothing',
    `
  const of = []
  for (const x of ['1', 1, NaN, null, undefined, -0]) {
    switch (yield* t.pause(x)) {
      case 1: of.push('number'); break
      case '1': of.push('string'); break
      case NaN: of.push('NaN'); break
      case 0: of.push('zero'); break
      case null: of.push('null'); break
      default: of.push('default')
    }
  }
  return of
`,
  ),
  body(
    'switch: without cases, with a default alone',
    `
  switch (t.note(yield* t.pause(1))) {}
  switch (yield* t.pause(2)) { default: t.note(yield* t.pause('default')) }
  return 'done'
`,
  ),
  body(
    'switch: break ends the switch, not the loop around',
    `
  let n = 0
  while (n < 3) { switch (n) { case 1: n = yield* t.pause(2); break } n++ }
  return n
`,
  ),
  body(
    'switch: continue of the loop around',
    `
  const seen = []
  for (let i = 0; i < 4; i++) {
    switch (i) { case 1: yield* t.pause(0); continue; case 2: break; default: seen.push('d' + i) }
    seen.push(i)
  }
  return seen
`,
  ),
  body(
    'switch: a loop within a case',
    `
  const seen = []
  switch (yield* t.pause(1)) {
    case 1: for (const x of [1, 2, 3]) { if (x === 2) continue; if (x === 3) break; seen.push(yield* t.pause(x)) } seen.push('end')
    case 2: seen.push('fell'); break
    case 3: seen.push('never')
  }
  return seen
`,
  ),
  body(
    'switch: nested, break of the inner one',
    `
  switch (yield* t.pause(1)) {
    case 1:
      switch (yield* t.pause(2)) { case 2: t.note('inner'); break; default: t.note('never') }
      t.note('outer')
      break
    default: t.note('never')
  }
  return 'done'
`,
  ),
  body(
    'switch: labelled, break of the outer one',
    `
  out: switch (yield* t.pause(1)) {
    case 1: switch (2) { case yield* t.pause(2): break out }
    default: t.note('never')
  }
  return 'done'
`,
  ),
  body(
    'switch: its cases share one scope',
    `
  const seen = []
  for (const x of [1, 2]) {
    switch (x) {
      case 1: let y = 'set'; const z = yield* t.pause('z'); seen.push(y, z); break
      case 2: y = yield* t.pause('late')
    }
  }
  return seen
`,
  ),
  body(
    'switch: a variable of another case is in its dead zone',
    `
  switch (yield* t.pause(2)) {
    case 1: let y = 1
    case 2: try { y } catch (error) { t.note(error.name) } y = 3
  }
`,
  ),
  body(
    'switch: a variable declared by the case that falls through',
    `
  switch (yield* t.pause(1)) { case 1: let y = yield* t.pause(5); case 2: return y + 1 }
`,
  ),
  body(
    'switch: shadows the variable of its discriminant',
    `
  const x = 1
  switch (x) { case 1: { const x = yield* t.pause('block'); t.note(x) } default: { let x = 'default'; t.note(yield* t.pause(x)) } }
  return x
`,
  ),
  body(
    'switch: the discriminant is outside of its scope, the tests are inside',
    `
  const x = 'outer'
  switch (x) { case yield* t.pause('outer'): t.note('matched'); try { x } catch (error) { t.note(error.name) } let y }
  try { switch (1) { case z: let z } } catch (error) { t.note(error.name) }
  return x
`,
  ),
  body(
    'switch: functions declared in a case are hoisted to all',
    `
  switch (yield* t.pause(2)) { case 1: function f() { return 'hoisted' } case 2: return f() }
`,
  ),
  body(
    'switch: var of a case is a variable of the function',
    `
  switch (yield* t.pause(1)) { case 0: var a = 1; case 1: var b = yield* t.pause(2) }
  return [a, b]
`,
  ),
  body(
    'switch: on true',
    `
  const n = yield* t.pause(15)
  switch (true) {
    case n % 15 === 0: return 'fizzbuzz'
    case n % 3 === 0: return 'fizz'
    default: return n
  }
`,
  ),
  body(
    'switch: the same test twice, the first wins',
    `
  switch (1) { case yield* t.pause(1): return 'first'; case 1: return 'second' }
`,
  ),
  body(
    'switch: a test that throws',
    `
  try { switch (1) { case yield* t.fail('test'): t.note('never'); default: t.note('never') } }
  catch (error) { return error.message }
`,
  ),
  body(
    'switch: break through finally',
    `
  const seen = []
  for (const x of [1, 2]) {
    switch (x) {
      case 1: try { seen.push('try'); break } finally { seen.push(yield* t.pause('finally')) }
      case 2: seen.push('two')
    }
  }
  return seen
`,
  ),
  body(
    'switch: blocks as cases with variables of one name',
    `
  const seen = []
  for (const x of [0, 1]) {
    switch (x) {
      case 0: { const value = yield* t.pause('a'); seen.push(value); break }
      case 1: { const value = yield* t.pause('b'); seen.push(value); break }
    }
  }
  return seen
`,
  ),
  body(
    'switch: return from a case within loops',
    `
  for (let i = 0; ; i++) for (;;) { switch (i) { case 3: return yield* t.pause('three'); default: t.note(i) } break }
`,
  ),
]
