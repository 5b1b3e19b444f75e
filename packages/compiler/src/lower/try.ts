// `try`. A suspension leaves by `return`, which would run a `finally`: so there is none in what is printed. How the guarded block was left
// is noted, the finally's statements follow, and then what was noted is done:
//
//   try { A } finally { B }     ->     $l: { try { A $k = 0 } catch ($e) { $k = 1; $v = $e } }  B  if ($k === 1) throw $v; …
//
// A `return` in A notes its value and breaks out of $l.

import { assign, at, binary, type ES, id, literal, run, throws, undef, when } from '../ast.ts'
import { lowerBlock } from './blocks.ts'
import type { Ir } from './ir.ts'
import { leave } from './jumps.ts'
import { type Finally, type Lowering, plain } from './lowering.ts'

export function lowerTry(lowering: Lowering, node: ES.TryStatement, out: Ir[]): void {
  if (!node.finalizer) {
    lowerCatch(lowering, node, out)
    return
  }
  lowerFinally(lowering, node, node.finalizer, out)
}

function lowerCatch(lowering: Lowering, node: ES.TryStatement, out: Ir[]): void {
  const { handler } = node
  lowering.tries++
  const body = lowerBlock(lowering, node.block, node.block.body)
  lowering.tries--
  if (!handler) {
    out.push({ kind: 'block', label: null, body })
    return
  }
  const caught = lowering.names.fresh('$e')
  const inside: Ir[] = []
  lowering.scope(handler, inside, () => {
    if (handler.param) inside.push(plain(at(handler.param, run(assign(handler.param, id(caught))))))
    inside.push(...lowerBlock(lowering, handler.body, handler.body.body))
  })
  out.push({ kind: 'try', body, caught, handler: inside })
}

function lowerFinally(lowering: Lowering, node: ES.TryStatement, finalizer: ES.BlockStatement, out: Ir[]): void {
  const { names } = lowering
  const surrounding: Finally = {
    kind: 'finally',
    label: names.fresh('$l'),
    completion: lowering.temporary('$k'),
    value: lowering.temporary('$v'),
    jumps: [],
  }
  const { completion, value, label } = surrounding
  const caught = names.fresh('$e')
  lowering.surroundings.push(surrounding)
  lowering.tries++
  const guarded: Ir[] = []
  if (node.handler) lowerCatch(lowering, node, guarded)
  else guarded.push(...lowerBlock(lowering, node.block, node.block.body))
  lowering.tries--
  lowering.surroundings.pop()
  // Set at the end rather than at the start: so nothing of the completion is kept while the block is suspended.
  guarded.push(plain(run(assign(id(completion), literal(0)))), plain(run(assign(id(value), undef()))))
  const handler = [plain(run(assign(id(completion), literal(1)))), plain(run(assign(id(value), id(caught))))]
  out.push({ kind: 'block', label, body: [{ kind: 'try', body: guarded, caught, handler }] })
  out.push(...lowerBlock(lowering, finalizer, finalizer.body))
  out.push(plain(when(binary('===', id(completion), literal(1)), [throws(id(value))])))
  for (const [i, statement] of surrounding.jumps.entries()) {
    const jumped: Ir[] = []
    again(lowering, statement, jumped)
    const statements = jumped.map((part) => (part as Extract<Ir, { kind: 'plain' }>).statement)
    out.push(plain(when(binary('===', id(completion), literal(i + 2)), statements)))
  }
}

/** Makes a noted jump from behind the finally: it may have to pass others. */
function again(lowering: Lowering, statement: ES.Statement, out: Ir[]): void {
  const { surroundings } = lowering
  if (statement.type === 'ReturnStatement') {
    leave(lowering, statement, surroundings.length, -1, out)
    return
  }
  const { label } = statement as ES.BreakStatement
  const target = surroundings.findLastIndex((one) => {
    if (one.kind === 'finally') return false
    if (label) return one.labels.includes(label.name) || one.next === label.name
    return one.kind !== 'block'
  })
  const own = surroundings[target]
  const isNext =
    own !== undefined && own.kind !== 'finally' && label !== null && label !== undefined && own.next === label.name
  const includesTarget = !isNext && own !== undefined && own.kind !== 'finally' && own.cursor !== null
  leave(lowering, statement, surroundings.length, includesTarget ? target : target + 1, out)
}
