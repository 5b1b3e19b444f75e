// biome-ignore lint/complexity/noBannedTypes: what `typeof value === 'function'` narrows to; it is never called here.
export type AnyFunction = Function

/** What the terms need to know of process functions; the module loader implements it, one table a scheduler. */
export interface FunctionTable {
  /** The function's id, a u32 that means the same function on every scheduler; -1 if it has none. */
  idOf(fn: AnyFunction): number
  /** The function of that id. Throws when its module is not loaded on this scheduler. */
  byId(id: number): AnyFunction
  /**
   * Whether `fn` may be sent to a process on the same core. True of every function with an id, and of native generator
   * functions without one: those cannot leave their core.
   */
  isProcessFunction(fn: AnyFunction): boolean
}
