// Statements one after the other, and the scopes that they stand in.

import type { ES } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'

/** The statements of a block, in the scope that `place` opens. */
export function lowerBlock(lowering: Lowering, place: ES.Node, body: readonly ES.Statement[]): Ir[] {
  const out: Ir[] = []
  lowering.scope(place, out, () => lowerStatements(lowering, body, out))
  return out
}

export function lowerStatements(lowering: Lowering, body: readonly ES.Statement[], out: Ir[]): void {
  const hoisted = body.filter((statement) => lowering.rewriter.isHoisted(statement))
  for (const statement of hoisted) out.push(plain(statement))
  for (const statement of body) {
    if (!lowering.rewriter.isHoisted(statement)) lowering.statement(statement, out, [])
  }
}

/** A branch or a loop's body: a block, or one statement. */
export function lowerBranch(lowering: Lowering, node: ES.Statement): Ir[] {
  if (node.type === 'BlockStatement') return lowerBlock(lowering, node, node.body)
  const out: Ir[] = []
  lowering.statement(node, out, [])
  return out
}
