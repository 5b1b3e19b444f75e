import type { Code } from '@multibeam/compiler/support'

// biome-ignore lint/complexity/noBannedTypes: what `typeof value === 'function'` narrows to; it is never called here.
export type AnyFunction = Function

/**
 * What the terms need to know of process functions; the module loader implements it, one table a scheduler. A function reference is the
 * function's id and, of one that captures, its captured values (see closures.ts).
 */
export interface FunctionTable {
  /** The function's id, a u32 that means the same code on every scheduler; -1 if it has none. */
  idOf(fn: AnyFunction): number
  /** The function of that id; of one that captures, its code. Throws when its module is not loaded on this scheduler. */
  byId(id: number): AnyFunction | Code
  /** The id of compiled code, whatever functions have been made of it; -1 if it has none. */
  idOfCode(code: Code): number
  /**
   * Whether `fn` may be sent to a process on the same core. True of every function with an id, and of native generator
   * functions without one: those cannot leave their core.
   */
  isProcessFunction(fn: AnyFunction): boolean
}
