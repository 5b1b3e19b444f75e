import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'

/** What a Map can find a key by: a primitive key is its own, of a compound one equal keys have equal texts. */
export type Primitive = string | number | bigint | boolean | null | undefined

export function isPrimitive(term: unknown): term is Primitive {
  return (typeof term !== 'object' || term === null) && typeof term !== 'function' && typeof term !== 'symbol'
}

/**
 * A text that two terms have in common if and only if they are equal. Throws BadArg for what is compared by identity, which a copy does
 * not keep: functions, shared memory, instances of the platform.
 */
export function textOf(call: string, term: unknown): string {
  switch (typeof term) {
    case 'string':
      return JSON.stringify(term)
    case 'number':
      return `${term}`
    case 'bigint':
      return `${term}n`
    case 'boolean':
    case 'undefined':
      return `${term}`
    case 'object':
      return term === null ? 'null' : textOfObject(call, term)
    default:
      throw noKey(call, term)
  }
}

function textOfObject(call: string, term: object): string {
  if (Array.isArray(term)) return `[${term.map((element) => textOf(call, element)).join()}]`
  if (term instanceof Date) return `Date(${term.getTime()})`
  if (term instanceof Map) {
    const entries = Array.from(term, ([key, value]) => `${textOf(call, key)}:${textOf(call, value)}`)
    return `Map{${entries.sort().join()}}`
  }
  if (term instanceof Set)
    return `Set{${Array.from(term, (item) => textOf(call, item))
      .sort()
      .join()}}`
  if (ArrayBuffer.isView(term) && term.buffer instanceof ArrayBuffer) {
    const bytes = Buffer.from(term.buffer, term.byteOffset, term.byteLength)
    return `${term.constructor.name}<${bytes.toString('hex')}>`
  }
  const prototype: unknown = Object.getPrototypeOf(term)
  if (prototype !== Object.prototype && prototype !== null) throw noKey(call, term)
  const record = term as Record<string, unknown>
  const fields = Object.keys(record).sort()
  return `{${fields.map((name) => `${JSON.stringify(name)}:${textOf(call, record[name])}`).join()}}`
}

function noKey(call: string, term: unknown): BadArg {
  return new BadArg(
    `${call}: ${inspect(term)} cannot be part of a key; keys are numbers, strings, booleans, null, and arrays, plain objects, dates, maps, sets and bytes of these`,
  )
}

/** Refuses what cannot be a key, at the call that gave it. */
export function checkKey(call: string, key: unknown): void {
  if (key === undefined) throw new BadArg(`${call}: undefined is no key; it says that there is none`)
  if (!isPrimitive(key)) textOf(call, key)
}
