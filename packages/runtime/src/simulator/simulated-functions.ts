import type { Code } from '@multibeam/compiler/support'
import { isProcessFunction } from '../functions/registry.ts'
import { capturesOf, compiledOf } from '../terms/captures.ts'
import type { AnyFunction, FunctionTable } from '../terms/functions.ts'

/**
 * Function references where all schedulers live in one thread: every process function has a number, also one that is not compiled. What
 * captures values is compiled, and goes by the number of its code.
 */
export class SimulatedFunctions implements FunctionTable {
  readonly #ids = new Map<AnyFunction | Code, number>()
  readonly #functions: (AnyFunction | Code)[] = []

  idOf(fn: AnyFunction): number {
    if (!this.isProcessFunction(fn)) return -1
    return this.#id(capturesOf(fn).length === 0 ? fn : (compiledOf(fn) as Code))
  }

  idOfCode(code: Code): number {
    return this.#id(code)
  }

  byId(id: number): AnyFunction | Code {
    return this.#functions[id] as AnyFunction | Code
  }

  isProcessFunction(fn: AnyFunction): boolean {
    return isProcessFunction(fn)
  }

  #id(known: AnyFunction | Code): number {
    let id = this.#ids.get(known)
    if (id === undefined) {
      id = this.#functions.push(known) - 1
      this.#ids.set(known, id)
    }
    return id
  }
}
