// `a?.b(yield* f())`: the rest of a chain is left out when what is before `?.` is null or undefined. The whole becomes a block that is left early.

import { hasYield } from '../analyse/find-generators.ts'
import { assign, binary, type ES, id, jump, literal, run, sequence, undef, when } from '../ast.ts'
import { callWith } from './invoke.ts'
import type { Ir } from './ir.ts'
import { stash } from './lists.ts'
import { type Lowering, plain } from './lowering.ts'

interface Link {
  readonly value: ES.Expression
  /** The object that the value was read from, kept, for a call; null if there is none. */
  readonly self: ES.Expression | null
}

export function lowerChain(lowering: Lowering, { expression }: ES.ChainExpression, out: Ir[]): Link {
  return chain(lowering, undef(), out, (label, steps) => lowerLink(lowering, expression, label, steps))
}

/** A chain that is called: its object is kept too. */
export function lowerCallee(lowering: Lowering, node: ES.ChainExpression, out: Ir[]): Link {
  const object = lowering.temporary()
  out.push(plain(run(assign(id(object), undef()))))
  const { value } = chain(lowering, undef(), out, (label, steps) => {
    const link = lowerLink(lowering, node.expression, label, steps)
    if (link.self !== null) steps.push(plain(run(assign(id(object), link.self))))
    return link
  })
  return { value, self: node.expression.type === 'MemberExpression' ? id(object) : null }
}

/** `delete`: of a member, or of a chain that ends in one; anything else is only evaluated. */
export function lowerDelete(lowering: Lowering, node: ES.UnaryExpression, out: Ir[]): ES.Expression {
  const { argument } = node
  if (argument.type === 'MemberExpression') return { ...node, argument: lowering.expression(argument, out) }
  if (argument.type !== 'ChainExpression' || argument.expression.type !== 'MemberExpression') {
    return sequence([lowering.expression(argument, out), literal(true)])
  }
  const { expression } = argument
  return chain(lowering, literal(true), out, (label, steps) => {
    const { value } = lowerLink(lowering, expression, label, steps)
    return { value: { ...node, argument: value }, self: null }
  }).value
}

function chain(
  lowering: Lowering,
  otherwise: ES.Expression,
  out: Ir[],
  link: (label: string, steps: Ir[]) => Link,
): Link {
  const result = lowering.temporary()
  const label = lowering.names.fresh('$chain')
  const steps: Ir[] = []
  const { value } = link(label, steps)
  steps.push(plain(run(assign(id(result), value))))
  out.push(plain(run(assign(id(result), otherwise))))
  out.push({ kind: 'block', label, body: steps })
  return { value: id(result), self: null }
}

function lowerLink(lowering: Lowering, node: ES.Expression | ES.Super, label: string, out: Ir[]): Link {
  if (node.type === 'MemberExpression') {
    const before = lowerLink(lowering, node.object, label, out)
    const object = stash(lowering, before.value, out)
    if (node.optional) leaveIfNullish(object, label, out)
    const property = node.computed ? lowering.expression(node.property as ES.Expression, out) : node.property
    return { value: { ...node, object, property, optional: false }, self: object }
  }
  if (node.type === 'CallExpression') {
    const before = lowerLink(lowering, node.callee, label, out)
    const fn = stash(lowering, before.value, out)
    if (node.optional) leaveIfNullish(fn, label, out)
    return { value: callWith(lowering, node, fn, before.self, out), self: null }
  }
  if (node.type === 'ChainExpression' && hasYield(node)) return lowerCallee(lowering, node, out)
  return { value: lowering.expression(node as ES.Expression, out), self: null }
}

function leaveIfNullish(value: ES.Expression, label: string, out: Ir[]): void {
  out.push(plain(when(binary('==', value, literal(null)), [jump('BreakStatement', label)])))
}
