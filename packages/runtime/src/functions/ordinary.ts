import type { AnyFunction } from '../terms/functions.ts'

/** Where an exported ordinary function stands in the code: its module, the name of the export, and its place among those of the module. */
export interface OrdinaryIdentity {
  readonly url: string
  readonly name: string
  /** -1 if only the name is known. */
  readonly index: number
}

const identity: unique symbol = Symbol('multibeam.ordinary')
type Tagged = AnyFunction & { [identity]?: OrdinaryIdentity }

/** The exported ordinary functions of each module loaded in this thread, in the order in which it tells them. Code, not state. */
const modules = new Map<string, { name: string; fn: AnyFunction }[]>()

/** What a compiled module calls: the same source tells the same functions in the same order in every thread. */
function tell(url: string, functions: Readonly<Record<string, AnyFunction>>): void {
  let list = modules.get(url)
  if (list === undefined) {
    list = []
    modules.set(url, list)
  }
  for (const [name, fn] of Object.entries(functions)) {
    const value: OrdinaryIdentity = { url, name, index: list.length }
    // Of several names the first counts.
    if (!Object.hasOwn(fn, identity)) Object.defineProperty(fn, identity, { value })
    list.push({ name, fn })
  }
}

/** The compiler's output calls it by this name, see registry.ts. */
Object.defineProperty(globalThis, Symbol.for('multibeam.functions'), { value: tell, configurable: true })

/** The identity of an ordinary function that a module exports; undefined for any other. */
export function ordinaryIdentityOf(fn: AnyFunction): OrdinaryIdentity | undefined {
  return (fn as Tagged)[identity]
}

/** The function, if its module has been loaded in this thread and told of it. */
export function toldFunction({ url, name, index }: OrdinaryIdentity): AnyFunction | undefined {
  const list = modules.get(url)
  if (index === -1) return list?.find((one) => one.name === name)?.fn
  const found = list?.[index]
  return found?.name === name ? found.fn : undefined
}
