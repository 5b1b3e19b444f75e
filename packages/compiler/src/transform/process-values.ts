// Process functions as values in what is printed: the shell that ordinary code calls, and the closure of a nested one.

import type { ProcessCode } from '../analyse/process-code.ts'
import { array, block, call, type ES, id, literal, mapChildren, member, returns, run } from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'
import type { Names } from '../names.ts'

export class ProcessValues {
  readonly #support: SupportNames
  readonly #names: Names
  /** Statements that ordinary code needs at the start of a block: definitions of the process functions declared in it. */
  readonly #definitions = new Map<ES.Node, ES.Statement[]>()

  constructor(support: SupportNames, names: Names) {
    this.#support = support
    this.#names = names
  }

  /** A process function, made where what it captures can be named. One that needs itself gets that from the support. */
  valueOf(code: ProcessCode): ES.Expression {
    const name = code.name === '(anonymous)' ? '' : code.name
    const captured = code.captures.filter((local) => local !== code.self).map((local) => id(local.name))
    return call(this.#support.get('closure'), [id(code.names.code), array(captured), literal(name)])
  }

  /** The values that a process function captures, as they are called where it is declared; `this` is another matter. */
  captured(code: ProcessCode): ES.Expression[] {
    return code.captures.map((local) => (local === code.self ? this.#itself(code) : id(local.name)))
  }

  #itself({ binding, owner, node }: ProcessCode): ES.Expression {
    const local = binding && owner?.locals.get(binding)
    if (local === undefined) return id(binding?.name ?? node.id?.name ?? '')
    return local.boxed ? member(id(local.name), 'v') : id(local.name)
  }

  /**
   * The function that ordinary code calls. It takes its arguments as they are: defaults and patterns are evaluated when the process code
   * begins, not when the function is called.
   */
  shell(code: ProcessCode): ES.Node {
    const { node } = code
    const captured = this.captured(code)
    if (code.usesThis) captured.unshift({ type: 'ThisExpression' })
    const length = node.params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement')
    const params = node.params
      .slice(0, length === -1 ? undefined : length)
      .map((_, i) => id(this.#names.unused(`$${i}`)))
    const activation = call(this.#support.get('activate'), [id(code.names.code), array(captured), id('arguments')])
    return { ...node, params, body: block([returns(activation)]), generator: false } as ES.Node
  }

  /** A process function declared in an ordinary one gets its compiled form at the start of the block. */
  defineIn(place: ES.Node, code: ProcessCode): void {
    const name = id(code.node.id?.name ?? '')
    const captured = array(this.captured(code))
    const statement = run(call(this.#support.get('define'), [name, id(code.names.code), captured]))
    const list = this.#definitions.get(place)
    if (list === undefined) this.#definitions.set(place, [statement])
    else list.push(statement)
  }

  /** Puts the definitions at the start of the blocks that they belong to. */
  insertDefinitions(node: ES.Node): void {
    if (this.#definitions.size === 0) return
    if (node.type === 'BlockStatement') {
      const list = this.#definitions.get(node)
      if (list !== undefined) {
        node.body.unshift(...list)
        this.#definitions.delete(node)
      }
    }
    mapChildren(node, (child) => {
      this.insertDefinitions(child)
      return child
    })
  }
}
