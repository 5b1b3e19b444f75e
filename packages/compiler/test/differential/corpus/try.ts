// try, catch, finally and every way out of them.

import { body, type Case, module } from './case.ts'

export const tries: readonly Case[] = [
  body(
    'try: nothing is thrown',
    `
  let x = 0
  try { x = yield* t.pause(1) } catch (error) { t.note('never') } finally { t.note(yield* t.pause('finally')) }
  return x
`,
  ),
  body(
    'try: a suspension fails',
    `
  try { yield* t.fail('bad'); t.note('never') } catch (error) { t.note(error.message) }
  return 'after'
`,
  ),
  body(
    'try: a throw statement',
    `
  try { throw yield* t.pause('thrown') } catch (value) { return value + (yield* t.pause('!')) }
`,
  ),
  body(
    'try: a throw before the first suspension',
    `
  try { null.x; yield* t.pause(0) } catch (error) { yield* t.pause(1); return error.name }
`,
  ),
  body(
    'try: anything can be thrown',
    `
  const seen = []
  for (const value of [undefined, null, 0, 'text', { a: 1 }]) try { throw value } catch (error) { seen.push(yield* t.pause(error)) }
  return seen
`,
  ),
  body(
    'catch: without a binding',
    `
  try { yield* t.fail('x') } catch { return yield* t.pause('caught') }
`,
  ),
  body(
    'catch: its binding shadows and is gone afterwards',
    `
  const error = 'outer'
  try { yield* t.fail('inner') } catch (error) { t.note(error.message); error = yield* t.pause('assigned'); t.note(error) }
  return error
`,
  ),
  body(
    'catch: a pattern as binding',
    `
  try { throw { code: 1, list: [2, 3], more: 4 } }
  catch ({ code, list: [a, ...b], missing = yield* t.pause('default'), ...rest }) { return [code, a, b, missing, rest, yield* t.pause(0)] }
`,
  ),
  body(
    'catch: a pattern that throws goes further out',
    `
  try { try { throw null } catch ({ message }) { t.note('never') } finally { t.note(yield* t.pause('finally')) } }
  catch (error) { return error.name }
`,
  ),
  body(
    'catch: throws anew',
    `
  try { try { yield* t.fail('first') } catch (error) { yield* t.pause(0); throw new Error('second: ' + error.message) } }
  catch (error) { return error.message }
`,
  ),
  body(
    'catch: throws the same again',
    `
  let first
  try { try { yield* t.fail('same') } catch (error) { first = error; throw error } } catch (error) { return first === error }
`,
  ),
  body(
    'catch: var in it is a variable of the function, even with the name of the binding',
    `
  try { throw 'thrown' } catch (e) { var e = yield* t.pause('assigned'); t.note(e) }
  return e
`,
  ),
  body(
    'catch: does not catch what is thrown in itself',
    `
  let n = 0
  try { try { yield* t.fail('a') } catch (e) { n++; yield* t.fail('b') } } catch (e) { n += 10; t.note(e.message) }
  return n
`,
  ),
  body(
    'catch: nested, the inner one is done when the outer one works',
    `
  const seen = []
  try {
    try { yield* t.fail(1) } catch (e) { seen.push('inner ' + e.message) }
    yield* t.fail(2)
  } catch (e) { seen.push('outer ' + e.message) }
  return seen
`,
  ),
  body(
    'catch: in a catch clause',
    `
  try { yield* t.fail('a') }
  catch (a) { try { yield* t.fail('b') } catch (b) { t.note(yield* t.pause(a.message + b.message)) } t.note(a.message) }
  return 'done'
`,
  ),
  body(
    'finally: runs after return, which is evaluated before',
    `
  let x = 1
  try { return yield* t.pause(x) } finally { x = yield* t.pause(2); t.note(x) }
`,
  ),
  body(
    'finally: the returned variable is read before',
    `
  let x = 'before'
  try { return x } finally { x = 'after'; yield* t.pause(0); t.note(x) }
`,
  ),
  body(
    'finally: return replaces return',
    `
  try { return yield* t.pause('try') } finally { return yield* t.pause('finally') }
`,
  ),
  body(
    'finally: return replaces a throw',
    `
  try { yield* t.fail('lost') } finally { return yield* t.pause('finally') }
`,
  ),
  body(
    'finally: throw replaces return',
    `
  try { try { return 'lost' } finally { yield* t.fail('finally') } } catch (error) { return error.message }
`,
  ),
  body(
    'finally: throw replaces throw',
    `
  try { yield* t.fail('first') } finally { yield* t.pause(0); throw new TypeError('second') }
`,
  ),
  body(
    'finally: a throw goes on after its suspensions',
    `
  try { try { yield* t.fail('goes on') } finally { t.note(yield* t.pause('one')); t.note(yield* t.pause('two')) } }
  catch (error) { return error.message }
`,
  ),
  body(
    'finally: after a catch that returns',
    `
  try { yield* t.fail('x') } catch (e) { return yield* t.pause(e.message) } finally { t.note(yield* t.pause('finally')) }
`,
  ),
  body(
    'finally: after a catch that throws',
    `
  try { yield* t.fail('x') } catch (e) { yield* t.fail('y') } finally { t.note(yield* t.pause('finally')) }
`,
  ),
  body(
    'finally: replaces what the catch throws',
    `
  try { yield* t.fail('x') } catch (e) { yield* t.fail('y') } finally { return yield* t.pause('finally') }
`,
  ),
  body(
    'finally: break replaces return, the loop goes on behind',
    `
  while (true) { try { return 'lost' } finally { yield* t.pause(0); break } }
  return 'after the loop'
`,
  ),
  body(
    'finally: break replaces a throw',
    `
  do { try { yield* t.fail('lost') } finally { break } } while (false)
  return 'after the loop'
`,
  ),
  body(
    'finally: continue replaces return and throw',
    `
  const seen = []
  for (let i = 0; i < 3; i++) { try { if (i === 1) return 'lost'; yield* t.fail('lost') } finally { seen.push(yield* t.pause(i)); continue } }
  return seen
`,
  ),
  body(
    'finally: break in try runs it',
    `
  for (let i = 0; ; i++) { try { if (yield* t.pause(i === 2)) break; t.note(i) } finally { t.note(yield* t.pause('f' + i)) } }
  return 'done'
`,
  ),
  body(
    'finally: continue in try runs it',
    `
  for (let i = 0; i < 3; i++) { try { if (i === 1) continue; t.note(i) } finally { t.note(yield* t.pause('f' + i)) } t.note('end ' + i) }
  return 'done'
`,
  ),
  body(
    'finally: break and continue in catch run it',
    `
  for (let i = 0; i < 4; i++) {
    try { yield* t.fail('e' + i) } catch (e) { if (i === 0) continue; if (i === 2) break; t.note(e.message) } finally { t.note(yield* t.pause('f' + i)) }
    t.note('end ' + i)
  }
  return 'done'
`,
  ),
  body(
    'finally: a labelled break crosses two of them',
    `
  out: for (;;) {
    try { for (;;) { try { yield* t.pause(0); break out } finally { t.note(yield* t.pause('inner')) } } }
    finally { t.note(yield* t.pause('outer')) }
  }
  return 'done'
`,
  ),
  body(
    'finally: a labelled continue crosses two of them',
    `
  let n = 0
  again: while (n++ < 2) {
    try { do { try { continue again } finally { t.note(yield* t.pause('inner ' + n)) } } while (true) }
    finally { t.note(yield* t.pause('outer ' + n)) }
  }
  return n
`,
  ),
  body(
    'finally: return crosses three of them',
    `
  try { try { try { return t.note('value') } finally { t.note(yield* t.pause(1)) } } finally { t.note(yield* t.pause(2)) } } finally { t.note(yield* t.pause(3)) }
`,
  ),
  body(
    'finally: an inner one drops the return, an outer one returns its own',
    `
  try { for (;;) { try { return 'lost' } finally { break } } t.note('here'); return yield* t.pause('mine') } finally { t.note('last') }
`,
  ),
  body(
    'finally: a break of a labelled block replaces the throw',
    `
  block: try { yield* t.fail('lost') } finally { if (yield* t.pause(true)) break block; t.note('never') }
  return 'after'
`,
  ),
  body(
    'finally: leaves by itself when nothing else does',
    `
  const seen = []
  for (const way of ['none', 'throw', 'return']) {
    const f = function* () {
      try { if (way === 'throw') yield* t.fail('T'); if (way === 'return') return 'R' } finally { seen.push(yield* t.pause(way)) }
      return 'end'
    }
    try { seen.push(yield* f()) } catch (e) { seen.push(e.message) }
  }
  return seen
`,
  ),
  module(
    'finally: every way in, every way out',
    `
function* run(t, first, last) {
  for (let i = 0; i < 2; i++) {
    try {
      t.note('try')
      if (first === 'return') return yield* t.pause('R1')
      if (first === 'throw') yield* t.fail('T1')
      if (first === 'break') break
      if (first === 'continue') continue
    } finally {
      t.note(yield* t.pause('finally'))
      if (last === 'return') return yield* t.pause('R2')
      if (last === 'throw') yield* t.fail('T2')
      if (last === 'break') break
      if (last === 'continue') continue
    }
    t.note('behind')
  }
  return 'end'
}
export function* main(t) {
  const ways = ['nothing', 'return', 'throw', 'break', 'continue']
  for (const first of ways) for (const last of ways) {
    try { t.note([first, last, yield* run(t, first, last)]) } catch (e) { t.note([first, last, e.message]) }
  }
}
`,
  ),
  module(
    'catch and finally: every way in, every way out',
    `
function* run(t, first, last) {
  for (let i = 0; i < 2; i++) {
    try { yield* t.fail('T0') }
    catch (e) {
      t.note(e.message)
      if (first === 'return') return yield* t.pause('R1')
      if (first === 'throw') yield* t.fail('T1')
      if (first === 'break') break
      if (first === 'continue') continue
    } finally {
      t.note(yield* t.pause('finally'))
      if (last === 'return') return yield* t.pause('R2')
      if (last === 'throw') yield* t.fail('T2')
      if (last === 'break') break
      if (last === 'continue') continue
    }
    t.note('behind')
  }
  return 'end'
}
export function* main(t) {
  const ways = ['nothing', 'return', 'throw', 'break', 'continue']
  for (const first of ways) for (const last of ways) {
    try { t.note([first, last, yield* run(t, first, last)]) } catch (e) { t.note([first, last, e.message]) }
  }
}
`,
  ),
  body(
    'finally: within finally, while a throw is on its way',
    `
  try {
    try { yield* t.fail('outer') }
    finally { try { yield* t.fail('inner') } catch (e) { t.note(e.message) } finally { t.note(yield* t.pause('deep')) } }
  } catch (e) { return e.message }
`,
  ),
  body(
    'finally: within finally, while a return is on its way',
    `
  try { return yield* t.pause('value') } finally { try { yield* t.pause(0) } finally { t.note(yield* t.pause('deep')) } t.note('shallow') }
`,
  ),
  body(
    'finally: a loop in it, while a return is on its way',
    `
  try { return 'value' } finally { for (let i = 0; i < 3; i++) { if (i === 1) continue; t.note(yield* t.pause(i)) } }
`,
  ),
  body(
    'finally: a loop in it, left by break, while a throw is on its way',
    `
  try { yield* t.fail('thrown') } finally { for (const x of [1, 2, 3]) { if (x === 2) break; t.note(yield* t.pause(x)) } }
`,
  ),
  body(
    'try: a suspension in every part, twice, in a loop',
    `
  const seen = []
  for (let i = 0; i < 3; i++) {
    try { seen.push(yield* t.pause('t' + i)); if (i) yield* t.fail('e' + i); seen.push('ok') }
    catch (e) { seen.push(yield* t.pause(e.message)); seen.push(yield* t.pause('c' + i)) }
    finally { seen.push(yield* t.pause('f' + i)); seen.push(yield* t.pause('g' + i)) }
  }
  return seen
`,
  ),
  body(
    'try: block variables of try, catch and finally do not meet',
    `
  const x = 'outer', seen = []
  try { const x = yield* t.pause('try'); seen.push(x); throw 0 } catch { let x = yield* t.pause('catch'); seen.push(x) }
  finally { const x = yield* t.pause('finally'); seen.push(x) }
  return [x, seen]
`,
  ),
  body(
    'try: the value of the try block is not lost by suspensions in finally',
    `
  const f = function* (n) { try { return [n, yield* t.pause(n + 1)] } finally { yield* t.pause('a'); yield* t.pause('b') } }
  return [yield* f(1), yield* f(10)]
`,
  ),
  body(
    'try: var assigned in try, read in catch and finally',
    `
  try { var a = yield* t.pause(1); let b = 2; a += b; yield* t.fail('x') } catch { a += 10 } finally { a += yield* t.pause(100) }
  return a
`,
  ),
  body(
    'try: a suspended call in an argument fails',
    `
  const f = (...args) => t.note(args)
  try { f(yield* t.pause(1), yield* t.fail('second'), t.note('never')) } catch (e) { return e.message }
`,
  ),
  body(
    'try: tail position in try is caught',
    `
  const f = function* () { yield* t.pause(0); throw new Error('callee') }
  const g = function* () { try { return yield* f() } catch (e) { return 'caught ' + e.message } }
  return yield* g()
`,
  ),
  body(
    'try: tail position in catch is not caught, finally runs',
    `
  const f = function* (m) { yield* t.fail(m) }
  const g = function* () { try { yield* f('a') } catch (e) { return yield* f('b') } finally { t.note('finally') } }
  try { return yield* g() } catch (e) { return e.message }
`,
  ),
  body(
    'try: tail position in finally',
    `
  const f = function* (v) { return yield* t.pause(v) }
  const g = function* () { try { throw 1 } finally { return yield* f('value') } }
  return yield* g()
`,
  ),
  body(
    'try: an error thrown while a pattern is taken apart',
    `
  try { const { a: { b } } = yield* t.pause({}) } catch (e) { t.note(e.name) }
  try { const [x] = yield* t.pause(null) } catch (e) { t.note(e.name) }
  return 'done'
`,
  ),
  body(
    'try: stack of three catches, each throws to the next',
    `
  try { try { try { yield* t.fail('1') } catch (e) { yield* t.fail(e.message + '2') } } catch (e) { yield* t.fail(e.message + '3') } }
  catch (e) { return yield* t.pause(e.message) }
`,
  ),
  body(
    'try: a throw with a cause',
    `
  try { try { yield* t.fail('root') } catch (cause) { throw new Error('top', { cause }) } } catch (e) { return [e.message, e.cause.message, yield* t.pause(0)] }
`,
  ),
  body(
    'try: nothing in try, something in finally',
    `
  try {} finally { t.note(yield* t.pause('finally')) }
  try { yield* t.pause(0) } catch {} finally {}
  return 'done'
`,
  ),
  body(
    'try: return without a value',
    `
  const f = function* () { try { yield* t.pause(1); return } finally { yield* t.pause(2) } }
  return [yield* f()]
`,
  ),
  body(
    'try: catch is re-entered in the next iteration with a new binding',
    `
  const errors = []
  for (const x of [1, 2]) try { yield* t.fail('e' + x) } catch (e) { errors.push(e); yield* t.pause(0) }
  return [errors[0].message, errors[1].message, errors[0] === errors[1]]
`,
  ),
  body(
    'try: an error passes through two activations with finally',
    `
  const inner = function* () { try { yield* t.fail('deep') } finally { t.note(yield* t.pause('inner')) } }
  const outer = function* () { try { yield* inner() } finally { t.note(yield* t.pause('outer')) } }
  try { yield* outer() } catch (e) { return e.message }
`,
  ),
  body(
    'try: an ordinary callee throws into it',
    `
  const bad = () => { throw new RangeError('ordinary') }
  const seen = []
  for (let i = 0; i < 2; i++) try { seen.push(yield* t.pause(i)); bad(yield* t.pause(1)) } catch (e) { seen.push(e.name) }
  return seen
`,
  ),
  body(
    'try: an assignment that is interrupted leaves the target alone',
    `
  let x = 'old', o = { p: 'old' }
  try { x = yield* t.fail('no') } catch {}
  try { o.p = [1, yield* t.fail('no')] } catch {}
  try { x += yield* t.fail('no') } catch {}
  return [x, o]
`,
  ),
]
