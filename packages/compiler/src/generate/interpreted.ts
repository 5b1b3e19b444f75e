// What stays a generator gets reduction checks, so that it too lets others run.

import type { ProcessCode } from '../analyse/process-code.ts'
import { binary, block, type ES, isFunction, literal, mapChildren, member, run, when } from '../ast.ts'
import type { SupportNames } from './support-names.ts'

/** Adds the checks in place: at the entry and in each loop. */
export function addChecks({ node }: ProcessCode, support: SupportNames): void {
  const body = node.body as ES.BlockStatement
  addToLoops(body, support)
  body.body.unshift(check(support))
}

function addToLoops(node: ES.Node, support: SupportNames): void {
  if (isFunction(node) || node.type === 'ClassBody') return
  mapChildren(node, (child) => {
    addToLoops(child, support)
    return child
  })
  if (!/^(For|While|DoWhile)/.test(node.type)) return
  const loop = node as ES.ForStatement
  loop.body = block([check(support), loop.body])
}

/** `if (--reductions < 0) yield PREEMPTED;` */
function check(support: SupportNames): ES.Statement {
  const reductions = member(support.get('execution'), 'reductions')
  const used = binary('<', { type: 'UpdateExpression', operator: '--', prefix: true, argument: reductions }, literal(0))
  const leave: ES.YieldExpression = { type: 'YieldExpression', delegate: false, argument: support.get('PREEMPTED') }
  return when(used, [run(leave)])
}
