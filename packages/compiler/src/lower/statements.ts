// Statements to the intermediate form. What holds no site is left as it is.

import { assign, at, type ES, run, undef } from '../ast.ts'
import { lowerExpression } from './expressions.ts'
import type { Ir } from './ir.ts'
import { lowerBreak, lowerContinue, lowerReturn } from './jumps.ts'
import { lowerDoWhile, lowerFor, lowerForIn, lowerForOf, lowerWhile } from './loops.ts'
import { type Lowering, plain } from './lowering.ts'
import { lowerSwitch } from './switch.ts'
import { lowerTry } from './try.ts'
import { lowerYieldStatement } from './yields.ts'

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
    if (!lowering.rewriter.isHoisted(statement)) lowerStatement(lowering, statement, out, [])
  }
}

export function lowerStatement(lowering: Lowering, node: ES.Statement, out: Ir[], labels: readonly string[]): void {
  switch (node.type) {
    case 'ExpressionStatement': {
      if (node.expression.type === 'YieldExpression') lowerYieldStatement(lowering, node.expression, out)
      else out.push(plain(at(node, run(lowerExpression(lowering, node.expression, out)))))
      return
    }
    case 'VariableDeclaration':
      lowerDeclaration(lowering, node, out)
      return
    case 'ReturnStatement':
      lowerReturn(lowering, node, out)
      return
    case 'ThrowStatement':
      out.push(plain({ ...node, argument: lowerExpression(lowering, node.argument, out) }))
      return
    case 'BlockStatement': {
      const body = lowerBlock(lowering, node, node.body)
      out.push({ kind: 'block', label: null, body })
      return
    }
    case 'IfStatement': {
      const test = lowerExpression(lowering, node.test, out)
      const yes = lowerBranch(lowering, node.consequent)
      const no = node.alternate ? lowerBranch(lowering, node.alternate) : []
      out.push({ kind: 'if', test, yes, no })
      return
    }
    case 'LabeledStatement':
      lowerLabeled(lowering, node, out, labels)
      return
    case 'BreakStatement':
      lowerBreak(lowering, node, out)
      return
    case 'ContinueStatement':
      lowerContinue(lowering, node, out)
      return
    case 'WhileStatement':
      lowerWhile(lowering, node, out, labels)
      return
    case 'DoWhileStatement':
      lowerDoWhile(lowering, node, out, labels)
      return
    case 'ForStatement':
      lowerFor(lowering, node, out, labels)
      return
    case 'ForOfStatement':
      lowerForOf(lowering, node, out, labels)
      return
    case 'ForInStatement':
      lowerForIn(lowering, node, out, labels)
      return
    case 'SwitchStatement':
      lowerSwitch(lowering, node, out, labels)
      return
    case 'TryStatement':
      lowerTry(lowering, node, out)
      return
    default:
      out.push(plain(node))
  }
}

/** A branch or a loop's body: a block, or one statement. */
export function lowerBranch(lowering: Lowering, node: ES.Statement): Ir[] {
  if (node.type === 'BlockStatement') return lowerBlock(lowering, node, node.body)
  const out: Ir[] = []
  lowerStatement(lowering, node, out, [])
  return out
}

/** Declarations become assignments: the variables of all blocks live in one scope. */
function lowerDeclaration(lowering: Lowering, node: ES.VariableDeclaration, out: Ir[]): void {
  for (const { id: target, init } of node.declarations) {
    if (init) out.push(plain(at(node, run(assign(target, lowerExpression(lowering, init, out))))))
    else if (node.kind !== 'var') out.push(plain(at(node, run(assign(target, undef())))))
  }
}

function lowerLabeled(lowering: Lowering, node: ES.LabeledStatement, out: Ir[], labels: readonly string[]): void {
  const all = [...labels, node.label.name]
  if (/^(For|While|DoWhile|Switch)/.test(node.body.type)) {
    lowerStatement(lowering, node.body, out, all)
    return
  }
  if (node.body.type === 'LabeledStatement') {
    lowerLabeled(lowering, node.body, out, all)
    return
  }
  lowering.surroundings.push({ kind: 'block', labels: all, cursor: null, next: null })
  const body = lowerBranch(lowering, node.body)
  lowering.surroundings.pop()
  out.push({ kind: 'block', label: all.at(-1) as string, body: nest(all.slice(0, -1), body) })
}

/** Several labels on one block. */
function nest(labels: readonly string[], body: readonly Ir[]): readonly Ir[] {
  const label = labels.at(-1)
  return label === undefined ? body : [{ kind: 'block', label, body: nest(labels.slice(0, -1), body) }]
}
