import { types } from 'node:util'
import type { Code } from '@multibeam/compiler/support'
import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import fc from 'fast-check'
import { capturesOf, compiledOf } from '../../src/terms/captures.ts'
import { decodeTerm } from '../../src/terms/decode.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import type { AnyFunction, FunctionTable } from '../../src/terms/functions.ts'

/** Has an id, so every scheduler knows it. */
export function* exported(): Generator<never, void> {}
/** A process function of this scheduler only. */
export function* inline(): Generator<never, void> {}

const known: (AnyFunction | Code)[] = [exported]

/** Compiled functions have ids, too: of those that capture their code has one. */
export const functions: FunctionTable = {
  idOf(fn) {
    const code = compiledOf(fn)
    const it = code === undefined || capturesOf(fn).length === 0 ? fn : code
    if (code !== undefined && !known.includes(it)) known.push(it)
    return known.indexOf(it)
  },
  byId: (id) => {
    const fn = known[id]
    if (fn === undefined) throw new Error(`no function ${id}`)
    return fn
  },
  idOfCode: () => -1,
  isProcessFunction: (fn) => fn === inline || compiledOf(fn) !== undefined || known.includes(fn),
}

/** Through bytes, and through structured clone for what is beside them, as between two schedulers. */
export function roundTrip(value: unknown): unknown {
  const writer = new ByteWriter(8)
  // Something of another signal before and after in the bytes, and in the list of extras that the batch carries.
  writer.u32(7)
  const extras: unknown[] = []
  const from = writer.length
  encodeTerm(writer, extras, value, 'message', functions)
  const to = writer.length
  writer.u32(7)
  const reader = new ByteReader()
  reader.open(writer.bytes.slice(0, writer.length), from, to)
  const term = decodeTerm(reader, structuredClone(['of another signal', ...extras]), 1, functions)
  if (reader.position !== to) throw new Error(`${to - reader.position} bytes left over`)
  return term
}

/** The array with no element at `index`. A literal's hole would be taken for an oversight, and filled in, by the formatter. */
export function withHole(array: unknown[], index: number): unknown[] {
  delete array[index]
  return array
}

/**
 * What a copy must equal: structured clone, except that a tuple (an array of 0 to 8 elements without holes) has lost its named
 * properties, and with them what only they led to. The match of a regular expression is no tuple: it has an `index`.
 */
export function cloneOfTerm(value: unknown): unknown {
  const clone = structuredClone(value)
  dropNames(clone, new Set())
  return clone
}

function dropNames(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (Array.isArray(value) && isTuple(value)) {
    for (const key of Object.keys(value).slice(value.length)) delete (value as unknown as Record<string, unknown>)[key]
  }
  for (const item of inside(value)) dropNames(item, seen)
}

function isTuple(array: unknown[]): boolean {
  if (array.length > 8 || (array as { index?: unknown }).index !== undefined) return false
  return Array.from(array.keys()).every((index) => Object.hasOwn(array, index))
}

/** Whether two graphs have the same aliases: an object seen again in one is the corresponding one seen again in the other. */
export function sameAliasing(left: unknown, right: unknown): boolean {
  const pairs = new Map<object, object>()
  const back = new Map<object, object>()
  const same = (a: unknown, b: unknown): boolean => {
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b)
    if (pairs.has(a) || back.has(b)) return pairs.get(a) === b && back.get(b) === a
    pairs.set(a, b)
    back.set(b, a)
    return inside(a).every((item, i) => same(item, inside(b)[i]))
  }
  return same(left, right)
}

function inside(value: object): unknown[] {
  if (types.isMap(value)) return [...value].flat()
  if (types.isSet(value)) return [...value]
  if (ArrayBuffer.isView(value)) return [value.buffer]
  if (types.isAnyArrayBuffer(value) || types.isNativeError(value)) return []
  return Object.values(value)
}

const leaf = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withSparseArray: true, maxDepth: 1 }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.bigInt(),
  fc.double(),
  fc.constantFrom<unknown>(-0, Number.NaN, undefined, null, 2 ** 31, -(2 ** 31), 2 ** 52 + 5, 127, -128, 128, -129),
  fc.constantFrom<unknown>(/a+/giu, new Date(Number.NaN), Object(5), Object('s'), Object(false), Object(1n)),
  fc.uint8Array().map((bytes) => bytes.buffer),
)

/** Terms with aliases and cycles: a list of objects, each filled with leaves and with others of the list. */
export const terms: fc.Arbitrary<unknown> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('array', 'object', 'map', 'set', 'instance', 'bare', 'named', 'long'),
      items: fc.array(
        fc.record({
          key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'type', 'n', '7', 'a b', 'é', '日本')),
          leaf,
          link: fc.option(fc.nat(30), { freq: 2 }),
        }),
        { maxLength: 6 },
      ),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((plans) => {
    const made = plans.map(({ kind }) => empty(kind))
    plans.forEach(({ items }, i) => {
      for (const { key, leaf, link } of items)
        put(made[i] as object, key, link === null ? leaf : made[link % made.length])
    })
    return made[0]
  })

class Instance {}

function empty(kind: string): object {
  if (kind === 'array') return []
  if (kind === 'named') return Object.assign([1], { extra: 1 })
  if (kind === 'long') return Object.assign([1, 2, 3, 4, 5, 6], { extra: 1 })
  if (kind === 'map') return new Map()
  if (kind === 'set') return new Set()
  if (kind === 'instance') return new Instance()
  return kind === 'bare' ? Object.create(null) : {}
}

function put(target: object, key: string, value: unknown): void {
  if (Array.isArray(target)) target.push(value)
  else if (target instanceof Map) target.set(key, value).set(value, key)
  else if (target instanceof Set) target.add(value)
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
