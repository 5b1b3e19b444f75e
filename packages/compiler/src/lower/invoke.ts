import { at, call, type ES } from '../ast.ts'
import type { Ir } from './ir.ts'
import { lowerList, stash } from './lists.ts'
import type { Lowering } from './lowering.ts'

/** `$invoke(method, self, …)`; a plain call where there is no object. */
export function callWith(
  lowering: Lowering,
  node: ES.SimpleCallExpression,
  method: ES.Expression,
  self: ES.Expression | null,
  out: Ir[],
): ES.Expression {
  const fn = stash(lowering, method, out, node.arguments)
  const args = lowerList(lowering, node.arguments, out)
  if (self === null) return at(node, call(fn, args))
  return at(node, call(lowering.support.get('invoke'), [fn, self, ...args]))
}
