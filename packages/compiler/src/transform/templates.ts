// Tagged templates. The language gives a tag the same strings each time a template is evaluated; process functions are printed twice, so
// that the strings come from a function of their own.
//
//   tag`a ${b} c`     ->     tag($strings(), b)          function $strings() { return ((strings) => strings)`a ${0} c` }

import { arrow, at, call, type ES, fn, id, literal, returns } from '../ast.ts'
import type { Names } from '../names.ts'

export class Templates {
  /** To be added to the module. */
  readonly functions: ES.FunctionDeclaration[] = []
  readonly #names: Names
  readonly #own = new Set<string>()

  constructor(names: Names) {
    this.#names = names
  }

  /** Whether it is a function that gives the strings of a template, the same ones each time. */
  isStrings(name: string): boolean {
    return this.#own.has(name)
  }

  /** The call that a tagged template is. */
  callOf(node: ES.TaggedTemplateExpression): ES.Expression {
    const name = this.#names.fresh('$strings')
    this.#own.add(name)
    const { tag, quasi } = node
    const strings: ES.TaggedTemplateExpression = {
      type: 'TaggedTemplateExpression',
      tag: arrow([id('strings')], id('strings')),
      quasi: { ...quasi, expressions: quasi.expressions.map(() => literal(0)) },
    }
    this.functions.push(fn(name, [], [returns(strings)]))
    return at(node, call(tag, [call(id(name), []), ...quasi.expressions]))
  }
}
