import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { registerSymbol } from '../terms/known-symbols.ts'
import type { Clauses } from './clauses.ts'

/** In an array pattern: any element. */
export const _: unique symbol = Symbol('multibeam.anything')
registerSymbol(_)

/** A predicate or a type guard over messages. */
export type Predicate = (message: never) => boolean

/**
 * Which messages a receive takes: a string tag (the bare string, an array whose first element it is, an object whose `type` it is),
 * an array prefix compared with `===` where `_` matches anything, a predicate, or clauses.
 */
export type Pattern = string | readonly unknown[] | Predicate | Clauses

/** The tag by which clauses and string patterns know a message; undefined if it has none. */
export function tagOf(message: unknown): unknown {
  if (typeof message === 'string') return message
  if (typeof message !== 'object' || message === null) return undefined
  if (Array.isArray(message)) return message[0]
  return (message as { type?: unknown }).type
}

export function matches(pattern: Pattern, message: unknown): boolean {
  if (typeof pattern === 'string') return tagOf(message) === pattern
  if (typeof pattern === 'function') return pattern(message as never)
  if (Array.isArray(pattern)) return matchesPrefix(pattern, message)
  return (pattern as Clauses).accept(message)
}

function matchesPrefix(pattern: readonly unknown[], message: unknown): boolean {
  if (!Array.isArray(message) || message.length < pattern.length) return false
  for (let i = 0; i < pattern.length; i++) {
    const expected = pattern[i]
    if (expected !== message[i] && expected !== _) return false
  }
  return true
}

/** Refuses what is no pattern, at the call that gave it. */
export function checkPattern(pattern: unknown): void {
  if (typeof pattern === 'string' || typeof pattern === 'function') return
  if (typeof pattern === 'object' && pattern !== null) return
  throw new BadArg(
    `receive: ${inspect(pattern)} is no pattern; give a string tag, an array prefix, a predicate or an object of clauses`,
  )
}
