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
  given: '$given',
  within: '$within',
  key: '$key',
  invoke: '$invoke',
  register: '$register',
  tell: '$tell',
} as const

/** The forms in which an imported function is called. */
type Form = 'direct' | 'given' | 'within'

type SupportName = keyof typeof wanted

/** Gives expressions for the support that a module uses, and the statement that fetches it. */
export class SupportNames {
  readonly #names: Names
  readonly #global: string
  readonly #used = new Map<SupportName, string>()
  readonly #directs = new Map<string, string>()
  readonly #givens = new Map<string, string>()
  readonly #withins = new Map<string, string>()

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
    return this.#formOf(imported, 'direct', this.#directs)
  }

  /** The form of an imported function that takes over its last argument, looked up likewise. */
  givenOf(imported: string): ES.Identifier {
    return this.#formOf(imported, 'given', this.#givens)
  }

  /** The form of an imported function that takes the value of `{ after }`, looked up likewise. */
  withinOf(imported: string): ES.Identifier {
    return this.#formOf(imported, 'within', this.#withins)
  }

  #formOf(imported: string, form: Form, known: Map<string, string>): ES.Identifier {
    let local = known.get(imported)
    if (local === undefined) {
      local = this.#names.fresh(`${imported}$${form}`)
      known.set(imported, local)
    }
    return id(local)
  }

  /** `const { Frame: $F, … } = globalThis[globalThis.Symbol.for("multibeam.support")];` Empty if nothing is used. */
  statement(): string {
    const forms = [
      ...this.#lookups('direct', this.#directs),
      ...this.#lookups('given', this.#givens),
      ...this.#lookups('within', this.#withins),
    ]
    if (this.#used.size === 0) return ''
    const properties = [...this.#used].map(([name, local]) => `${name}:${local}`)
    return `const {${properties.join()}}=${this.#global}[${this.#global}.Symbol.for("multibeam.support")];${forms.join('')}`
  }

  #lookups(form: Form, known: ReadonlyMap<string, string>): string[] {
    return [...known].map(([imported, local]) => `const ${local}=${this.get(form).name}(${imported});`)
  }
}
