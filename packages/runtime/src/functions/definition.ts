// What a behaviour's `define` makes (a server's callbacks, a tree's children) is code, not data: it is not copied, each scheduler has its own
// from loading the same module. A function stands for it in frames, arguments and messages, its reference: the compiler tells the scheduler
// of each definition at the top of a module, and so the reference has an identity like a process function.

import { REFERENCE } from '@multibeam/compiler/support'
import type { AnyFunction } from '../terms/functions.ts'

const DEFINITION: unique symbol = Symbol('multibeam.definition')

/**
 * Gives a definition its reference, to be called by `define` before it returns. One that is not made at the top of a compiled module has a
 * reference as well, which then stays on its scheduler.
 */
export function makeReference(definition: object, name: string): AnyFunction {
  const reference = (): never => {
    throw new TypeError(`${name} is a definition's reference, and not to be called`)
  }
  Object.defineProperty(reference, 'name', { value: name })
  Object.defineProperty(reference, DEFINITION, { value: definition })
  Object.defineProperty(definition, REFERENCE, { value: reference })
  return reference
}

/** What stands for a definition where it may travel; undefined for anything else. */
export function referenceTo(definition: object): AnyFunction | undefined {
  return (definition as { [REFERENCE]?: AnyFunction })[REFERENCE]
}

/** The definition on this scheduler that a reference stands for; undefined for other functions. */
export function definitionOf(reference: AnyFunction): object | undefined {
  return (reference as AnyFunction & { [DEFINITION]?: object })[DEFINITION]
}
