import { textOf } from '../term-key.ts'

/**
 * The order of all keys, after Erlang's: numbers (by value), booleans, null, strings (by UTF-16 units), arrays (the shorter first, then
 * by their elements), everything else (by kind and content). Negative if `a` comes before `b`, 0 if they are equal.
 */
export function compareTerms(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const rank = rankOf(a)
  const difference = rank - rankOf(b)
  if (difference !== 0) return difference
  if (rank === NUMBER) return compareNumeric(a as number | bigint, b as number | bigint)
  if (rank === BOOLEAN) return Number(a) - Number(b)
  if (rank === ARRAY) return compareArrays(a as unknown[], b as unknown[])
  if (rank !== OTHER) return 0
  const textA = textOf('Ets', a)
  const textB = textOf('Ets', b)
  return textA < textB ? -1 : textA > textB ? 1 : 0
}

const NUMBER = 0
const BOOLEAN = 1
const UNDEFINED = 2
const NULL = 3
const STRING = 4
const ARRAY = 5
const OTHER = 6

function rankOf(term: unknown): number {
  switch (typeof term) {
    case 'number':
    case 'bigint':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    case 'undefined':
      return UNDEFINED
    case 'string':
      return STRING
    default:
      if (term === null) return NULL
      return Array.isArray(term) ? ARRAY : OTHER
  }
}

/** NaN comes before all other numbers, so that the order is total. */
function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
}

/** A number and the bigint of the same value are different keys, as in a set; the number comes first. */
function compareNumeric(a: number | bigint, b: number | bigint): number {
  if (Number.isNaN(a as number)) return -1
  if (Number.isNaN(b as number)) return 1
  if (a < b) return -1
  if (a > b) return 1
  return typeof a === typeof b ? 0 : typeof a === 'number' ? -1 : 1
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  if (a.length !== b.length) return a.length - b.length
  for (let i = 0; i < a.length; i++) {
    const difference = compareTerms(a[i], b[i])
    if (difference !== 0) return difference
  }
  return 0
}
