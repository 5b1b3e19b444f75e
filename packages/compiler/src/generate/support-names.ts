// The names under which a compiled module reaches its support; made unique for each module.

import { type ES, id } from '../ast.ts'
import type { Names } from '../names.ts'

const wanted = {
  SUSPENDED: '$S',
  PREEMPTED: '$P',
  UNSET: '$U',
  DIRECT: '$D',
  SELF: '$self',
  Frame: '$F',
  Code: '$K',
  execution: '$X',
  capture: '$capture',
  captureAgain: '$captureAgain',
  preempt: '$preempt',
  preemptAgain: '$preemptAgain',
  delegate: '$delegate',
  activate: '$activate',
  closure: '$closure',
  define: '$define',
  cursor: '$cursor',
  keys: '$keys',
  walk: '$walk',
  alive: '$alive',
  direct: '$direct',
  key: '$key',
  invoke: '$invoke',
  register: '$register',
  tell: '$tell',
} as const

type SupportName = keyof typeof wanted

/** Gives expressions for the support that a module uses, and the statement that fetches it. */
export class SupportNames {
  readonly #names: Names
  readonly #global: string
  readonly #used = new Map<SupportName, string>()
  readonly #directs = new Map<string, string>()

  /** `global` is the name of the global object in the module. */
  constructor(names: Names, global: string) {
    this.#names = names
    this.#global = global
  }

  get(name: SupportName): ES.Identifier {
    let local = this.#used.get(name)
    if (local === undefined) {
      local = this.#names.fresh(wanted[name])
      this.#used.set(name, local)
    }
    return id(local)
  }

  /** The direct form of an imported function, looked up once, when the module begins. */
  directOf(imported: string): ES.Identifier {
    let local = this.#directs.get(imported)
    if (local === undefined) {
      local = this.#names.fresh(`${imported}$direct`)
      this.#directs.set(imported, local)
    }
    return id(local)
  }

  /** `const { Frame: $F, … } = globalThis[globalThis.Symbol.for("multibeam.support")];` Empty if nothing is used. */
  statement(): string {
    const direct = this.#directs.size > 0 ? this.get('direct').name : ''
    if (this.#used.size === 0) return ''
    const directs = [...this.#directs].map(([imported, local]) => `const ${local}=${direct}(${imported});`)
    const properties = [...this.#used].map(([name, local]) => `${name}:${local}`)
    return `const {${properties.join()}}=${this.#global}[${this.#global}.Symbol.for("multibeam.support")];${directs.join('')}`
  }
}
