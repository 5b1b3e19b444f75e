// One process function, lowered and printed as two functions and its description:
//
//   function work$direct(n) { if (--$X.reductions < 0) return $preempt(new $F(work$code, 1, n, …)); … }
//   function work$resume($frame, $sent, $threw) { let $pc = $frame.pc, n = $frame.a, …; … }

import type { ProcessCode } from '../analyse/process-code.ts'
import { array, assign, at, binary, call, create, declare, type ES, fn, id, index, literal, member, run, undef, when } from '../ast.ts'
import type { Ir, Site } from '../lower/ir.ts'
import { Lowering, plain } from '../lower/lowering.ts'
import { lowerStatements } from '../lower/statements.ts'
import type { Names } from '../names.ts'
import type { Rewriter } from '../transform/rewrite.ts'
import { emit, type Form } from './emit.ts'
import type { SupportNames } from './support-names.ts'

export interface Generated {
  readonly code: ProcessCode
  readonly functions: readonly ES.FunctionDeclaration[]
  readonly sites: readonly Site[]
  readonly parameters: number
  readonly rest: boolean
}

/** The fields of a frame that hold the first variables. */
const INLINE = ['a', 'b', 'c', 'd'] as const

export function generate(code: ProcessCode, names: Names, support: SupportNames, rewriter: Rewriter): Generated {
  const lowering = new Lowering(code, names, support, rewriter)
  const captured = code.captures.map(({ name }) => name)
  if (code.usesThis) captured.unshift(rewriter.thisName)
  const begin: Ir[] = []
  const params = parameters(lowering, begin)
  const entryNames = [...captured, ...params.names]
  const body: Ir[] = []
  const { node } = code
  for (const local of lowering.localsOf(node)) {
    if (!params.names.includes(local.name)) lowering.declared.add(local.name)
  }
  const locals = lowering.localsOf(node).map(({ name }) => name)
  lowering.during([...new Set([...entryNames, ...locals])], () => {
    lowering.site('entry', node)
    for (const { name } of rewriter.boxesOf(node)) body.push(plain(run(assign(id(name), lowering.box(null)))))
    body.push(...begin)
    lowerStatements(lowering, (node.body as ES.BlockStatement).body, body)
  })
  const slots = new Map<string, number>()
  for (const name of entryNames) slots.set(name, slots.size)
  for (const { live } of lowering.sites) for (const name of live) if (!slots.has(name)) slots.set(name, slots.size)
  const context = { code, lowering, names, support, slots, entryNames, params }
  return {
    code,
    functions: [direct(context, body), resume(context, body)],
    sites: lowering.sites,
    parameters: params.names.length - (params.rest ? 1 : 0),
    rest: params.rest,
  }
}

interface Context {
  readonly code: ProcessCode
  readonly lowering: Lowering
  readonly names: Names
  readonly support: SupportNames
  /** Where each variable lies in the frame. */
  readonly slots: ReadonlyMap<string, number>
  readonly entryNames: readonly string[]
  readonly params: Parameters
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
    const target = param.type === 'RestElement' ? param.argument : param.type === 'AssignmentPattern' ? param.left : param
    const value =
      param.type === 'AssignmentPattern'
        ? ({ type: 'ConditionalExpression', test: binary('===', id(raw), undef()), consequent: param.right, alternate: id(raw) } as ES.Expression)
        : id(raw)
    begin.push(plain(at(param, run(assign(target, value)))))
    return raw
  })
  return { names: params, rest: node.params.at(-1)?.type === 'RestElement' }
}

function direct(context: Context, body: readonly Ir[]): ES.FunctionDeclaration {
  const { code, lowering, names, support, entryNames, params } = context
  const own = new Set<string>()
  const form: Form = {
    suspend: (site, reason) => {
      const frame = newFrame(context, site)
      return [at(site.node, leaveWith(context, reason, frame))]
    },
    resume: null,
    suspended: support.get('SUSPENDED'),
    execution: support.get('execution'),
    names,
    own,
    left: names.fresh('$left'),
  }
  const entry = lowering.sites[0] as Site
  const check = reductionCheck(context, form.suspend({ ...entry, live: entryNames }, 'reductions'))
  const statements = emit(body, form)
  const declared = [...lowering.declared, ...own].filter((name) => !entryNames.includes(name))
  const patterns: ES.Pattern[] = entryNames.map((name, i) =>
    params.rest && i === entryNames.length - 1 ? { type: 'RestElement', argument: id(name) } : id(name),
  )
  return at(code.node, fn(code.names.direct, patterns, [...check, ...countdown(lowering, form), ...declaration(declared), ...statements]))
}

function resume(context: Context, body: readonly Ir[]): ES.FunctionDeclaration {
  const { code, lowering, names, support, slots } = context
  const frame = names.fresh('$frame')
  const pc = names.fresh('$pc')
  const sent = names.fresh('$sent')
  const threw = names.fresh('$threw')
  const own = new Set<string>()
  const form: Form = {
    suspend: (site, reason) => [...saveTo(context, frame, site), at(site.node, leaveWith(context, reason, id(frame)))],
    resume: { pc, sent, threw },
    suspended: support.get('SUSPENDED'),
    execution: support.get('execution'),
    names,
    own,
    left: names.fresh('$left'),
  }
  const statements = emit(body, form)
  const numbers = new Set([...code.locals.values()].filter(({ numeric, boxed }) => numeric && !boxed).map(({ name }) => name))
  const valueOf = (name: string, slot: number) => typed(slotOf(frame, slot), numbers.has(name))
  const restored = [...slots].map(([name, slot]): [ES.Pattern, ES.Expression] => [id(name), valueOf(name, slot)])
  const inline = restored.filter((_, i) => i < INLINE.length)
  const more = [...slots].filter(([, slot]) => slot >= INLINE.length)
  const declared = [...lowering.declared, ...own].filter((name) => !slots.has(name))
  const unpack = more.map(([name, slot]) => run(assign(id(name), valueOf(name, slot))))
  const prologue: ES.Statement[] = [
    declare('let', [[id(pc), member(id(frame), 'pc')], ...inline]),
    ...countdown(lowering, form),
    ...declaration([...more.map(([name]) => name), ...declared]),
  ]
  if (unpack.length > 0) {
    prologue.push(when(binary('!==', member(id(frame), 'rest'), literal(null)), unpack))
  }
  prologue.push(when(binary('===', id(pc), literal(1)), [run(assign(id(pc), literal(0)))]))
  return at(code.node, fn(code.names.resume, [id(frame), id(sent), id(threw)], [...prologue, ...statements]))
}

/** The variable that counts iterations, where there is a loop. */
function countdown({ sites }: Lowering, { left, execution }: Form): ES.Statement[] {
  return sites.some(({ kind }) => kind === 'loop') ? [declare('let', [[id(left), member(execution, 'batch')]])] : []
}

function declaration(names: readonly string[]): ES.Statement[] {
  return names.length === 0 ? [] : [declare('let', names.map((name) => [id(name), null]))]
}

function reductionCheck({ support, code }: Context, suspend: ES.Statement[]): ES.Statement[] {
  const reductions = member(support.get('execution'), 'reductions')
  const used = binary('<', { type: 'UpdateExpression', operator: '--', prefix: true, argument: reductions }, literal(0))
  return [at(code.node, when(used, suspend))]
}

function leaveWith({ support }: Context, reason: 'callee' | 'reductions', frame: ES.Expression): ES.Statement {
  const leave = support.get(reason === 'callee' ? 'capture' : 'preempt')
  return { type: 'ReturnStatement', argument: call(leave, [frame]) }
}

/** `+value` for what is a number: see analyse/numbers.ts. */
function typed(value: ES.Expression, isNumber: boolean): ES.Expression {
  return isNumber ? { type: 'UnaryExpression', operator: '+', prefix: true, argument: value } : value
}

function slotOf(frame: string, slot: number): ES.MemberExpression {
  const field = INLINE[slot]
  return field === undefined ? index(member(id(frame), 'rest'), literal(slot - INLINE.length)) : member(id(frame), field)
}

/** `new Frame(code, pc, a, b, c, d, rest)`. */
function newFrame({ code, support, slots }: Context, site: Site): ES.Expression {
  const values = valuesAt(slots, site)
  const inline = INLINE.map((_, i) => values[i] ?? undef())
  const rest = values.slice(INLINE.length)
  return create(support.get('Frame'), [
    id(code.names.code),
    literal(site.pc),
    ...inline,
    rest.length > 0 ? array(rest) : literal(null),
  ])
}

/** Saves into the frame that the call was entered with: it is this call's own now. */
function saveTo({ slots }: Context, frame: string, site: Site): ES.Statement[] {
  const values = valuesAt(slots, site)
  const statements: ES.Statement[] = [run(assign(member(id(frame), 'pc'), literal(site.pc)))]
  for (const [i, field] of INLINE.entries()) {
    // What is dead is dropped, so that a suspended process does not keep it alive.
    if (i < slots.size) statements.push(run(assign(member(id(frame), field), values[i] ?? undef())))
  }
  if (slots.size > INLINE.length) {
    const rest = values.slice(INLINE.length)
    statements.push(run(assign(member(id(frame), 'rest'), rest.length > 0 ? array(rest) : literal(null))))
  }
  return statements
}

/** What each slot holds at a site, up to the last one in use. */
function valuesAt(slots: ReadonlyMap<string, number>, site: Site): ES.Expression[] {
  const values: ES.Expression[] = []
  for (const name of site.live) values[slots.get(name) as number] = id(name)
  return Array.from(values, (value) => value ?? undef())
}
