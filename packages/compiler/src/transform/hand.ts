// Closures get what they see of a process function as values: its variables live in one call after the other.
//
//   (x) => x * scale     ->     ((scale) => (x) => x * scale)(scale)

import { arrow, call, type ES, id, index, literal } from '../ast.ts'

/** What is handed to a closure, and under which name it sees that. */
export interface Handed {
  readonly name: string
  readonly value: ES.Expression
}

export function hand(value: ES.Expression, given: readonly Handed[]): ES.Expression {
  if (given.length === 0) return value
  return call(
    arrow(
      given.map(({ name }) => id(name)),
      value,
    ),
    given.map((one) => one.value),
  )
}

/** Gives an anonymous function or class a name, as a key of an object literal does. */
export function named(value: ES.Expression, name: string): ES.Expression {
  const property = {
    type: 'Property',
    key: literal(name),
    value,
    kind: 'init',
    method: false,
    shorthand: false,
    computed: name === '__proto__',
  } as ES.Property
  return index({ type: 'ObjectExpression', properties: [property] }, literal(name))
}

/** Both lists, each name once. */
export function union(lists: readonly (readonly Handed[])[]): Handed[] {
  const found = new Map<string, Handed>()
  for (const one of lists.flat()) found.set(one.name, one)
  return [...found.values()]
}
