// Statements to the intermediate form. What holds no site is left as it is.

import { at, type ES, run } from '../ast.ts'
import { lowerBlock, lowerBranch } from './blocks.ts'
import { assignPattern, isPattern, lowerDeclaration } from './declarations.ts'
import type { Ir } from './ir.ts'
import { lowerBreak, lowerContinue, lowerReturn } from './jumps.ts'
import { lowerDoWhile, lowerFor, lowerForIn, lowerForOf, lowerWhile } from './loops.ts'
import { type Lowering, plain } from './lowering.ts'
import { lowerSwitch } from './switch.ts'
import { lowerTry } from './try.ts'
import { lowerYieldStatement } from './yields.ts'

export function lowerStatement(lowering: Lowering, node: ES.Statement, out: Ir[], labels: readonly string[]): void {
  switch (node.type) {
    case 'ExpressionStatement': {
      const { expression } = node
      if (expression.type === 'YieldExpression') lowerYieldStatement(lowering, expression, out)
      else if (expression.type === 'AssignmentExpression' && isPattern(expression.left)) {
        assignPattern(lowering, expression.left, lowering.expression(expression.right, out), expression, out)
      } else out.push(plain(at(node, run(lowering.expression(node.expression, out)))))
      return
    }
    case 'VariableDeclaration':
      lowerDeclaration(lowering, node, out)
      return
    case 'ReturnStatement':
      lowerReturn(lowering, node, out)
      return
    case 'ThrowStatement':
      out.push(plain({ ...node, argument: lowering.expression(node.argument, out) }))
      return
    case 'BlockStatement': {
      const body = lowerBlock(lowering, node, node.body)
      out.push({ kind: 'block', label: null, body })
      return
    }
    case 'IfStatement': {
      const test = lowering.expression(node.test, out)
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
