// Expressions that hold a `yield*`. What is evaluated before it is kept in temporaries, in the order of the language:
//
//   total += f(a) * (yield* g())     ->     $t1 = total; $t2 = f(a); [site] $t3 = g(); total = $t1 + $t2 * $t3

import { hasYield } from '../analyse/find-generators.ts'
import { type ES, literal, run, sequence } from '../ast.ts'
import { lowerAssignment, lowerMember, lowerReference } from './assignments.ts'
import { lowerCall, lowerNew } from './calls.ts'
import { lowerChain, lowerDelete } from './chains.ts'
import { lowerConditional, lowerLogical } from './conditions.ts'
import type { Ir } from './ir.ts'
import { lowerList } from './lists.ts'
import { lowerObject, lowerTemplate } from './literals.ts'
import { type Lowering, plain } from './lowering.ts'
import { lowerYield } from './yields.ts'

/** Lowers what comes first into `out`; the returned expression, evaluated after that, gives the value. */
export function lowerExpression(lowering: Lowering, node: ES.Expression, out: Ir[]): ES.Expression {
  if (!hasYield(node)) return node
  switch (node.type) {
    case 'YieldExpression':
      return lowerYield(lowering, node, out)
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return { ...node, right: lowerExpression(lowering, node.right, out) }
      const [left, right] = lowerList(lowering, [node.left, node.right], out) as [ES.Expression, ES.Expression]
      return { ...node, left, right }
    }
    case 'LogicalExpression':
      return lowerLogical(lowering, node, out)
    case 'ConditionalExpression':
      return lowerConditional(lowering, node, out)
    case 'AssignmentExpression':
      return lowerAssignment(lowering, node, out)
    case 'SequenceExpression': {
      const last = node.expressions.findLastIndex(hasYield)
      for (const expression of node.expressions.slice(0, last))
        out.push(plain(run(lowerExpression(lowering, expression, out))))
      const value = lowerExpression(lowering, node.expressions[last] as ES.Expression, out)
      const rest = node.expressions.slice(last + 1)
      return rest.length === 0 ? value : sequence([value, ...rest])
    }
    case 'UnaryExpression': {
      if (node.operator === 'delete') return lowerDelete(lowering, node, out)
      return { ...node, argument: lowerExpression(lowering, node.argument, out) }
    }
    case 'UpdateExpression':
      return { ...node, argument: lowerReference(lowering, node.argument as ES.MemberExpression, out) }
    case 'MemberExpression': {
      const { object, property } = lowerMember(lowering, node, out)
      return { ...node, object, property }
    }
    case 'ChainExpression':
      return lowerChain(lowering, node, out).value
    case 'CallExpression':
      return lowerCall(lowering, node, out)
    case 'NewExpression':
      return lowerNew(lowering, node, out)
    case 'ArrayExpression':
      return { ...node, elements: lowerList(lowering, node.elements, out) }
    case 'ObjectExpression':
      return lowerObject(lowering, node, out)
    case 'TemplateLiteral':
      return lowerTemplate(lowering, node, out)
    case 'ImportExpression':
      return lowerImport(lowering, node, out)
    default:
      throw new Error(`the compiler does not know ${node.type} with a yield* in it`)
  }
}

function lowerImport(lowering: Lowering, node: ES.ImportExpression, out: Ir[]): ES.Expression {
  const [source, options] = lowerList(lowering, [node.source, node.options ?? null], out)
  return { ...node, source: source ?? literal(null), options: options ?? null } as ES.ImportExpression
}
