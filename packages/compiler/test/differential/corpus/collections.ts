// Map, Set and arrays walked by their own methods, while they change; and what only looks like them.

import { body, type Case, module } from './case.ts'

const walks = ['map', 'map.keys()', 'map.values()', 'map.entries()'].map((walk) =>
  body(
    `walk of ${walk}: deleted before and behind, added, set again`,
    `
  const map = new Map([['a', 1], ['b', 2], ['c', 3], ['d', 4], ['e', 5]]), seen = []
  let n = 0
  for (const x of ${walk}) {
    seen.push(yield* t.pause(x))
    if (n === 1) { map.delete('a'); map.delete('b') }
    if (n === 2) { map.delete('d'); map.set('f', 6); map.set('c', 30) }
    if (n === 3) map.set('a', 7)
    n++
  }
  return [seen, [...map]]
`,
  ),
)

const setWalks = ['set', 'set.keys()', 'set.values()', 'set.entries()'].map((walk) =>
  body(
    `walk of ${walk}: cleared and filled again`,
    `
  const set = new Set([1, 2, 3, 4]), seen = []
  for (const x of ${walk}) {
    seen.push(yield* t.pause(x))
    if (seen.length === 2) { set.clear(); set.add(2).add(9) }
    if (seen.length === 3) { set.delete(9); set.add(10) }
    if (seen.length > 8) break
  }
  return [seen, [...set]]
`,
  ),
)

const arrayWalks = ['list.keys()', 'list.values()', 'list.entries()'].map((walk) =>
  body(
    `walk of ${walk}: holes, and an array that grows and shrinks`,
    `
  const list = ['a', , 'c', 'd'], seen = []
  for (const x of ${walk}) {
    seen.push(yield* t.pause(x))
    if (seen.length === 1) list.push('e')
    if (seen.length === 3) list.length = 4
  }
  list.push('late')
  return seen
`,
  ),
)

const typedWalks = ['keys', 'values', 'entries'].map((name) =>
  body(
    `walk of a typed array's ${name}`,
    `
  const seen = []
  for (const x of new Float64Array([1.5, 2.5]).${name}()) seen.push(yield* t.pause(x))
  return seen
`,
  ),
)

export const collections: readonly Case[] = [
  ...walks,
  ...setWalks,
  ...arrayWalks,
  ...typedWalks,
  body(
    'walk: pairs taken apart, nested, and left early',
    `
  const map = new Map([['a', [1, 2]], ['b', [3, 4]]]), seen = []
  outer: for (const [name, list] of map.entries()) {
    for (const [i, n] of list.entries()) {
      seen.push([name, i, yield* t.pause(n)])
      if (n === 3) break outer
    }
  }
  return seen
`,
  ),
  body(
    'walk: what has ended stays at its end when entries are added',
    `
  const set = new Set([1]), seen = []
  for (const x of set) seen.push(x)
  for (const x of set.values()) { seen.push(yield* t.pause(x)); if (set.size < 3) set.add(set.size + 1) }
  set.add(9)
  return seen
`,
  ),
  module(
    'walk: subclasses, with and without a method of their own',
    `
class Same extends Map {}
class Other extends Map { keys() { return ['own'] } *[Symbol.iterator]() { yield 'mine' } }
export function* main(t) {
  const seen = []
  for (const map of [new Same([[1, 2]]), new Other([[1, 2]])]) {
    for (const x of map) seen.push(yield* t.pause(x))
    for (const x of map.keys()) seen.push(yield* t.pause(x))
    for (const x of map.values()) seen.push(yield* t.pause(x))
  }
  return seen
}`,
  ),
  module(
    'walk: methods of other objects, with their this',
    `
const shop = { name: 'shop', keys() { return [this.name, 'b'] }, values: function* () { yield this.name }, entries: () => 'text' }
export function* main(t) {
  const seen = []
  for (const x of shop.keys()) seen.push(yield* t.pause(x))
  for (const x of shop.values()) seen.push(yield* t.pause(x))
  for (const x of shop.entries()) seen.push(yield* t.pause(x))
  for (const x of Object.keys({ p: 1, q: 2 })) seen.push(yield* t.pause(x))
  for (const x of Object.entries({ p: 1 })) seen.push(yield* t.pause(x))
  return seen
}`,
  ),
  body(
    'walk: the method is read once, and the object evaluated once',
    `
  const seen = []
  const holder = { get map() { t.note('map'); return { get keys() { t.note('keys'); return () => [1, 2] } } } }
  for (const x of holder.map.keys()) seen.push(yield* t.pause(x))
  return seen
`,
  ),
  body(
    'walk: a suspension in the object',
    `
  const seen = []
  for (const [k, v] of (yield* t.pause(new Map([['k', 'v']]))).entries()) seen.push(k, yield* t.pause(v))
  return seen
`,
  ),
  ...[
    'undefined',
    'null',
    '1',
    '({})',
    '({ keys: 1 })',
    '({ keys() { return 1 } })',
    '({ keys() { return null } })',
  ].map((value) =>
    body(
      `walk: an error of ${value}.keys()`,
      `
  const value = ${value}
  try {
    for (const x of value.keys()) t.note(yield* t.pause(x))
  } catch (error) { return [error.constructor.name] }
`,
    ),
  ),
  body(
    'walk: methods borrowed by what they do not suit',
    `
  const seen = []
  const borrowed = { keys: Map.prototype.keys, values: Array.prototype.values, length: 2, 0: 'x', 1: 'y' }
  for (const x of borrowed.values()) seen.push(yield* t.pause(x))
  try { for (const x of borrowed.keys()) seen.push(x) } catch (error) { seen.push(error.constructor.name) }
  const proxy = new Proxy(new Map([[1, 2]]), {})
  try { for (const x of proxy) seen.push(x) } catch (error) { seen.push(error.constructor.name) }
  return seen
`,
  ),
  body(
    'walk: a proxy of an array is asked what the language asks it',
    `
  const seen = []
  const proxy = new Proxy(['a', 'b'], { get(target, key) { t.note(String(key)); return target[key] } })
  for (const x of proxy) seen.push(yield* t.pause(x))
  for (const x of proxy.entries()) seen.push(yield* t.pause(x))
  return seen
`,
  ),
  body(
    'walk: the target suspends before the element is stored',
    `
  const into = {}
  for (into[yield* t.pause('key')] of new Set([1, 2, 3])) t.note({ ...into })
  return into
`,
  ),
]
