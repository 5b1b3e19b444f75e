// Names that the compiler makes up: never one that the module uses.

import { childrenOf, type ES } from './ast.ts'

export class Names {
  readonly #used = new Set<string>()

  constructor(program: ES.Program) {
    this.#collect(program)
  }

  /** The name itself if it is free, else with a number behind it. Taken from now on. */
  fresh(wanted: string): string {
    let name = wanted
    for (let i = 2; this.#used.has(name); i++) name = `${wanted}$${i}`
    this.#used.add(name)
    return name
  }

  /** The name itself if the module does not use it, else with `$` behind it: for a parameter of a function that nothing else stands in. */
  unused(wanted: string): string {
    return this.#used.has(wanted) ? this.unused(`${wanted}$`) : wanted
  }

  #collect(node: ES.Node): void {
    if (node.type === 'Identifier') this.#used.add(node.name)
    for (const child of childrenOf(node)) this.#collect(child)
  }
}
