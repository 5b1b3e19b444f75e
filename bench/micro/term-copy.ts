// biome-ignore-all lint/style/noRestrictedImports: measures what no package exports.
/**
 * What copying and encoding terms costs beside the platform's own ways: nanoseconds a term, best of five rounds.
 * Built and run by hand, when copy.ts, encode.ts or the wire change:
 *
 *     npx esbuild bench/micro/term-copy.ts --bundle --platform=node --format=esm --outfile=/tmp/term-copy.mjs
 *     node /tmp/term-copy.mjs
 */
import { deserialize, serialize } from 'node:v8'
import { copyTerm } from '../../packages/runtime/src/terms/copy.ts'
import { decodeTerm } from '../../packages/runtime/src/terms/decode.ts'
import { encodeTerm } from '../../packages/runtime/src/terms/encode.ts'
import type { FunctionTable } from '../../packages/runtime/src/terms/functions.ts'
import { ByteReader } from '../../packages/scheduler/src/wire/reader.ts'
import { ByteWriter } from '../../packages/scheduler/src/wire/writer.ts'

const functions: FunctionTable = {
  idOf: () => -1,
  byId: () => {
    throw new Error('this benchmark sends no functions')
  },
  isProcessFunction: () => false,
}

/** Each makes messages that differ, as a program's do. */
const messages: Record<string, (i: number) => unknown> = {
  'number 5': (i) => i,
  'tuple [ping, 5]': (i) => ['ping', i],
  'tuple of 4': (i) => ['call', 2 ** 52 + i, 2 ** 51 + i, 'get'],
  'object {type, n}': (i) => ({ type: 'x', n: i }),
  'object of 6 keys': (i) => ({ type: 'order', id: i, name: 'somebody', total: i * 1.5, paid: true, at: 1e12 + i }),
  'tuple with an object': (i) => ['reply', 2 ** 51 + i, { ok: true, value: i }],
  '3 by 3 matrix': (i) => [
    [i, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
  '20 objects': (i) => Array.from({ length: 20 }, (_, n) => ({ id: n, name: `user${i}` })),
  '1000 integers': (i) => Array.from({ length: 1000 }, (_, n) => n + i),
  'map of 4': (i) =>
    new Map([
      ['a', i],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]),
  'string of 24': (i) => ['s', 'abcdefghijklmnopqrst'.concat(String(1000 + (i % 8)))],
  'string of 40': (i) => ['s', 'abcdefghijklmnopqrstuvwxyzabcdefghij'.concat(String(1000 + i))],
  'string of 1000': (i) => ['s', String(1000 + i).repeat(250)],
}

const writer = new ByteWriter()
const reader = new ByteReader()
const extras: unknown[] = []

function throughBytes(term: unknown): unknown {
  writer.reset()
  encodeTerm(writer, extras, term, 'message', functions)
  reader.open(writer.bytes, 0, writer.length)
  return decodeTerm(reader, extras, 0, functions)
}

const ways: Record<string, (term: unknown) => unknown> = {
  copyTerm: (term) => copyTerm(term, 'message', functions),
  structuredClone: (term) => structuredClone(term),
  'encode+decode': throughBytes,
  'v8 serialize+deserialize': (term) => deserialize(serialize(term)),
}

let sink: unknown

function nanoseconds(way: (term: unknown) => unknown, terms: unknown[]): number {
  let best = Number.POSITIVE_INFINITY
  let repeat = 1
  for (let round = 0; round < 6; ) {
    const start = process.hrtime.bigint()
    for (let r = 0; r < repeat; r++) for (const term of terms) sink = way(term)
    const spent = Number(process.hrtime.bigint() - start)
    if (spent < 2e7) {
      repeat *= 2
      continue
    }
    round += 1
    best = Math.min(best, spent / (repeat * terms.length))
  }
  return best
}

// Every way meets every kind of message before one is measured: a program is not monomorphic.
for (const make of Object.values(messages)) {
  const terms = Array.from({ length: 300 }, (_, i) => make(i))
  for (const way of Object.values(ways)) for (const term of terms) sink = way(term)
}
const names = Object.keys(ways)
console.log(['nanoseconds a term'.padEnd(24), ...names.map((name) => name.padStart(26))].join(''))
for (const [name, make] of Object.entries(messages)) {
  const terms = Array.from({ length: 64 }, (_, i) => make(i))
  const cells = names.map((way) =>
    nanoseconds(ways[way] as (term: unknown) => unknown, terms)
      .toFixed(0)
      .padStart(26),
  )
  console.log([name.padEnd(24), ...cells].join(''))
}
if (sink === ways) console.log('never')
