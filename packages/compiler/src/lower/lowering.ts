// The state of lowering one process function: its sites, its temporaries, what is alive where, and what surrounds a jump.

import type { ProcessCode } from '../analyse/process-code.ts'
import type { Local } from '../analyse/variables.ts'
import { assign, type ES, id, member, run } from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'
import type { Names } from '../names.ts'
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
  readonly #visible: string[] = []
  readonly #localsByPlace = new Map<ES.Node, Local[]>()

  constructor(code: ProcessCode, names: Names, support: SupportNames, rewriter: Rewriter) {
    this.code = code
    this.names = names
    this.support = support
    this.rewriter = rewriter
    for (const local of code.locals.values()) {
      const place = local.variable.scope.block as ES.Node
      const list = this.#localsByPlace.get(place)
      if (list === undefined) this.#localsByPlace.set(place, [local])
      else list.push(local)
    }
  }

  /** A place where the call may suspend; all that is alive now is kept. */
  site(kind: Site['kind'], node: ES.Node): Site {
    const site: Site = { pc: this.sites.length + 1, kind, node, live: [...new Set(this.#visible)] }
    this.sites.push(site)
    return site
  }

  /** A temporary that is used before any other site. */
  temporary(): string {
    const name = this.names.fresh('$t')
    this.declared.add(name)
    return name
  }

  /** Keeps a name alive over the sites that `inside` makes. */
  during<T>(names: readonly string[], inside: () => T): T {
    const depth = this.#visible.length
    this.#visible.push(...names)
    const result = inside()
    this.#visible.length = depth
    return result
  }

  /** Keeps a name alive until `release` is called with what this returns. */
  keep(name: string): void {
    this.#visible.push(name)
  }

  mark(): number {
    return this.#visible.length
  }

  release(mark: number): void {
    this.#visible.length = mark
  }

  /** Lowers inside the scope that a block, loop, `catch` or `switch` opens; its boxes are made first. */
  scope(place: ES.Node, out: Ir[], inside: () => void): void {
    const locals = this.#localsByPlace.get(place) ?? []
    for (const { name } of locals) this.declared.add(name)
    this.during(
      locals.map(({ name }) => name),
      () => {
        for (const { name } of this.rewriter.boxesOf(place)) out.push(plain(run(assign(id(name), this.box(null)))))
        inside()
      },
    )
  }

  localsOf(place: ES.Node): readonly Local[] {
    return this.#localsByPlace.get(place) ?? []
  }

  /** `{ v: value }`. */
  box(value: ES.Expression | null): ES.Expression {
    const property = {
      type: 'Property',
      key: id('v'),
      value: value ?? { type: 'UnaryExpression', operator: 'void', prefix: true, argument: { type: 'Literal', value: 0, raw: '0' } },
      kind: 'init',
      method: false,
      shorthand: false,
      computed: false,
    } as ES.Property
    return { type: 'ObjectExpression', properties: [property] }
  }

  /** A new box with the same value, for the next iteration of a loop. */
  copyBox(name: string): ES.Expression {
    return assign(id(name), this.box(member(id(name), 'v')))
  }
}

export function plain(statement: ES.Statement): Ir {
  return { kind: 'plain', statement }
}
