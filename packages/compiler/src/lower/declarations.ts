// Declarations become assignments: the variables of all blocks live in one scope.

import { hasYield } from '../analyse/find-generators.ts'
import { assign, at, type ES, run, undef } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'

export function lowerDeclaration(lowering: Lowering, node: ES.VariableDeclaration, out: Ir[]): void {
  for (const { id: target, init } of node.declarations) {
    if (init) assignPattern(lowering, target, lowering.expression(init, out), node, out)
    else if (node.kind !== 'var') out.push(plain(at(node, run(assign(target, undef())))))
  }
}

export function isPattern({ type }: ES.Node): boolean {
  return type === 'ArrayPattern' || type === 'ObjectPattern'
}

/** `target = value`, for a target of any kind. */
export function assignPattern(
  lowering: Lowering,
  target: ES.Pattern,
  value: ES.Expression,
  origin: ES.Node,
  out: Ir[],
): void {
  const assignment = assign(target, value)
  out.push(plain(at(origin, run(hasYield(target) ? lowering.expression(assignment, out) : assignment))))
}
