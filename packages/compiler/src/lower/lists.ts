// Expressions that are evaluated one after the other, and what of them is kept while a later one suspends.

import { hasYield } from '../analyse/find-generators.ts'
import { array, assign, at, childrenOf, type ES, id, isFunction, run } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'

export type Item = ES.Expression | ES.SpreadElement | null

/** Those before the last `yield*` are kept. */
export function lowerList<T extends Item | ES.Super>(lowering: Lowering, items: readonly T[], out: Ir[]): T[] {
  const last = items.findLastIndex((item) => item !== null && hasYield(item))
  return items.map((item, i): T => {
    if (item === null || i > last) return item
    const isLast = i === last
    if (item.type === 'SpreadElement') {
      const argument = lowering.expression(item.argument, out)
      // What is spread is walked before the next expression is evaluated.
      return { ...item, argument: isLast ? argument : stash(lowering, array([{ ...item, argument }]), out) } as T
    }
    const value = lowering.expression(item as ES.Expression, out)
    return (isLast ? value : stash(lowering, value, out, items.slice(i + 1, last + 1))) as T
  })
}

/** Evaluates an expression now and keeps its value; what `later` cannot change (null is anything) needs no keeping. */
export function stash(
  lowering: Lowering,
  value: ES.Expression,
  out: Ir[],
  later: readonly (ES.Node | null)[] | null = null,
): ES.Expression {
  if (isSteady(lowering, value, later)) return value
  const name = lowering.temporary()
  out.push(plain(run(at(value, assign(id(name), value)))))
  return id(name)
}

/** Whether an expression has the same value when it is evaluated after `later`. */
function isSteady(lowering: Lowering, value: ES.Expression, later: readonly (ES.Node | null)[] | null): boolean {
  if (value.type === 'Literal') return !('regex' in value)
  if (value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression') return true
  if (value.type === 'CallExpression' && value.callee.type === 'Identifier') {
    return lowering.rewriter.isStrings(value.callee.name)
  }
  if (value.type !== 'Identifier') return false
  if (lowering.isTemporary(value.name) || lowering.steadinessOf(value.name) === 'constant') return true
  return (
    later !== null && lowering.isOwn(value.name) && !later.some((node) => node !== null && assigns(node, value.name))
  )
}

/**
 * A function's name and the arguments of its call. What is imported is looked up when it is called: kept from before the arguments, a
 * function that no other thread knows would hold its process in this one. (Unlike the language, if a module assigns its export meanwhile.)
 */
export function lowerCalled<T extends ES.Expression | ES.SpreadElement>(
  lowering: Lowering,
  callee: ES.Expression,
  args: readonly T[],
  out: Ir[],
): [ES.Expression, ...T[]] {
  if (callee.type === 'Identifier' && lowering.steadinessOf(callee.name) === 'imported') {
    return [callee, ...lowerList(lowering, args, out)]
  }
  return lowerList<ES.Expression | T>(lowering, [callee, ...args], out) as [ES.Expression, ...T[]]
}

/** Whether code of this function assigns the variable there. */
function assigns(node: ES.Node, name: string): boolean {
  if (isFunction(node)) return false
  if (node.type === 'AssignmentExpression' && names(node.left, name)) return true
  if (node.type === 'UpdateExpression' && names(node.argument, name)) return true
  return childrenOf(node).some((child) => assigns(child, name))
}

/** Whether a pattern has the name in it; errs towards yes. */
function names(node: ES.Node, name: string): boolean {
  if (node.type === 'Identifier') return node.name === name
  return childrenOf(node).some((child) => names(child, name))
}
