import { identityOf, isGeneratorFunction } from '../functions/registry.ts'
import type { AnyFunction, FunctionTable } from '../terms/functions.ts'

/** Function references where all schedulers live in one thread: every process function has a number, inline ones too. */
export class SimulatedFunctions implements FunctionTable {
  readonly #ids = new Map<AnyFunction, number>()
  readonly #functions: AnyFunction[] = []

  idOf(fn: AnyFunction): number {
    if (!this.isProcessFunction(fn)) return -1
    let id = this.#ids.get(fn)
    if (id === undefined) {
      id = this.#functions.push(fn) - 1
      this.#ids.set(fn, id)
    }
    return id
  }

  byId(id: number): AnyFunction {
    return this.#functions[id] as AnyFunction
  }

  isProcessFunction(fn: AnyFunction): boolean {
    return isGeneratorFunction(fn) || identityOf(fn) !== undefined
  }
}
