import { isDeepStrictEqual } from 'node:util'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { _ } from '../../mailbox/pattern.ts'
import { isPrimitive } from '../term-key.ts'

/**
 * A pattern as a term, so that it can be sent: anything, a value to be equal to, or an array or a plain object of patterns.
 * (`_` itself is a symbol, which does not leave its process.)
 */
export type RowPattern =
  | readonly ['any']
  | readonly ['equal', unknown]
  | readonly ['array', readonly RowPattern[]]
  | readonly ['object', Readonly<Record<string, RowPattern>>]

const ANY: RowPattern = ['any']

/** The pattern that a user wrote: an array as long as the rows, `_` for anything, at any depth. */
export function rowPattern(call: string, pattern: unknown): RowPattern {
  if (!Array.isArray(pattern) && pattern !== _) {
    throw new BadArg(
      `${call}: ${inspect(pattern)} is no pattern; give an array as long as the rows, with _ for anything, or a predicate`,
    )
  }
  return valuePattern(pattern)
}

/** Any term with `_` in it as a pattern. */
export function valuePattern(term: unknown): RowPattern {
  if (term === _) return ANY
  if (Array.isArray(term)) {
    const elements = term.map(valuePattern)
    return elements.every(isConstant) ? ['equal', term] : ['array', elements]
  }
  if (typeof term === 'object' && term !== null && Object.getPrototypeOf(term) === Object.prototype) {
    const fields = Object.entries(term).map(([name, value]) => [name, valuePattern(value)] as const)
    return fields.every(([, field]) => isConstant(field)) ? ['equal', term] : ['object', Object.fromEntries(fields)]
  }
  return ['equal', term]
}

function isConstant(pattern: RowPattern): boolean {
  return pattern[0] === 'equal'
}

/** An array must be as long as its pattern, and an object have the same fields. */
export function matchesRow(pattern: RowPattern, term: unknown): boolean {
  switch (pattern[0]) {
    case 'any':
      return true
    case 'equal':
      return equalTerms(pattern[1], term)
    case 'array': {
      const elements = pattern[1]
      if (!Array.isArray(term) || term.length !== elements.length) return false
      for (let i = 0; i < elements.length; i++) {
        if (!matchesRow(elements[i] as RowPattern, term[i])) return false
      }
      return true
    }
    case 'object': {
      if (typeof term !== 'object' || term === null || Array.isArray(term)) return false
      const fields = Object.entries(pattern[1])
      if (Object.keys(term).length !== fields.length) return false
      for (const [name, field] of fields) {
        if (!Object.hasOwn(term, name) || !matchesRow(field, (term as Record<string, unknown>)[name])) return false
      }
      return true
    }
  }
}

/** The one key that rows must have to match; undefined if they may have several. */
export function keyIn(pattern: RowPattern, position: number): unknown {
  if (pattern[0] === 'equal') return Array.isArray(pattern[1]) ? pattern[1][position] : undefined
  if (pattern[0] !== 'array') return undefined
  const key = pattern[1][position]
  return key?.[0] === 'equal' ? key[1] : undefined
}

export function equalTerms(a: unknown, b: unknown): boolean {
  if (a === b) return true
  return isPrimitive(a) ? Number.isNaN(a) && Number.isNaN(b) : !isPrimitive(b) && isDeepStrictEqual(a, b)
}
