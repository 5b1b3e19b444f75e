// Exceptions on their way through calls, and the ones that leave.

import { body, type Case, module } from './case.ts'

export const errors: readonly Case[] = [
  body('leaves: before any suspension', `throw new TypeError('early')`),
  body(
    'leaves: behind a suspension',
    `
  yield* t.pause(0)
  throw new RangeError('late')
`,
  ),
  body('leaves: from a suspension', `yield* t.fail('suspended')`),
  body(
    'leaves: no error but a value',
    `
  throw yield* t.pause({ code: 1 })
`,
  ),
  body(
    'leaves: undefined',
    `
  yield* t.pause(0)
  throw undefined
`,
  ),
  module(
    'leaves: from three calls deep',
    `
function* a(t) { return [yield* b(t)] }
function* b(t) { const x = yield* c(t); return x }
function* c(t) { yield* t.pause(0); throw new SyntaxError('deep') }
export function* main(t) { return yield* a(t) }
`,
  ),
  module(
    'caught by the caller: thrown before a suspension',
    `
function* f(t) { throw new Error('before'); yield* t.pause(0) }
export function* main(t) { try { yield* f(t) } catch (e) { return [e.message, yield* t.pause(1)] } }
`,
  ),
  module(
    'caught by the caller: thrown after a suspension',
    `
function* f(t) { yield* t.pause(0); throw new Error('after') }
export function* main(t) { try { yield* f(t) } catch (e) { return [e.message, yield* t.pause(1)] } }
`,
  ),
  module(
    'caught two calls up, finally on the way',
    `
function* inner(t, when) { if (when === 'before') throw new Error(when); yield* t.pause(0); throw new Error(when) }
function* middle(t, when) { try { return yield* inner(t, when) } finally { t.note('middle'); yield* t.pause(1) } }
export function* main(t) {
  const seen = []
  for (const when of ['before', 'after']) try { yield* middle(t, when) } catch (e) { seen.push(e.message) }
  return seen
}
`,
  ),
  module(
    'caught and answered, call after call',
    `
function* risky(t, n) { if (n % 2) yield* t.fail('odd ' + n); return yield* t.pause(n) }
function* safe(t, n) { try { return yield* risky(t, n) } catch (e) { return e.message } }
export function* main(t) { const seen = []; for (let n = 0; n < 4; n++) seen.push(yield* safe(t, n)); return seen }
`,
  ),
  module(
    'retried until it works',
    `
function* flaky(t, state) { state.tries++; yield* t.pause(0); if (state.tries < 3) throw new Error('try ' + state.tries); return 'worked' }
export function* main(t) {
  const state = { tries: 0 }
  for (;;) try { return [yield* flaky(t, state), state.tries] } catch (e) { t.note(e.message); yield* t.pause('back off') }
}
`,
  ),
  module(
    'thrown by a recursive call, caught half way',
    `
function* down(t, n) {
  if (n === 0) yield* t.fail('bottom')
  if (n === 3) try { return yield* down(t, n - 1) } catch (e) { return e.message + ' caught at ' + n }
  return (yield* down(t, n - 1)) + '<' + n
}
export function* main(t) { return yield* down(t, 5) }
`,
  ),
  body(
    'thrown by an ordinary function that a suspension is an argument of',
    `
  const f = (x) => { throw new Error('f ' + x) }
  try { f(yield* t.pause(1)); t.note('never') } catch (e) { t.note(e.message) }
  try { t.note('before'); f(yield* t.pause(2)) + (yield* t.pause('never')) } catch (e) { return e.message }
`,
  ),
  body(
    'thrown by a getter, a setter, valueOf, a constructor, an iterator',
    `
  const bad = (name) => { throw new Error(name) }
  const seen = []
  const attempt = function* (f) { try { yield* f() } catch (e) { seen.push(e.message) } }
  yield* attempt(function* () { return (yield* t.pause({ get x() { bad('getter') } })).x })
  yield* attempt(function* () { ({ set x(v) { bad('setter') } }).x = yield* t.pause(1) })
  yield* attempt(function* () { return (yield* t.pause(1)) + (yield* t.pause({ valueOf() { bad('valueOf') } })) })
  yield* attempt(function* () { new (class { constructor() { bad('constructor') } })(yield* t.pause(1)) })
  yield* attempt(function* () { for (const x of yield* t.pause({ [Symbol.iterator]() { bad('iterator') } })) t.note('never') })
  yield* attempt(function* () { return [...(yield* t.pause({ [Symbol.iterator]() { bad('spread') } }))] })
  return seen
`,
  ),
  body(
    'TypeErrors of the language',
    `
  const seen = []
  const attempt = function* (f) { try { seen.push(yield* f()) } catch (e) { seen.push(e.name) } }
  yield* attempt(function* () { return null.x + (yield* t.pause(0)) })
  yield* attempt(function* () { return (yield* t.pause(undefined)).x })
  yield* attempt(function* () { return (yield* t.pause(null))[t.note('key evaluated')] })
  yield* attempt(function* () { return 'a' in (yield* t.pause('b')) })
  yield* attempt(function* () { return 1 instanceof (yield* t.pause({})) })
  yield* attempt(function* () { return Symbol() + (yield* t.pause('')) })
  yield* attempt(function* () { return 1n + (yield* t.pause(1)) })
  yield* attempt(function* () { return [...(yield* t.pause(1))] })
  yield* attempt(function* () { return Math.max(...(yield* t.pause(undefined))) })
  yield* attempt(function* () { return new (yield* t.pause({}))() })
  yield* attempt(function* () { return (yield* t.pause('text'))() })
  yield* attempt(function* () { 'use strict'; (yield* t.pause('text')).length = 1 })
  return seen
`,
  ),
  body(
    'the error object passes unchanged',
    `
  const error = new Error('identity')
  const f = function* () { yield* t.pause(0); throw error }
  try { yield* f() } catch (e) { return [e === error, e.message] }
`,
  ),
  body(
    'an error is a value until it is thrown',
    `
  const e = yield* t.pause(new Error('value'))
  t.note(e.message)
  return yield* t.pause(e)
`,
  ),
  body(
    'suspensions of other kinds around a failure in one expression',
    `
  let x = 0
  try { x = (x += yield* t.pause(1)) + (yield* t.fail('middle')) + (x += yield* t.pause(100)) } catch (e) { return [x, e.message] }
`,
  ),
  body(
    'AggregateError and a chain of causes',
    `
  const all = []
  for (const m of ['a', 'b']) try { yield* t.fail(m) } catch (e) { all.push(e) }
  throw new AggregateError(all, 'both')
`,
  ),
  module(
    'a failure in a default parameter of a callee, behind a suspension',
    `
function* f(t, x = yield_fail(t)) { return x }
function yield_fail(t) { t.note('default'); throw new Error('default') }
export function* main(t) { yield* t.pause(0); try { return yield* f(t) } catch (e) { return [e.message, yield* f(t, 1)] } }
`,
  ),
  module(
    'too deep: a RangeError of an ordinary function is caught',
    `
const deep = (n) => 1 + deep(n + 1)
export function* main(t) { yield* t.pause(0); try { return deep(0) } catch (e) { return [e.name, yield* t.pause('alive')] } }
`,
  ),
]
