// What a value looks like, as plain data that `isDeepStrictEqual` can compare: two runs of a program have classes of their own.

/** `value` as it is now: later changes to it are not seen. Getters are not called. */
export function snapshot(value: unknown): unknown {
  return describe(value, new Map())
}

function describe(value: unknown, seen: Map<object, number>): unknown {
  if (typeof value === 'symbol') return `Symbol(${value.description})`
  if (typeof value === 'function') return ['function', value.name]
  if (typeof value !== 'object' || value === null) return value
  const known = seen.get(value)
  if (known !== undefined) return ['seen before', known]
  seen.set(value, seen.size)
  const again = (inner: unknown) => describe(inner, seen)
  if (value instanceof Error) return describeError(value, seen)
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name
  if (value instanceof Map) return [name, [...value].map(([key, inner]) => [again(key), again(inner)])]
  if (value instanceof Set) return [name, [...value].map(again)]
  if (value instanceof Date) return [name, value.getTime()]
  if (ArrayBuffer.isView(value)) return [name, ...(value as unknown as Iterable<unknown>)]
  return [Array.isArray(value) ? `${name} of ${value.length}` : name, ...properties(value, seen)]
}

/** Own enumerable properties in order; holes of arrays are not among them. */
function properties(value: object, seen: Map<object, number>): [string, unknown][] {
  return Reflect.ownKeys(value).flatMap((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)
    if (!property?.enumerable) return []
    return [[String(key), 'value' in property ? describe(property.value, seen) : 'accessor']]
  })
}

function describeError(error: Error, seen: Map<object, number>): unknown {
  const { message, cause } = error
  const rest = properties(error, seen)
  const errors = error instanceof AggregateError ? describe(error.errors, seen) : undefined
  return [error.constructor.name, normalise(message), describe(cause, seen), errors, ...rest]
}

/** V8 puts the text of an expression into some messages; compiled code has other expressions there. */
const naming = [
  /^.*( is not a function).*$/s,
  /^.*( is not iterable).*$/s,
  /^.*( is not a constructor)$/s,
  /^Cannot destructure (property '[^']*' of ).* as it is (?:undefined|null)\.$/s,
  /^Cannot destructure .*( as it is )(?:undefined|null)\.$/s,
  /^.*( is not an object)$/s,
  /^(Class extends value ).*$/s,
  /^.*(not an object|is not a non-null object).*$/s,
]

export function normalise(message: string): string {
  for (const pattern of naming) {
    const match = pattern.exec(message)
    if (match) return `…${match[1]}…`
  }
  return message
}
