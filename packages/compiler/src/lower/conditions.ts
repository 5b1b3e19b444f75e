// `&&`, `||`, `??` and `?:`: the part that is not always evaluated becomes a branch.

import { hasYield } from '../analyse/find-generators.ts'
import { assign, binary, type ES, id, literal, not, run } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'

export function lowerLogical(lowering: Lowering, node: ES.LogicalExpression, out: Ir[]): ES.Expression {
  const left = lowering.expression(node.left, out)
  if (!hasYield(node.right)) return { ...node, left }
  const result = lowering.temporary()
  out.push(plain(run(assign(id(result), left))))
  out.push({ kind: 'if', test: goesOn(node.operator, id(result)), yes: branch(lowering, result, node.right), no: [] })
  return id(result)
}

export function lowerConditional(lowering: Lowering, node: ES.ConditionalExpression, out: Ir[]): ES.Expression {
  const test = lowering.expression(node.test, out)
  if (!hasYield(node.consequent) && !hasYield(node.alternate)) return { ...node, test }
  const result = lowering.temporary()
  const yes = branch(lowering, result, node.consequent)
  const no = branch(lowering, result, node.alternate)
  out.push({ kind: 'if', test, yes, no })
  return id(result)
}

/** Whether the right side is evaluated, from the value of the left. */
export function goesOn(operator: ES.LogicalOperator, value: ES.Expression): ES.Expression {
  if (operator === '&&') return value
  if (operator === '||') return not(value)
  return binary('==', value, literal(null))
}

/** Evaluates an expression into a variable. */
export function branch(lowering: Lowering, result: string, node: ES.Expression): Ir[] {
  const out: Ir[] = []
  const value = lowering.expression(node, out)
  out.push(plain(run(assign(id(result), value))))
  return out
}
