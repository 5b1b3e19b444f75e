import type { ModuleTable } from '@multibeam/scheduler'
import { MultibeamError } from '../errors.ts'
import type { AnyFunction, FunctionTable } from '../terms/functions.ts'
import { functionsOf, identityOf, isGeneratorFunction } from './registry.ts'

const INDEX_BITS = 16
const INDEX_MASK = (1 << INDEX_BITS) - 1

/** A function reference came whose module this scheduler has not loaded yet. */
export class ModuleNotLoaded extends Error {
  readonly url: string

  constructor(url: string) {
    super(`module ${url} is not loaded on this scheduler yet`)
    this.name = 'ModuleNotLoaded'
    this.url = url
  }
}

/** Function references as they travel between threads: the module's number in the shared table, and the function's in its module. */
export class ModuleFunctions implements FunctionTable {
  readonly #modules: ModuleTable
  readonly #isSettled: (url: string) => boolean

  constructor(modules: ModuleTable, isSettled: (url: string) => boolean) {
    this.#modules = modules
    this.#isSettled = isSettled
  }

  idOf(fn: AnyFunction): number {
    const identity = identityOf(fn)
    if (identity === undefined) return -1
    try {
      return ((this.#modules.idOf(identity.url) << INDEX_BITS) | identity.index) >>> 0
    } catch (error) {
      // The module table is full: the function stays on its scheduler, and runs there all the same.
      if (error instanceof RangeError) return -1
      throw error
    }
  }

  byId(id: number): AnyFunction {
    const url = this.#modules.urlOf(id >>> INDEX_BITS)
    const index = id & INDEX_MASK
    const fn = functionsOf(url)?.[index]
    if (fn !== undefined) return fn
    if (!this.#isSettled(url)) throw new ModuleNotLoaded(url)
    return () => {
      throw new MultibeamError(
        'FUNCTION_NOT_FOUND',
        `process function ${index} of ${url} does not exist on this scheduler: the module failed to load here, or changed while the VM was running`,
      )
    }
  }

  isProcessFunction(fn: AnyFunction): boolean {
    return identityOf(fn) !== undefined || isGeneratorFunction(fn)
  }
}
