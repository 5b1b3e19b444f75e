import { types } from 'node:util'
import { MOST_TERM_CHARACTERS } from '@multibeam/observer/protocol'
import { inspectBriefly, MOST_ELEMENTS } from '../inspect.ts'

/** Objects within objects that are shown. Chosen: what a line or a few can hold. */
const MOST_DEPTH = 4
/** Values that are looked at in a term. Chosen: printing them takes a fraction of a millisecond. */
const MOST_VALUES = 2000

/**
 * A term for people, as `inspect` prints it, but cut: in its depth, its elements and its text. No code of the term's own runs (getters, custom inspectors,
 * proxies), and one that is too large is only named, so that looking costs little whatever is looked at.
 */
export function print(term: unknown, most = MOST_TERM_CHARACTERS): string {
  if (typeof term === 'string' && term.length > most) return print(`${term.slice(0, most)}…`, 2 * most)
  try {
    if (isTooLarge(term)) return `${nameOf(term)} of more than ${MOST_VALUES} values`
    return cut(inspectBriefly(term, MOST_DEPTH), most)
  } catch (error) {
    return `(cannot be printed: ${error instanceof Error ? error.message : 'it threw'})`
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function nameOf(term: unknown): string {
  return Object.prototype.toString.call(term).slice('[object '.length, -1)
}

/** Whether printing it would look at too many values: of lists it looks at a few anyway, of objects at all properties. */
function isTooLarge(term: unknown): boolean {
  let left = MOST_VALUES
  const visit = (value: unknown, depth: number): boolean => {
    if (--left < 0) return true
    if (typeof value !== 'object' || value === null || depth > MOST_DEPTH || types.isProxy(value)) return false
    if (ArrayBuffer.isView(value)) return false
    if (value instanceof Map || value instanceof Set) {
      let seen = 0
      for (const element of value.values()) {
        if (++seen > MOST_ELEMENTS) break
        if (visit(element, depth + 1)) return true
      }
      return false
    }
    let seen = 0
    for (const key in value) {
      if (Array.isArray(value) && ++seen > MOST_ELEMENTS) break
      const property = Object.getOwnPropertyDescriptor(value, key)
      if (visit(property?.value, depth + 1)) return true
    }
    return false
  }
  return visit(term, 0)
}
