import { codeOf } from '@multibeam/compiler/support'
import type { ProcessFunction } from '../process/suspension.ts'
import type { AnyFunction } from '../terms/functions.ts'
import { definitionOf } from './definition.ts'

/** Where a process function stands in the code: its module, and its place among the process functions of that module. */
export interface Identity {
  readonly url: string
  readonly index: number
  readonly name: string
}

const identity: unique symbol = Symbol('multibeam.identity')
type Tagged = AnyFunction & { [identity]?: Identity }

/** The process functions of each module loaded in this thread, in the order in which the compiler lists them. Code, not state. */
const modules = new Map<string, ProcessFunction[]>()

/**
 * What a compiled module calls before anything else in it runs: gives its process functions their identity. A module has the
 * same source on every scheduler, so the same function has the same identity everywhere.
 */
function define(url: string, functions: Readonly<Record<string, ProcessFunction>>): void {
  let list = modules.get(url)
  if (list === undefined) {
    list = []
    modules.set(url, list)
  }
  for (const [name, fn] of Object.entries(functions)) {
    Object.defineProperty(fn, identity, {
      value: { url, index: list.length, name } satisfies Identity,
      configurable: true,
    })
    list.push(fn)
  }
}

/** The compiler's output calls it by this name; it needs no import, so a module can be tagged wherever it lies. */
Object.defineProperty(globalThis, Symbol.for('multibeam.define'), { value: define, configurable: true })

export function identityOf(fn: AnyFunction): Identity | undefined {
  return (fn as Tagged)[identity]
}

/** The process functions of a module that has begun to run in this thread; undefined if none has. */
export function functionsOf(url: string): readonly ProcessFunction[] | undefined {
  return modules.get(url)
}

/** Of an iterator, with a bare `yield`: a process function would be compiled, to one that is no generator function. */
const GeneratorFunction = function* () {
  yield
}.constructor as new () => unknown

/** Whether a process may be sent it: a compiled function, one that its module names, a generator function, or a definition's reference. */
export function isProcessFunction(fn: AnyFunction): boolean {
  return (
    identityOf(fn) !== undefined ||
    codeOf(fn as ProcessFunction) !== undefined ||
    fn instanceof GeneratorFunction ||
    definitionOf(fn) !== undefined
  )
}
