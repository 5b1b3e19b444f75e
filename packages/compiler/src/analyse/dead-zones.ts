// Errors of the language that one flat scope would not make: a use before the declaration, an assignment to a constant. What can be told
// from the text is a reason to interpret; a closure that may be called too early is checked when it runs (`late` variables).

import type { Scope, Variable } from 'eslint-scope'
import { childrenOf, type ES, endOf, startOf } from '../ast.ts'
import type { Reason } from './blockers.ts'
import { hasDeadZone, rootOf } from './variables.ts'

export function findDeadZones(variable: Variable, scope: Scope, reasons: Reason[]): void {
  const [definition] = variable.defs
  if (definition === undefined || !hasDeadZone(definition)) return
  const kind = definition.parent?.type === 'VariableDeclaration' ? definition.parent.kind : undefined
  const declaration = definition.node as ES.Node
  const name = definition.name as ES.Node
  const caseOfDeclaration = caseAround(variable, declaration)
  for (const reference of variable.references) {
    const node = reference.identifier as ES.Node
    if (reference.isWrite() && !reference.init && kind === 'const') {
      reasons.push({ what: `\`${variable.name}\` is a constant, and is assigned`, node })
    }
    if (reference.init) continue
    const isClosure = rootOf(reference.from) !== scope
    const isEarly = isClosure
      ? isIn(headOf(variable), node)
      : startOf(node) < begin(declaration, name, node) || isIn(headOf(variable), node)
    if (isEarly || caseAround(variable, node) !== caseOfDeclaration) {
      reasons.push({ what: `\`${variable.name}\` is used where it may have no value yet`, node })
    }
  }
}

/** From where on a name has its value, for a reference: the initialiser runs before the pattern in front of it, a pattern's parts in turn. */
function begin(declaration: ES.Node, name: ES.Node, reference: ES.Node): number {
  if (declaration.type !== 'VariableDeclarator' || !isIn(declaration.id, reference)) return endOf(declaration)
  return endOf(elementOf(declaration.id, name))
}

/** The part of a pattern that binds a name, its default included. */
function elementOf(pattern: ES.Node, name: ES.Node): ES.Node {
  if (pattern.type === 'AssignmentPattern' && pattern.left === name) return pattern
  const inner = childrenOf(pattern).find((child) => isIn(child, name))
  return inner === undefined || inner === pattern ? pattern : elementOf(inner, name)
}

/** What is walked by the loop that declares the variable: evaluated in its dead zone. */
function headOf({ scope }: Variable): ES.Node | undefined {
  const loop = scope.block as ES.Node
  return loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' ? loop.right : undefined
}

function isIn(outer: ES.Node | undefined, node: ES.Node): boolean {
  return outer !== undefined && startOf(outer) <= startOf(node) && endOf(node) <= endOf(outer)
}

/** The case of a `switch` whose scope holds the variable. */
export function caseAround(variable: Variable, node: ES.Node): ES.SwitchCase | undefined {
  const statement = variable.scope.block as ES.Node
  if (statement.type !== 'SwitchStatement') return undefined
  return statement.cases.find((one) => startOf(one) <= startOf(node) && startOf(node) < endOf(one))
}
