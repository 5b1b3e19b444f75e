// One process function, lowered and printed as two functions and its description:
//
//   function work$direct(n) { if (--$X.reductions < 0) return $preempt(new $F(work$code, 1, n, …)); … }
//   function work$resume($frame, $sent, $threw) { let $pc = $frame.pc, n = $frame.a, …; … }

import type { NumberKind } from '../analyse/numbers.ts'
import type { ProcessCode } from '../analyse/process-code.ts'
import { assign, at, binary, call, declare, type ES, fn, id, literal, member, run, undef, when } from '../ast.ts'
import { lowerStatements } from '../lower/blocks.ts'
import { lowerExpression } from '../lower/expressions.ts'
import { hasLoopThatCalls, type Ir, needsTurns, type Site } from '../lower/ir.ts'
import { findLive } from '../lower/liveness.ts'
import { Lowering, plain } from '../lower/lowering.ts'
import { lowerStatement } from '../lower/statements.ts'
import type { Names } from '../names.ts'
import { ENTRY } from '../support/frame.ts'
import type { Rewriter } from '../transform/rewrite.ts'
import { emit, type Form } from './emit.ts'
import { newFrame, restoreAtOnce, restoredLater, restoreLater, type Slots, saveTo, slotsOf } from './frames.ts'
import type { SupportNames } from './support-names.ts'

export interface Generated {
  readonly code: ProcessCode
  readonly functions: readonly ES.FunctionDeclaration[]
  readonly sites: readonly Site[]
  readonly parameters: number
  readonly rest: boolean
}

/** `batch`: iterations of a loop that are counted at once, a power of two. */
export function generate(
  code: ProcessCode,
  names: Names,
  support: SupportNames,
  rewriter: Rewriter,
  batch: number,
): Generated {
  const lowering = new Lowering(code, names, support, rewriter, {
    expression: lowerExpression,
    statement: lowerStatement,
  })
  const { node } = code
  const entry = lowering.site('entry', node)
  const captured = code.captures.map(({ name }) => name)
  if (code.usesThis) captured.unshift(rewriter.thisName)
  const begin: Ir[] = []
  const params = parameters(lowering, begin)
  const entryNames = [...captured, ...params.names]
  const body: Ir[] = []
  lowering.scope(node, body, () => {
    body.push(...begin)
    lowerStatements(lowering, (node.body as ES.BlockStatement).body, body)
  })
  const variables = new Set([...entryNames, ...lowering.declared])
  const atStart = findLive(body, variables)
  entry.live = entryNames
  const slots = slotsOf(lowering.sites, atStart, numbersOf(code, body))
  const context = { code, lowering, names, support, slots, entryNames, params, batch }
  return {
    code,
    functions: [direct(context, body), resume(context, body)],
    sites: lowering.sites,
    parameters: params.names.length - (params.rest ? 1 : 0),
    rest: params.rest,
  }
}

/**
 * The variables that are converted when they come out of a frame: all numbers but the counters of loops that call. Such a loop is entered
 * again and again for a turn or two, and gains nothing (ring, ping-pong and chameneos, four interleaved VMs each: within the spread).
 */
function numbersOf({ locals }: ProcessCode, body: readonly Ir[]): Map<string, NumberKind> {
  const withCounters = !hasLoopThatCalls(body)
  const numbers = new Map<string, NumberKind>()
  for (const { name, numeric, boxed } of locals.values()) {
    if (numeric === undefined || boxed || (numeric === 'counter' && !withCounters)) continue
    numbers.set(name, numeric)
  }
  return numbers
}

interface Context {
  readonly code: ProcessCode
  readonly lowering: Lowering
  readonly names: Names
  readonly support: SupportNames
  /** Where each variable lies in the frame. */
  readonly slots: Slots
  readonly entryNames: readonly string[]
  readonly params: Parameters
  readonly batch: number
}

interface Parameters {
  readonly names: readonly string[]
  readonly rest: boolean
}

/** Parameters by position; defaults and patterns become statements at the beginning of the body. */
function parameters(lowering: Lowering, begin: Ir[]): Parameters {
  const { node } = lowering.code
  const params = node.params.map((param): string => {
    if (param.type === 'Identifier') return param.name
    if (param.type === 'RestElement' && param.argument.type === 'Identifier') return param.argument.name
    const raw = lowering.names.fresh('$p')
    const target =
      param.type === 'RestElement' ? param.argument : param.type === 'AssignmentPattern' ? param.left : param
    const value =
      param.type === 'AssignmentPattern'
        ? ({
            type: 'ConditionalExpression',
            test: binary('===', id(raw), undef()),
            consequent: param.right,
            alternate: id(raw),
          } as ES.Expression)
        : id(raw)
    begin.push(plain(at(param, run(assign(target, value)))))
    return raw
  })
  return { names: params, rest: node.params.at(-1)?.type === 'RestElement' }
}

function direct(context: Context, body: readonly Ir[]): ES.FunctionDeclaration {
  const { code, lowering, names, support, slots, entryNames, params } = context
  const own = new Set<string>()
  const form: Form = {
    suspend: (site, reason) => {
      const frame = newFrame(context.code, support, slots, site)
      return [at(site.node, leaveWith(support.get(reason === 'callee' ? 'capture' : 'preempt'), frame))]
    },
    resume: null,
    suspended: support.get('SUSPENDED'),
    execution: support.get('execution'),
    names,
    own,
    turns: names.fresh('$n'),
    batch: context.batch,
    left: names.fresh('$left'),
    repeated: false,
    nest: null,
  }
  const check = reductionCheck(context, form.suspend(lowering.sites[0] as Site, 'reductions'))
  const statements = emit(body, form)
  const declared = [...lowering.declared, ...own].filter((name) => !entryNames.includes(name))
  const patterns: ES.Pattern[] = entryNames.map((name, i) =>
    params.rest && i === entryNames.length - 1 ? { type: 'RestElement', argument: id(name) } : id(name),
  )
  return at(
    code.node,
    fn(code.names.direct, patterns, [...check, ...count(body, form), ...declaration(declared), ...statements]),
  )
}

function resume(context: Context, body: readonly Ir[]): ES.FunctionDeclaration {
  const { code, lowering, names, support, slots } = context
  const frame = names.fresh('$frame')
  const pc = names.fresh('$pc')
  const sent = names.fresh('$sent')
  const threw = names.fresh('$threw')
  const own = new Set<string>()
  const form: Form = {
    suspend: (site, reason) => {
      const leave = support.get(reason === 'callee' ? 'captureAgain' : 'preemptAgain')
      return [...saveTo(slots, frame, site), at(site.node, leaveWith(leave, id(frame)))]
    },
    resume: { pc, sent, threw },
    suspended: support.get('SUSPENDED'),
    execution: support.get('execution'),
    names,
    own,
    turns: names.fresh('$n'),
    batch: context.batch,
    left: pc,
    repeated: false,
    nest: null,
  }
  const statements = emit(body, form)
  const declared = [...lowering.declared, ...own].filter((name) => name !== pc && !slots.places.has(name))
  const prologue: ES.Statement[] = [
    declare('let', [[id(pc), member(id(frame), 'pc')], ...restoreAtOnce(slots, frame)]),
    ...count(body, form),
    ...declaration([...restoredLater(slots), ...declared], slots.numbers),
    ...restoreLater(slots, frame, pc),
    when(binary('===', id(pc), literal(ENTRY)), [run(assign(id(pc), literal(0)))]),
  ]
  return at(code.node, fn(code.names.resume, [id(frame), id(sent), id(threw)], [...prologue, ...statements]))
}

/** The variable that counts iterations, where one is needed. */
function count(body: readonly Ir[], { turns, batch }: Form): ES.Statement[] {
  return needsTurns(body) ? [declare('let', [[id(turns), literal(batch - 1)]])] : []
}

/**
 * `numbers` are never undefined: a variable that might be, V8 may keep boxed through the loop that adds to it (Node 20 did so with matmul's sum, in a
 * third of its time).
 */
function declaration(names: readonly string[], numbers: ReadonlyMap<string, NumberKind> = new Map()): ES.Statement[] {
  return names.length === 0
    ? []
    : [
        declare(
          'let',
          names.map((name) => [id(name), numbers.has(name) ? literal(0) : null]),
        ),
      ]
}

function reductionCheck({ support, code }: Context, suspend: ES.Statement[]): ES.Statement[] {
  const reductions = member(support.get('execution'), 'reductions')
  const used = binary('<', { type: 'UpdateExpression', operator: '--', prefix: true, argument: reductions }, literal(0))
  return [at(code.node, when(used, suspend))]
}

function leaveWith(leave: ES.Identifier, frame: ES.Expression): ES.Statement {
  return { type: 'ReturnStatement', argument: call(leave, [frame]) }
}
