import { types } from 'node:util'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect } from 'vitest'

export const builtIns = [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, Error] as const

export class NotFound extends RangeError {
  readonly url: string

  constructor(url: string) {
    super(`no ${url}`)
    this.name = 'NotFound'
    this.url = url
  }
}
export class Unnamed extends TypeError {}
export class NamedByPrototype extends Error {}
NamedByPrototype.prototype.name = 'ByPrototype'

const fields = ['stack', 'name', 'message', 'cause', 'errors']

/** That two graphs are equal: errors in what a term keeps of them, and everything else entirely; with the same aliases. */
export function compare(sent: unknown, got: unknown, there: Map<object, unknown>, back: Map<object, unknown>): void {
  if (typeof sent !== 'object' || sent === null || typeof got !== 'object' || got === null) {
    expect(got).toBe(sent)
    return
  }
  if (there.has(sent) || back.has(got)) {
    expect(there.get(sent)).toBe(got)
    expect(back.get(got)).toBe(sent)
    return
  }
  there.set(sent, got)
  back.set(got, sent)
  const pairs: [unknown, unknown][] = []
  if (types.isNativeError(sent)) {
    pairs.push(...errorPairs(sent, got as Error))
  } else if (sent instanceof Map) {
    const items = [...(got as Map<unknown, unknown>)].flat()
    pairs.push(
      [sent.size * 2, items.length],
      ...[...sent].flat().map((item, i) => [item, items[i]] as [unknown, unknown]),
    )
  } else {
    expect(Object.getPrototypeOf(got)).toBe(Object.getPrototypeOf(sent))
    pairs.push(...propertyPairs(sent, got, Object.keys(sent)))
  }
  for (const [a, b] of pairs) compare(a, b, there, back)
}

function errorPairs(sent: Error, got: Error): [unknown, unknown][] {
  const BuiltIn = [AggregateError, ...builtIns].find((one) => sent instanceof one || sent.constructor.name === one.name)
  const isAggregate = BuiltIn === AggregateError
  expect(types.isNativeError(got)).toBe(true)
  expect(Object.getPrototypeOf(got)).toBe(BuiltIn?.prototype)
  const own = (error: Error, field: string) => Object.hasOwn(error, field)
  expect(own(got, 'name')).toBe(sent.name !== BuiltIn?.prototype.name)
  expect(own(got, 'message')).toBe(own(sent, 'message'))
  expect(own(got, 'cause')).toBe(own(sent, 'cause'))
  if (isAggregate) expect(own(got, 'errors')).toBe(own(sent, 'errors'))
  for (const field of isAggregate ? fields : fields.slice(0, -1)) {
    const descriptor = Object.getOwnPropertyDescriptor(got, field)
    if (descriptor !== undefined) expect(descriptor).toMatchObject({ enumerable: false, configurable: true })
  }
  return [
    [typeof sent.stack === 'string' ? sent.stack : undefined, got.stack],
    [sent.name, got.name],
    [sent.message, got.message],
    [sent.cause, got.cause],
    ...(isAggregate ? [[(sent as AggregateError).errors, (got as AggregateError).errors] as [unknown, unknown]] : []),
    ...propertyPairs(
      sent,
      got,
      Object.keys(sent).filter((key) => !fields.includes(key) || (key === 'errors' && !isAggregate)),
    ),
  ]
}

function propertyPairs(sent: object, got: object, keys: string[]): [unknown, unknown][] {
  expect(Object.keys(got)).toEqual(keys)
  const of = (object: object, key: string) => Object.getOwnPropertyDescriptor(object, key)?.value as unknown
  return keys.map((key) => [of(sent, key), of(got, key)])
}

const realm = runInNewContext('({ TypeError, Error, AggregateError })') as {
  TypeError: TypeErrorConstructor
  Error: ErrorConstructor
  AggregateError: AggregateErrorConstructor
}

const makers: Record<string, (message: string) => object> = {
  ...Object.fromEntries(builtIns.map((BuiltIn) => [BuiltIn.name, (message: string) => new BuiltIn(message)])),
  bare: () => new Error(),
  aggregate: (message) => new AggregateError([message, new NotFound(message)], message),
  named: (message) => new NotFound(message),
  unnamed: (message) => new Unnamed(message),
  namedByPrototype: (message) => new NamedByPrototype(message),
  far: (message) => new realm.TypeError(message),
  farAggregate: (message) => Object.assign(new realm.AggregateError([]), { errors: [message] }),
  array: () => [],
  object: () => ({}),
  map: () => new Map(),
}

/** Errors, arrays, maps and plain objects that hold each other, with aliases and cycles; errors also as causes, errors and properties. */
export const errorTerms: fc.Arbitrary<unknown> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(makers)),
      message: fc.string(),
      asked: fc.boolean(),
      items: fc.array(
        fc.record({
          key: fc.oneof(
            fc.constantFrom('cause', 'cause', 'errors', 'name', 'message', 'stack', 'code', '7', '__proto__'),
            fc.string(),
          ),
          leaf: fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constantFrom(null, undefined, Number.NaN, -0)),
          link: fc.option(fc.nat(30), { freq: 2 }),
          enumerable: fc.boolean(),
        }),
        { maxLength: 6 },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((plans) => {
    const made = plans.map(({ kind, message }) => makers[kind]?.(message) as object)
    plans.forEach(({ items, asked }, i) => {
      const target = made[i] as object
      // The text of the stack holds name and message, and V8 must make strings of them: not of a cycle.
      if (asked || items.some(({ key }) => key === 'name' || key === 'message'))
        void (target as { stack?: unknown }).stack
      for (const { key, leaf, link, enumerable } of items) {
        const value = link === null ? leaf : made[link % made.length]
        if (Array.isArray(target)) target.push(value)
        else if (target instanceof Map) target.set(value, key)
        else Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true })
      }
    })
    return made[0]
  })
