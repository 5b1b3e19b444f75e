import { type InspectOptions, inspect, types } from 'node:util'

/** Longer arrays are not taken for tuples. Chosen. */
const TUPLE_MAX = 8

/** From here on names are asked for by `inspect`: 2 µs whatever the length (measured, Node 20), the values 3 to 10 ns an element. Chosen. */
const LONG = 1024

/** So that `inspect` says nothing of the elements and looks at nothing of theirs. */
const enumerable: InspectOptions = {
  maxArrayLength: 0,
  depth: 0,
  colors: false,
  customInspect: false,
  getters: false,
  compact: 3,
  breakLength: Number.POSITIVE_INFINITY,
  numericSeparator: false,
}
const all: InspectOptions = { ...enumerable, showHidden: true }

/**
 * Whether a long array that is no Proxy surely has no properties but its elements; `hidden`: none that are not enumerable either. False may
 * mean that nobody knows. The platform has no other question for this that does not make a string of each index.
 */
export function surelyBare(array: readonly unknown[], hidden: boolean): boolean {
  const { length } = array
  return hidden
    ? inspect(array, all) === `[ ... ${length} more items, [length]: ${length} ]`
    : inspect(array, enumerable) === `[ ... ${length} more items ]`
}

/**
 * Whether the own enumerable keys of the array are exactly 0 to length - 1: no holes and no named properties.
 *
 * JavaScript has no quick question for named properties: asking for the keys costs 200 ns even for two elements
 * (measured, Node 20), four times the whole copy. So a *tuple*, the usual message, is not asked: an array of at most 8
 * elements. Of named properties on a tuple only those of a regular expression's match are noticed.
 */
export function isDense(array: readonly unknown[]): boolean {
  const length = array.length
  if (length <= TUPLE_MAX) {
    if ((array as { index?: unknown }).index !== undefined) return false
  } else if (
    !(length >= LONG && !types.isProxy(array) && surelyBare(array, false)) &&
    Object.values(array).length !== length
  ) {
    // The values and not the keys: no index is turned into a string, 5 ns an element instead of 30.
    return false
  }
  for (let i = 0; i < length; i++) {
    if (array[i] === undefined && !Object.hasOwn(array, i)) return false
  }
  return true
}
