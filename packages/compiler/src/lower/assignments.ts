// Assignments, and what they assign to: object and key are evaluated first, the value is read then, the right side last.

import { hasYield } from '../analyse/find-generators.ts'
import { assign, at, binary, type ES, id, run } from '../ast.ts'
import { branch, goesOn } from './conditions.ts'
import type { Ir } from './ir.ts'
import { lowerList, stash } from './lists.ts'
import { type Lowering, plain } from './lowering.ts'

export function lowerAssignment(lowering: Lowering, node: ES.AssignmentExpression, out: Ir[]): ES.Expression {
  const { left } = node
  if (left.type === 'Identifier') return assignTo(lowering, node, left, out)
  if (left.type === 'MemberExpression') {
    return assignTo(lowering, node, lowerReference(lowering, left, out, node.right), out)
  }
  return { ...node, right: lowering.expression(node.right, out) }
}

function assignTo(
  lowering: Lowering,
  node: ES.AssignmentExpression,
  target: ES.Identifier | ES.MemberExpression,
  out: Ir[],
): ES.Expression {
  const { operator, right } = node
  if (!hasYield(right)) return { ...node, left: target }
  if (operator === '=') return { ...node, left: target, right: lowering.expression(right, out) }
  const own = operator.slice(0, -1)
  if (own === '&&' || own === '||' || own === '??') {
    const result = lowering.temporary()
    out.push(plain(run(assign(id(result), target))))
    const yes = branch(lowering, result, right)
    yes.push(plain(run(assign(target, id(result)))))
    out.push({ kind: 'if', test: goesOn(own, id(result)), yes, no: [] })
    return id(result)
  }
  const [before, after] = lowerList(lowering, [target, right], out) as [ES.Expression, ES.Expression]
  return { ...node, operator: '=', left: target, right: at(node, binary(own as ES.BinaryOperator, before, after)) }
}

/** What is assigned to: its object and key are evaluated first, and kept if `later`, which comes before the assignment, suspends. */
export function lowerReference(
  lowering: Lowering,
  node: ES.MemberExpression,
  out: Ir[],
  later: ES.Node | null = null,
): ES.MemberExpression {
  const isKept = later === null || hasYield(later)
  if (!hasYield(node) && !isKept) return node
  const { object, property } = lowerMember(lowering, node, out)
  if (object.type === 'Super' || !isKept) return { ...node, object, property }
  const rest = later === null ? null : [later]
  const kept = stash(lowering, object, out, rest)
  return {
    ...node,
    object: kept,
    property: node.computed ? stash(lowering, property as ES.Expression, out, rest) : property,
  }
}

export function lowerMember(
  lowering: Lowering,
  node: ES.MemberExpression,
  out: Ir[],
): { object: ES.Expression | ES.Super; property: ES.Expression | ES.PrivateIdentifier } {
  if (!node.computed) {
    return {
      object: node.object.type === 'Super' ? node.object : lowering.expression(node.object, out),
      property: node.property,
    }
  }
  const [object, property] = lowerList(lowering, [node.object, node.property as ES.Expression], out)
  return { object: object as ES.Expression, property: property as ES.Expression }
}
