// `return`, `break` and `continue`. On the way out a `for-of` loop's cursor is closed, and a `finally` comes first: the jump is noted, and made
// behind it.

import { assign, at, call, type ES, id, jump, literal, member, returns, run } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain, type Surrounding } from './lowering.ts'
import { lowerTail } from './yields.ts'

export function lowerReturn(lowering: Lowering, node: ES.ReturnStatement, out: Ir[]): void {
  const { argument } = node
  const isWatched = lowering.surroundings.some(
    ({ kind, ...rest }) => kind === 'finally' || ('cursor' in rest && rest.cursor !== null),
  )
  if (argument?.type === 'YieldExpression' && lowering.tries === 0 && !isWatched) {
    out.push(plain(at(node, returns(lowerTail(lowering, argument, out)))))
    return
  }
  const value = argument ? lowering.expression(argument, out) : null
  if (!isWatched) {
    out.push(plain(at(node, returns(value))))
    return
  }
  let kept: ES.Expression | null = null
  if (value !== null) {
    const name = lowering.temporary()
    out.push(plain(at(node, run(assign(id(name), value)))))
    kept = id(name)
  }
  leave(lowering, returns(kept), lowering.surroundings.length, -1, out)
}

export function lowerBreak(lowering: Lowering, node: ES.BreakStatement, out: Ir[]): void {
  const label = node.label?.name ?? null
  const target = lowering.surroundings.findLastIndex((one) => isTarget(one, label))
  const { surroundings } = lowering
  const own = surroundings[target]
  // The target loop itself is left too.
  const outermost = own !== undefined && own.kind !== 'finally' && own.cursor !== null ? target : target + 1
  leave(lowering, jump('BreakStatement', label), surroundings.length, outermost, out)
}

export function lowerContinue(lowering: Lowering, node: ES.ContinueStatement, out: Ir[]): void {
  const label = node.label?.name ?? null
  const target = lowering.surroundings.findLastIndex(
    (one) => one.kind === 'loop' && (label === null || one.labels.includes(label)),
  )
  const loop = lowering.surroundings[target] as Exclude<Surrounding, { kind: 'finally' }>
  // What ends an iteration follows the body: `continue` is a `break` out of the body.
  loop.next ??= lowering.names.fresh('$next')
  leave(lowering, jump('BreakStatement', loop.next), lowering.surroundings.length, target + 1, out)
}

function isTarget(one: Surrounding, label: string | null): boolean {
  if (one.kind === 'finally') return false
  return label === null ? one.kind !== 'block' : one.labels.includes(label)
}

/** Leaves the surroundings from `depth` down to `outermost`, then jumps. */
export function leave(lowering: Lowering, statement: ES.Statement, depth: number, outermost: number, out: Ir[]): void {
  for (let i = depth - 1; i >= Math.max(outermost, 0); i--) {
    const one = lowering.surroundings[i] as Surrounding
    if (one.kind === 'finally') {
      // A return's value outlives the finally in a variable of its own.
      if (statement.type === 'ReturnStatement' && statement.argument) {
        out.push(plain(run(assign(id(one.value), statement.argument))))
        statement = returns(id(one.value))
      }
      one.jumps.push(statement)
      out.push(plain(run(assign(id(one.completion), literal(one.jumps.length + 1)))))
      out.push(plain(jump('BreakStatement', one.label)))
      return
    }
    if (one.cursor !== null) out.push(plain(run(call(member(id(one.cursor), 'close'), [literal(false)]))))
  }
  out.push(plain(statement))
}
