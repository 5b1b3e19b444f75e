// Small programs as somebody would write them.

import { type Case, module, stateful } from './case.ts'

export const programs: readonly Case[] = [
  module(
    'queens',
    `
function* queens(t, n, row, columns, left, right) {
  if (row === n) return 1
  let count = 0
  for (let c = 0; c < n; c++) {
    const a = 1 << c, b = 1 << (row + c), e = 1 << (row - c + n)
    if ((columns & a) || (left & b) || (right & e)) continue
    count += yield* queens(t, n, row + 1, columns | a, left | b, right | e)
  }
  return count
}
export function* main(t) { yield* t.pause(0); return yield* queens(t, 5, 0, 0, 0, 0) }
`,
  ),
  module(
    'sieve',
    `
export function* main(t) {
  const limit = yield* t.pause(60), composite = new Uint8Array(limit + 1), primes = []
  for (let i = 2; i <= limit; i++) { if (composite[i]) continue; primes.push(i); for (let j = i * i; j <= limit; j += i) composite[j] = 1 }
  return primes
}
`,
  ),
  module(
    'quicksort in place',
    `
function* partition(t, list, low, high) {
  const pivot = list[high]
  let i = low
  for (let j = low; j < high; j++) if (list[j] < pivot) { const x = list[i]; list[i++] = list[j]; list[j] = x }
  ;[list[i], list[high]] = [list[high], list[i]]
  return yield* t.pause(i)
}
function* sort(t, list, low = 0, high = list.length - 1) {
  if (low >= high) return list
  const p = yield* partition(t, list, low, high)
  yield* sort(t, list, low, p - 1)
  return yield* sort(t, list, p + 1, high)
}
export function* main(t) { return yield* sort(t, [5, 3, 8, 1, 9, 2, 7, 3]) }
`,
  ),
  module(
    'merge sort',
    `
function* sort(t, list) {
  if (list.length < 2) return list
  const middle = list.length >> 1
  const [a, b] = [yield* sort(t, list.slice(0, middle)), yield* sort(t, list.slice(middle))]
  const out = []
  let i = 0, j = 0
  while (i < a.length || j < b.length) out.push(j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++])
  yield* t.pause(0)
  return out
}
export function* main(t) { return yield* sort(t, [5, 3, 8, 1, 9, 2, 7]) }
`,
  ),
  module(
    'towers of Hanoi',
    `
function* move(t, n, from, to, by) {
  if (n === 0) return 0
  const before = yield* move(t, n - 1, from, by, to)
  t.note(from + to)
  return before + 1 + (yield* move(t, n - 1, by, to, from))
}
export function* main(t) { yield* t.pause(0); return yield* move(t, 4, 'a', 'b', 'c') }
`,
  ),
  module(
    'tokens of an arithmetic expression, and its value',
    `
function* parse(t, text) {
  let at = 0
  const peek = () => text[at], take = () => text[at++]
  function* sum() { let value = yield* product(); while (peek() === '+' || peek() === '-') { if (take() === '+') value += yield* product(); else value -= yield* product() } return value }
  function* product() { let value = yield* atom(); while (peek() === '*') { take(); value *= yield* atom() } return value }
  function* atom() {
    if (peek() === '(') { take(); const value = yield* sum(); if (take() !== ')') throw new SyntaxError('expected ) at ' + at); return value }
    const from = at
    while (/\\d/.test(peek() ?? '')) take()
    if (from === at) throw new SyntaxError('expected a number at ' + at)
    return yield* t.pause(Number(text.slice(from, at)))
  }
  return yield* sum()
}
export function* main(t) {
  const seen = [yield* parse(t, '1+2*(3-4)*5'), yield* parse(t, '((7))')]
  for (const bad of ['(1', '1+']) try { yield* parse(t, bad) } catch (e) { seen.push(e.message) }
  return seen
}
`,
  ),
  module(
    'breadth first search',
    `
const graph = { a: ['b', 'c'], b: ['d'], c: ['d', 'e'], d: ['f'], e: ['f'], f: [] }
function* search(t, from, to) {
  const queue = [[from]], visited = new Set([from])
  while (queue.length > 0) {
    const path = queue.shift(), node = path.at(-1)
    if (node === to) return path
    for (const next of graph[node]) { if (visited.has(next)) continue; visited.add(next); queue.push([...path, yield* t.pause(next)]) }
  }
}
export function* main(t) { return [yield* search(t, 'a', 'f'), yield* search(t, 'f', 'a')] }
`,
  ),
  module(
    'a state machine of functions that return functions',
    `
function* idle(t, s) { s.log.push(yield* t.pause('idle')); return s.n < 3 ? busy : null }
function* busy(t, s) { s.n++; s.log.push('busy ' + (yield* t.pause(s.n))); return s.n % 2 ? busy : idle }
export function* main(t) { const s = { n: 0, log: [] }; let state = idle; while (state) state = yield* state(t, s); return s.log }
`,
  ),
  module(
    'a generic server with a callback module',
    `
function* loop(t, module, state, inbox) {
  for (;;) {
    const message = yield* t.pause(inbox.shift())
    if (message === undefined) return yield* module.terminate('normal', state)
    const { type, value } = message
    if (type === 'call') { const [reply, next] = yield* module.handleCall(value, state); t.note(reply); state = next }
    else state = yield* module.handleCast(value, state)
  }
}
export function* main(t) {
  const stack = {
    *handleCall(request, state) { switch (request) { case 'pop': { const [top, ...rest] = state; return [top, rest] } default: return ['size ' + state.length, state] } },
    *handleCast(value, state) { return [yield* t.pause(value), ...state] },
    *terminate(reason, state) { return [reason, state] },
  }
  return yield* loop(t, stack, ['first'], [{ type: 'cast', value: 'second' }, { type: 'call', value: 'pop' }, { type: 'call', value: 'size' }, { type: 'cast', value: 'third' }])
}
`,
  ),
  module(
    'a supervisor loop with restarts',
    `
function* child(t, n, health) { for (let i = 0; ; i++) { yield* t.pause(i); if (i === n) { if (health.left-- > 0) throw new Error('crash of ' + n); return 'child ' + n } } }
export function* main(t) {
  const health = { left: 2 }, results = []
  children: for (const n of [1, 2]) {
    for (let attempt = 1; attempt <= 3; attempt++) {
      try { results.push(yield* child(t, n, health)); continue children } catch ({ message }) { t.note([attempt, message]) } finally { t.note('attempt over') }
    }
    results.push('gave up')
  }
  return results
}
`,
  ),
  stateful(
    'collatz with a memo',
    `
const memo = new Map([[1, 1]])
function* length(t, n) {
  const known = memo.get(n)
  if (known !== undefined) return known
  const value = 1 + (yield* length(t, n % 2 ? 3 * n + 1 : n / 2))
  memo.set(n, value)
  return value
}
export function* main(t) { let best = [0, 0]; for (let n = 1; n < 12; n++) { const l = yield* length(t, yield* t.pause(n)); if (l > best[1]) best = [n, l] } return best }
`,
  ),
  module(
    'matrix product with typed arrays',
    `
export function* main(t) {
  const n = 3, a = Float64Array.from({ length: n * n }, (_, i) => i), b = a.map((x) => x * 2), c = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { let sum = 0; for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j]; c[i * n + j] = yield* t.pause(sum) }
  return c
}
`,
  ),
  module(
    'words counted and printed in columns',
    `
export function* main(t) {
  const counts = Object.create(null)
  for (const word of (yield* t.pause('the cat and the dog and the bird')).split(' ')) counts[word] = (counts[word] ?? 0) + 1
  const rows = Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  let text = ''
  for (const [word, n] of rows) text += \`\${word.padEnd(5)}|\${'*'.repeat(yield* t.pause(n))}\\n\`
  return text
}
`,
  ),
  module(
    'game of life',
    `
function* step(t, cells, size) {
  const next = []
  for (let y = 0; y < size; y++) {
    const row = []
    for (let x = 0; x < size; x++) {
      let around = 0
      for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) { if (dx === 0 && dy === 0) continue; around += cells[y + dy]?.[x + dx] ?? 0 }
      row.push(around === 3 || (around === 2 && cells[y][x]) ? 1 : 0)
    }
    next.push(yield* t.pause(row))
  }
  return next
}
export function* main(t) {
  let cells = ['.....', '..#..', '..#..', '..#..', '.....'].map((row) => [...row].map((c) => (c === '#' ? 1 : 0)))
  for (let i = 0; i < 2; i++) { cells = yield* step(t, cells, 5); t.note(cells.map((row) => row.join('')).join('/')) }
}
`,
  ),
  module(
    'a channel between two processes that take turns',
    `
function* produce(t, channel, n) { for (let i = 0; i < n; i++) { channel.push(i); yield* t.pause('produced') } channel.push(null) }
function* consume(t, channel) { const got = []; for (;;) { while (channel.length === 0) yield* t.pause('empty'); const x = channel.shift(); if (x === null) return got; got.push(x) } }
export function* main(t) { const channel = []; yield* produce(t, channel, 4); return yield* consume(t, channel) }
`,
  ),
  module(
    'bank accounts with validation and rollback',
    `
class Insufficient extends Error { constructor(need) { super('needs ' + need); this.need = need } }
function* withdraw(t, accounts, name, n) { const have = yield* t.pause(accounts[name] ?? 0); if (have < n) throw new Insufficient(n - have); accounts[name] = have - n }
function* transfer(t, accounts, from, to, n) {
  const before = { ...accounts }
  let done = false
  try { accounts[to] = (accounts[to] ?? 0) + (yield* t.pause(n)); yield* withdraw(t, accounts, from, n); done = true; return 'moved ' + n }
  catch (e) { if (!(e instanceof Insufficient)) throw e; return e.message }
  finally { if (!done) { Object.assign(accounts, before); yield* t.pause('rolled back') } t.note({ ...accounts }) }
}
export function* main(t) { const accounts = { a: 10, b: 0 }; return [yield* transfer(t, accounts, 'a', 'b', 4), yield* transfer(t, accounts, 'a', 'b', 40), accounts] }
`,
  ),
]
