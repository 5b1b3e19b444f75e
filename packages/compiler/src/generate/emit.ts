// The two forms of a process function. The direct form is what calls run: nearly the plain function, which keeps its variables in a frame when
// something in it suspends. The resume form enters a frame again: the same statements behind guards that lead to the site.

import { assign, at, binary, type ES, id, literal, logical, member, run, throws, when } from '../ast.ts'
import {
  calls,
  countsByItself,
  hasOwnCounter,
  type Ir,
  type Loop,
  rangeOf,
  rangeOfOne,
  type Site,
} from '../lower/ir.ts'
import type { Names } from '../names.ts'

/** How a form leaves at a site, and how it gets there again. */
export interface Form {
  /** Statements that leave with a frame: `reason` says who suspended. */
  suspend(site: Site, reason: 'callee' | 'reductions'): ES.Statement[]
  /** Null in the direct form, which is never entered in its middle. */
  readonly resume: Resume | null
  readonly suspended: ES.Expression
  readonly execution: ES.Expression
  readonly names: Names
  /** Names of this form's own: declared at its top. */
  readonly own: Set<string>
  /** Iterations left before they are counted. */
  readonly turns: string
  /** Iterations that are counted at once, a power of two. */
  readonly batch: number
  /** Holds the pc of the site at which a nest of loops is left. */
  readonly left: string
  /** Whether this is inside a loop. */
  readonly repeated: boolean
  /** The nest of loops that is being emitted. */
  readonly nest: Nest | null
}

/** Loops in each other that call nothing: all leave for reductions by one way. */
interface Nest {
  readonly label: string
  readonly sites: Site[]
}

interface Resume {
  /** Holds the pc until its site is reached, then 0. */
  readonly pc: string
  readonly sent: string
  readonly threw: string
}

export function emit(parts: readonly Ir[], form: Form): ES.Statement[] {
  const { resume } = form
  if (resume === null) return parts.flatMap((part) => emitOne(part, form))
  const out: ES.Statement[] = []
  let skipped: ES.Statement[] = []
  const flush = () => {
    if (skipped.length > 0) out.push(when(isRunning(resume), skipped))
    skipped = []
  }
  const last = parts.findLastIndex((part) => rangeOfOne(part) !== undefined)
  for (const [i, part] of parts.entries()) {
    const range = rangeOfOne(part)
    if (range === undefined) {
      // Behind the last site the guard would always let through.
      if (i > last) out.push(...emitOne(part, { ...form, resume: null }))
      else skipped.push(...emitOne(part, { ...form, resume: null }))
      continue
    }
    flush()
    const statements = emitOne(part, form)
    // What comes before the site is left behind, what comes after is not reached with this pc.
    if (i === last) out.push(...statements)
    else out.push(when(binary('<=', id(resume.pc), literal(range[1])), statements))
  }
  flush()
  return out
}

function isRunning({ pc }: Resume): ES.Expression {
  return binary('===', id(pc), literal(0))
}

/** Whether the site is inside, from the pc; only asked while the pc is not 0. */
function isIn({ pc }: Resume, [low, high]: readonly [number, number]): ES.Expression {
  if (low === high) return binary('===', id(pc), literal(low))
  return logical('&&', binary('>=', id(pc), literal(low)), binary('<=', id(pc), literal(high)))
}

function emitOne(part: Ir, form: Form): ES.Statement[] {
  switch (part.kind) {
    case 'plain':
      return [part.statement]
    case 'site':
      return emitSite(part, form)
    case 'block': {
      const body = block(emit(part.body, form))
      return [part.label === null ? body : { type: 'LabeledStatement', label: id(part.label), body }]
    }
    case 'if':
      return [emitIf(part, form)]
    case 'loop':
      return emitLoop(part, form)
    case 'switch':
      return emitSwitch(part, form)
    case 'try':
      return emitTry(part, form)
  }
}

function block(body: ES.Statement[]): ES.BlockStatement {
  return { type: 'BlockStatement', body }
}

function labelled(labels: readonly string[], statement: ES.Statement): ES.Statement {
  return labels.reduceRight<ES.Statement>(
    (body, label) => ({ type: 'LabeledStatement', label: id(label), body }),
    statement,
  )
}

function emitSite({ site, target, value }: Extract<Ir, { kind: 'site' }>, form: Form): ES.Statement[] {
  const { resume, suspended } = form
  const compared: ES.Expression =
    target === null
      ? value
      : { type: 'AssignmentExpression', operator: '=', left: id(target), right: value, loc: value.loc ?? null }
  const begin = when(binary('===', compared, suspended), form.suspend(site, 'callee'))
  if (resume === null) return [begin]
  const arrive: ES.Statement[] = [
    set(resume.pc, literal(0)),
    // The position of the `yield*`, for the stack of what is thrown here.
    at(site.node, { ...when(id(resume.threw), [throws(id(resume.sent))]) }),
  ]
  if (target !== null) arrive.push(set(target, id(resume.sent)))
  return [when(isRunning(resume), [begin], arrive)]
}

function set(name: string, value: ES.Expression): ES.Statement {
  return run({ type: 'AssignmentExpression', operator: '=', left: id(name), right: value })
}

function emitIf({ test, yes, no }: Extract<Ir, { kind: 'if' }>, form: Form): ES.Statement {
  const { resume } = form
  if (resume === null) return when(test, emit(yes, form), no.length > 0 ? emit(no, form) : undefined)
  const range = rangeOf(yes)
  const chosen: ES.Expression = range === undefined ? literal(false) : isIn(resume, range)
  const entered: ES.Expression = {
    type: 'ConditionalExpression',
    test: isRunning(resume),
    consequent: test,
    alternate: chosen,
  }
  return when(entered, emitBranch(yes, form), no.length > 0 ? emitBranch(no, form) : undefined)
}

/** A branch without a site needs no guards: it is only entered while running. */
function emitBranch(parts: readonly Ir[], form: Form): ES.Statement[] {
  return emit(parts, rangeOf(parts) === undefined ? { ...form, resume: null } : form)
}

/**
 * The test stands at the end of an iteration, behind it the site. (With both at the start, and the pc tested by the loop, V8 cannot tell what the
 * loop's variables are: a sum took 9 times the plain loop's time, now 1.3.)
 *
 *   if ($pc !== 0 || test) for (;;) { if ($pc === site) $pc = 0; …; update; if (!test) break; if (--$n < 0) { … } }
 *
 * Loops that call nothing save their frame behind the outermost of them, not inside: V8 counts all up to the `return` as the loop's, and takes
 * what does not change out of a loop only below 1000 nodes (the product of two matrices took its plain time or twice that, as V8 had
 * inlined more or less there). Loops that call run a turn or two at a time and gain nothing (ring, ping-pong and chameneos, four interleaved
 * VMs each: within the spread), so they keep the shorter form.
 */
function emitLoop(loop: Loop, form: Form): ES.Statement[] {
  const statement = emitNest(loop, form)
  return form.repeated && countsByItself(loop) ? [statement, run(addRest(loop.counter as string, form))] : [statement]
}

function emitNest(loop: Loop, form: Form): ES.Statement {
  const { nest } = form
  if (nest !== null) return emitInner(loop, form, (site) => leaveNest(form, nest, site))
  if (calls(loop)) return emitInner(loop, form, (site) => form.suspend(site, 'reductions'))
  form.own.add(form.left)
  const own: Nest = { label: form.names.fresh('$leave'), sites: [] }
  const past = form.names.fresh('$past')
  const inside = { ...form, nest: own }
  const loops = emitInner(loop, inside, (site) => leaveNest(inside, own, site))
  const leaves = own.sites.flatMap((site, i) => {
    const leave = form.suspend(site, 'reductions')
    return i === own.sites.length - 1 ? leave : [when(binary('===', id(form.left), literal(site.pc)), leave)]
  })
  const body = block([loops, { type: 'BreakStatement', label: id(past) }])
  return labelled([past], block([labelled([own.label], body), ...leaves]))
}

function leaveNest({ left }: Form, { label, sites }: Nest, site: Site): ES.Statement[] {
  sites.push(site)
  return [set(left, literal(site.pc)), { type: 'BreakStatement', label: id(label) }]
}

function emitInner(loop: Loop, form: Form, leave: (site: Site) => ES.Statement[]): ES.Statement {
  const { labels, next, testLast, test, update, site, body } = loop
  const { resume } = form
  const statements: ES.Statement[] = []
  const isLeaf = rangeOf(body) === undefined
  if (resume !== null && !isLeaf) {
    statements.push(when(binary('===', id(resume.pc), literal(site.pc)), [set(resume.pc, literal(0))]))
  }
  const inside = emit(body, { ...form, repeated: true, resume: isLeaf ? null : resume })
  if (next === null) statements.push(...inside)
  else statements.push({ type: 'LabeledStatement', label: id(next), body: block(inside) })
  if (update !== null) statements.push(run(update))
  if (test !== null) {
    const ends: ES.Expression = { type: 'UnaryExpression', operator: '!', prefix: true, argument: test }
    statements.push(at(test, { ...when(ends, []), consequent: { type: 'BreakStatement', label: null } }))
  }
  statements.push(at(site.node, checkReductions(loop, form, leave(site))))
  const endless = labelled(labels, {
    type: 'ForStatement',
    init: null,
    test: null,
    update: null,
    body: block(statements),
  })
  const entered = isLeaf && resume !== null ? [set(resume.pc, literal(0)), endless] : [endless]
  if (testLast || test === null) return entered.length === 1 ? endless : block(entered)
  const first = resume === null ? test : logical('||', binary('!==', id(resume.pc), literal(0)), test)
  return when(first, entered)
}

/**
 * Counts down in a variable, and only each 16th time in memory: `if (--$n < 0) { if (($X.reductions -= 16) < 0) …; $n = 15 }`. A memory access an
 * iteration took short loops to twice their time. The constants tell V8 that it is a small integer: with a start that was read from
 * memory the product of two matrices took 1.4 times as long; counting up under a mask suited Mandelbrot's loop less (1.8 for 1.4).
 *
 * A loop with a counter of its own needs no other: `if ((i & 15) === 0) { if (($X.reductions -= 16) < 0) … }`. With one more variable V8 kept
 * it in memory, in the innermost loop (the product of two matrices: 1.28 times the plain time, now 1.07, on Node 20; 1.27 and 0.92 on 26). It
 * begins at 0, so that it comes by all multiples of 16.
 */
function checkReductions(loop: Loop, form: Form, leave: ES.Statement[]): ES.Statement {
  const { execution, turns, batch } = form
  const count = (iterations: ES.Expression): ES.Statement =>
    when(binary('<', assign(member(execution, 'reductions'), iterations, '-='), literal(0)), leave)
  if (countsByItself(loop)) {
    return when(binary('===', rest(loop.counter as string, form), literal(0)), [count(literal(batch))])
  }
  const turn: ES.Expression = { type: 'UpdateExpression', operator: '--', prefix: true, argument: id(turns) }
  const turned = hasOwnCounter(loop.body) ? binary('-', literal(batch - 1), id(turns)) : literal(batch)
  return when(binary('<', turn, literal(0)), [count(turned), set(turns, literal(batch - 1))])
}

/** What was not counted of a loop inside another one: `$n -= i & 15`. Of one that ends by throwing up to 15 iterations are not counted. */
function addRest(counter: string, form: Form): ES.Expression {
  return assign(id(form.turns), rest(counter, form), '-=')
}

function rest(counter: string, { batch }: Form): ES.Expression {
  return binary('&', id(counter), literal(batch - 1))
}

function emitSwitch({ labels, value, cases }: Extract<Ir, { kind: 'switch' }>, form: Form): ES.Statement[] {
  const { resume } = form
  if (resume === null) {
    const printed = cases.map(
      ({ test, body }): ES.SwitchCase => ({ type: 'SwitchCase', test, consequent: emit(body, form) }),
    )
    return [labelled(labels, { type: 'SwitchStatement', discriminant: value, cases: printed })]
  }
  // The number of the case: chosen by the value, or by where the site is.
  const chosen = own(form, '$case')
  const subject = own(form, '$value')
  const fallback = cases.findIndex(({ test }) => test === null)
  let byValue: ES.Expression = literal(fallback === -1 ? cases.length : fallback)
  let bySite: ES.Expression = literal(cases.length)
  for (let i = cases.length - 1; i >= 0; i--) {
    const { test, body } = cases[i] as (typeof cases)[number]
    if (test !== null) byValue = choose(binary('===', id(subject), test), i, byValue)
    const range = rangeOf(body)
    if (range !== undefined) bySite = choose(isIn(resume, range), i, bySite)
  }
  const printed = cases.map(
    ({ body }, i): ES.SwitchCase => ({ type: 'SwitchCase', test: literal(i), consequent: emitGuarded(body, form) }),
  )
  return [
    when(isRunning(resume), [set(subject, value), set(chosen, byValue)], [set(chosen, bySite)]),
    labelled(labels, { type: 'SwitchStatement', discriminant: id(chosen), cases: printed }),
  ]
}

function emitGuarded(parts: readonly Ir[], form: Form): ES.Statement[] {
  return rangeOf(parts) === undefined ? emit(parts, { ...form, resume: null }) : emit(parts, form)
}

function choose(test: ES.Expression, value: number, otherwise: ES.Expression): ES.Expression {
  return { type: 'ConditionalExpression', test, consequent: literal(value), alternate: otherwise }
}

function emitTry({ body, caught, handler }: Extract<Ir, { kind: 'try' }>, form: Form): ES.Statement[] {
  const { resume } = form
  const inHandler = rangeOf(handler)
  if (resume === null || inHandler === undefined) {
    // What is caught is known in the handler only: its loops are left inside.
    return [
      tryCatch(
        emit(body, resume !== null && rangeOf(body) === undefined ? { ...form, resume: null } : form),
        caught,
        emit(handler, { ...form, resume: null, nest: null }),
      ),
    ]
  }
  // A handler that suspends is entered again without anything being thrown: it stands behind the `try`.
  const handles = own(form, '$handles')
  const error = form.names.fresh('$error')
  form.own.add(caught)
  const attempt = tryCatch(emitGuarded(body, form), error, [set(handles, literal(true)), set(caught, id(error))])
  return [
    set(handles, logical('&&', binary('!==', id(resume.pc), literal(0)), isIn(resume, inHandler))),
    when({ type: 'UnaryExpression', operator: '!', prefix: true, argument: id(handles) }, [attempt]),
    when(id(handles), emit(handler, form)),
  ]
}

function tryCatch(body: ES.Statement[], caught: string, handler: ES.Statement[]): ES.Statement {
  return {
    type: 'TryStatement',
    block: block(body),
    handler: { type: 'CatchClause', param: id(caught), body: block(handler) },
    finalizer: null,
  }
}

function own(form: Form, wanted: string): string {
  const name = form.names.fresh(wanted)
  form.own.add(name)
  return name
}
