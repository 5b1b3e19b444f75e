import { type Code, codesOf } from '@multibeam/compiler/support'
import type { ModuleTable } from '@multibeam/scheduler'
import { MultibeamError } from '../errors.ts'
import { compiledOf } from '../terms/captures.ts'
import { functionOf } from '../terms/closures.ts'
import type { AnyFunction, FunctionTable } from '../terms/functions.ts'
import { functionsOf, identityOf, isProcessFunction } from './registry.ts'

const INDEX_BITS = 16
/** Of the index: it counts the compiled functions of the module, and not those that the module names. */
const COMPILED = 1 << (INDEX_BITS - 1)
const INDEX_MASK = COMPILED - 1

/** A function reference came whose module this scheduler has not loaded yet. */
export class ModuleNotLoaded extends Error {
  readonly url: string

  constructor(url: string) {
    super(`module ${url} is not loaded on this scheduler yet`)
    this.name = 'ModuleNotLoaded'
    this.url = url
  }
}

/**
 * Function references as they travel between threads: the module's number in the shared table, and the function's in its module. What a
 * module names goes by its place among the named functions, so that it is the module's own function everywhere; an inline function by the
 * place of its code.
 */
export class ModuleFunctions implements FunctionTable {
  readonly #modules: ModuleTable
  readonly #isSettled: (url: string) => boolean
  /** The functions of codes that capture nothing: one each, like the functions that modules name. */
  readonly #functions = new WeakMap<Code, AnyFunction>()

  constructor(modules: ModuleTable, isSettled: (url: string) => boolean) {
    this.#modules = modules
    this.#isSettled = isSettled
  }

  idOf(fn: AnyFunction): number {
    const identity = identityOf(fn)
    if (identity !== undefined) return this.#id(identity.url, identity.index, 0)
    const code = compiledOf(fn)
    return code === undefined ? -1 : this.idOfCode(code)
  }

  idOfCode(code: Code): number {
    // Of a module that was loaded again under its URL (by a test runner) only the last one's codes go by their place.
    if (codesOf(code.url)?.[code.index] !== code) return -1
    return this.#id(code.url, code.index, COMPILED)
  }

  byId(id: number): AnyFunction | Code {
    const url = this.#modules.urlOf(id >>> INDEX_BITS)
    const index = id & INDEX_MASK
    const isCompiled = (id & COMPILED) !== 0
    const found = isCompiled ? this.#compiled(url, index) : functionsOf(url)?.[index]
    if (found !== undefined) return found
    if (!this.#isSettled(url)) throw new ModuleNotLoaded(url)
    return () => {
      throw new MultibeamError(
        'FUNCTION_NOT_FOUND',
        `process function ${index} of ${url} does not exist on this scheduler: the module failed to load here, or changed while the VM was running`,
      )
    }
  }

  isProcessFunction(fn: AnyFunction): boolean {
    return isProcessFunction(fn)
  }

  #id(url: string, index: number, kind: number): number {
    if (index > INDEX_MASK) return -1
    try {
      return ((this.#modules.idOf(url) << INDEX_BITS) | kind | index) >>> 0
    } catch (error) {
      // The module table is full: the function stays on its scheduler, and runs there all the same.
      if (error instanceof RangeError) return -1
      throw error
    }
  }

  #compiled(url: string, index: number): AnyFunction | Code | undefined {
    const code = codesOf(url)?.[index]
    if (code === undefined || code.captures.length > 0) return code
    let fn = this.#functions.get(code)
    if (fn === undefined) {
      fn = functionOf(code)
      this.#functions.set(code, fn)
    }
    return fn
  }
}
