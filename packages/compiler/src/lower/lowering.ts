// The state of lowering one process function: its sites, its variables and temporaries, and what surrounds a jump.

import type { ProcessCode } from '../analyse/process-code.ts'
import type { Local } from '../analyse/variables.ts'
import { type ES, run } from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'
import type { Names } from '../names.ts'
import { newBox } from '../transform/boxes.ts'
import type { Rewriter } from '../transform/rewrite.ts'
import type { Ir, Site } from './ir.ts'

/** What a jump may leave or go to; the innermost is the last. */
export type Surrounding =
  | {
      readonly kind: 'loop' | 'switch' | 'block'
      readonly labels: readonly string[]
      /** The cursor of a `for-of`, which is closed when the loop is left early. */
      readonly cursor: string | null
      /** Of a loop: the label that `continue` leaves, once one is needed. */
      next: string | null
    }
  | Finally

/** A `try` with a `finally`: jumps out of it are noted, and made after the `finally`. */
export interface Finally {
  readonly kind: 'finally'
  readonly label: string
  readonly completion: string
  readonly value: string
  /** The jumps noted; their completion is the index + 2. */
  readonly jumps: ES.Statement[]
}

/** How constructs lower what is inside them, whatever that is. */
export interface Constructs {
  expression(lowering: Lowering, node: ES.Expression, out: Ir[]): ES.Expression
  statement(lowering: Lowering, node: ES.Statement, out: Ir[], labels: readonly string[]): void
}

export class Lowering {
  readonly code: ProcessCode
  readonly names: Names
  readonly support: SupportNames
  readonly rewriter: Rewriter
  readonly sites: Site[] = []
  /** Every variable and temporary of the function but its parameters. */
  readonly declared = new Set<string>()
  readonly surroundings: Surrounding[] = []
  /** How many `try` are around: nothing in them is in tail position. */
  tries = 0
  readonly #constructs: Constructs
  /** Variables that only this function's own code can assign: not boxed, not captured by name. */
  readonly #own = new Set<string>()
  /** All variables of the function, captured ones too. */
  readonly #locals = new Set<string>()
  readonly #temporaries = new Set<string>()
  readonly #localsByPlace = new Map<ES.Node, Local[]>()

  constructor(code: ProcessCode, names: Names, support: SupportNames, rewriter: Rewriter, constructs: Constructs) {
    this.#constructs = constructs
    this.code = code
    this.names = names
    this.support = support
    this.rewriter = rewriter
    this.#own.add(rewriter.thisName)
    for (const { name, boxed } of [...code.captures, ...code.locals.values()]) {
      this.#locals.add(name)
      if (!boxed) this.#own.add(name)
    }
    for (const local of code.locals.values()) {
      const place = local.variable.scope.block as ES.Node
      const list = this.#localsByPlace.get(place)
      if (list === undefined) this.#localsByPlace.set(place, [local])
      else list.push(local)
    }
  }

  /** Lowers what comes first into `out`; the returned expression, evaluated after that, gives the value. */
  expression(node: ES.Expression, out: Ir[]): ES.Expression {
    return this.#constructs.expression(this, node, out)
  }

  statement(node: ES.Statement, out: Ir[], labels: readonly string[] = []): void {
    this.#constructs.statement(this, node, out, labels)
  }

  /** A place where the call may suspend. */
  site(kind: Site['kind'], node: ES.Node): Site {
    const site: Site = { pc: this.sites.length + 1, kind, node, live: [] }
    this.sites.push(site)
    return site
  }

  /** A new variable of the compiler's own. */
  temporary(wanted = '$t'): string {
    const name = this.names.fresh(wanted)
    this.declared.add(name)
    this.#temporaries.add(name)
    return name
  }

  /** Whether it is a temporary: assigned where it is made, and not again. */
  isTemporary(name: string): boolean {
    return this.#temporaries.has(name)
  }

  /** Whether nothing but the code of this function can change what a name stands for. */
  isOwn(name: string): boolean {
    return this.#own.has(name)
  }

  /** See Rewriter; undefined for what is no name of the module. */
  steadinessOf(name: string): 'constant' | 'imported' | undefined {
    return this.#locals.has(name) ? undefined : this.rewriter.steadinessOf(name)
  }

  /** Whether it is a function that the module imports from this package, which is there before the module begins. */
  isOfPackage(name: string): boolean {
    return !this.#locals.has(name) && this.rewriter.isOfPackage(name)
  }

  /** Lowers inside the scope that a block, loop, `catch` or `switch` opens; its boxes are made first. */
  scope(place: ES.Node, out: Ir[], inside: () => void): void {
    for (const { name } of this.localsOf(place)) this.declared.add(name)
    this.makeBoxes(place, out)
    inside()
  }

  makeBoxes(place: ES.Node, out: Ir[]): void {
    for (const local of this.rewriter.boxesOf(place)) out.push(plain(run(newBox(local, this.support))))
  }

  localsOf(place: ES.Node): readonly Local[] {
    return this.#localsByPlace.get(place) ?? []
  }
}

export function plain(statement: ES.Statement): Ir {
  return { kind: 'plain', statement }
}
