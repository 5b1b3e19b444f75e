// Calls of ordinary functions with a `yield*` in them. The method is read before the arguments are evaluated.

import { hasYield } from '../analyse/find-generators.ts'
import type { ES } from '../ast.ts'
import { lowerMember } from './assignments.ts'
import { lowerCallee } from './chains.ts'
import { callWith } from './invoke.ts'
import type { Ir } from './ir.ts'
import { lowerCalled, stash } from './lists.ts'
import type { Lowering } from './lowering.ts'

export function lowerCall(lowering: Lowering, node: ES.SimpleCallExpression, out: Ir[]): ES.Expression {
  const { callee } = node
  if (callee.type === 'ChainExpression') {
    // Parentheses around a chain do not take the object away from the call: `(a?.b)(…)`.
    const { value, self } = lowerCallee(lowering, callee, out)
    return callWith(lowering, node, value, self, out)
  }
  if (!node.arguments.some(hasYield)) {
    if (callee.type !== 'MemberExpression')
      return { ...node, callee: lowering.expression(callee as ES.Expression, out) }
    return { ...node, callee: { ...callee, ...lowerMember(lowering, callee, out) } }
  }
  if (callee.type !== 'MemberExpression') {
    const [fn, ...args] = lowerCalled(lowering, callee as ES.Expression, node.arguments, out)
    return { ...node, callee: fn, arguments: args }
  }
  const { object, property } = lowerMember(lowering, callee, out)
  const self = stash(lowering, object as ES.Expression, out, node.arguments)
  return callWith(lowering, node, { ...callee, object: self, property }, self, out)
}

export function lowerNew(lowering: Lowering, node: ES.NewExpression, out: Ir[]): ES.Expression {
  const [callee, ...args] = lowerCalled(lowering, node.callee as ES.Expression, node.arguments, out)
  return { ...node, callee, arguments: args }
}
