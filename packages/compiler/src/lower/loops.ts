// Loops. Between two iterations is a site: that is where a process that computes is preempted.

import { hasYield } from '../analyse/find-generators.ts'
import { reassignment } from '../analyse/variables.ts'
import {
  assign,
  at,
  binary,
  call,
  childrenOf,
  conditional,
  type ES,
  id,
  index,
  isFunction,
  jump,
  literal,
  logical,
  member,
  not,
  run,
  sequence,
  throws,
  when,
} from '../ast.ts'
import { copyBox } from '../transform/boxes.ts'
import { lowerBranch } from './blocks.ts'
import { assignPattern } from './declarations.ts'
import type { Ir, Loop } from './ir.ts'
import { stash } from './lists.ts'
import { type Lowering, plain, type Surrounding } from './lowering.ts'

/** The parts of a loop that have no `yield*`. */
interface Head {
  readonly test: ES.Expression | null
  readonly update: ES.Expression | null
  readonly testLast: boolean
  /** See Loop. */
  readonly counter: string | null
}

/** What ends the loop is in its body. */
const ENDLESS: Head = { test: null, update: null, testLast: false, counter: null }

export function lowerWhile(lowering: Lowering, node: ES.WhileStatement, out: Ir[], labels: readonly string[]): void {
  const isPlain = !hasYield(node.test)
  loop(
    lowering,
    node,
    { test: isPlain ? node.test : null, update: null, testLast: false, counter: null },
    out,
    labels,
    null,
    (body) => {
      if (!isPlain) leaveUnless(lowering, node.test, body)
      body.push(...lowerBranch(lowering, node.body))
    },
  )
}

export function lowerDoWhile(
  lowering: Lowering,
  node: ES.DoWhileStatement,
  out: Ir[],
  labels: readonly string[],
): void {
  if (!hasYield(node.test)) {
    loop(
      lowering,
      node,
      { test: node.test, update: null, testLast: true, counter: null },
      out,
      labels,
      null,
      (body) => {
        body.push(...lowerBranch(lowering, node.body))
      },
    )
    return
  }
  notFirst(lowering, out, (first) =>
    loop(lowering, node, ENDLESS, out, labels, null, (body) => {
      const test: Ir[] = []
      leaveUnless(lowering, node.test, test)
      body.push(...unlessFirst(first, test))
      body.push(...lowerBranch(lowering, node.body))
    }),
  )
}

export function lowerFor(lowering: Lowering, node: ES.ForStatement, out: Ir[], labels: readonly string[]): void {
  const isPlain = !(node.test && hasYield(node.test)) && !(node.update && hasYield(node.update))
  lowering.scope(node, out, () => {
    if (node.init?.type === 'VariableDeclaration') lowering.statement(node.init, out, [])
    else if (node.init) out.push(plain(run(lowering.expression(node.init, out))))
    // Closures of one iteration see its own variables.
    const copies = lowering.rewriter.boxesOf(node).map(copyBox)
    if (isPlain) {
      const parts = node.update ? [...copies, node.update] : copies
      const update = parts.length > 1 ? sequence(parts) : (parts[0] ?? null)
      const head: Head = {
        test: node.test ?? null,
        update,
        testLast: false,
        counter: counterOf(lowering, node, labels),
      }
      loop(lowering, node, head, out, labels, null, (body) => {
        body.push(...lowerBranch(lowering, node.body))
      })
      return
    }
    notFirst(lowering, out, (first) =>
      loop(lowering, node, ENDLESS, out, labels, null, (body) => {
        const update: Ir[] = copies.map((copy) => plain(run(copy)))
        if (node.update) update.push(plain(run(lowering.expression(node.update, update))))
        body.push(...unlessFirst(first, update))
        if (node.test) leaveUnless(lowering, node.test, body)
        body.push(...lowerBranch(lowering, node.body))
      }),
    )
  })
}

/**
 * The variable by which a `for` loop counts up from 0, if nothing else changes it and it is certain to hold a number. Where a label leads past the end
 * of the loop, what was not counted yet could not be counted there (see `addRest`).
 */
function counterOf(lowering: Lowering, node: ES.ForStatement, labels: readonly string[]): string | null {
  const { init, update, body } = node
  if (update?.type !== 'UpdateExpression' || update.operator !== '++' || update.argument.type !== 'Identifier') {
    return null
  }
  const { name } = update.argument
  if (!beginsAtZero(init, name) || leadsPast(body, labels)) return null
  const local = lowering.localsOf(node).find((candidate) => candidate.name === name)
  if (local === undefined || local.boxed || local.numeric !== 'counter') return null
  return reassignment(local.variable) === undefined ? name : null
}

function beginsAtZero(init: ES.ForStatement['init'], name: string): boolean {
  if (init?.type !== 'VariableDeclaration') return false
  return init.declarations.some(
    ({ id, init }) => id.type === 'Identifier' && id.name === name && init?.type === 'Literal' && init.value === 0,
  )
}

/** Whether something in it jumps to a label further out than these. */
function leadsPast(node: ES.Node, labels: readonly string[]): boolean {
  if (isFunction(node)) return false
  if (node.type === 'LabeledStatement') return leadsPast(node.body, [...labels, node.label.name])
  if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
    return node.label != null && !labels.includes(node.label.name)
  }
  return childrenOf(node).some((child) => leadsPast(child, labels))
}

export function lowerForOf(lowering: Lowering, node: ES.ForOfStatement, out: Ir[], labels: readonly string[]): void {
  const cursor = lowering.temporary('$cursor')
  out.push(plain(at(node.right, run(assign(id(cursor), begin(lowering, node.right, out))))))
  const inner: Ir[] = []
  lowering.tries++
  walk(lowering, node, cursor, cursor, inner, labels)
  lowering.tries--
  const caught = lowering.names.fresh('$e')
  const handler = [plain(run(call(member(id(cursor), 'close'), [literal(true)]))), plain(throws(id(caught)))]
  out.push({ kind: 'try', body: inner, caught, handler })
}

/**
 * `$cursor(iterable)`. What `keys`, `values` and `entries` give is not asked for where the support knows it:
 *
 *   for (const k of map.keys())     ->     $walk(map, "keys") ?? $cursor(map.keys())
 */
function begin(lowering: Lowering, node: ES.Expression, out: Ir[]): ES.Expression {
  const { support } = lowering
  const name = walkIn(node)
  if (name === undefined) return call(support.get('cursor'), [lowering.expression(node, out)])
  const { object } = (node as ES.SimpleCallExpression).callee as ES.MemberExpression
  const walked = stash(lowering, lowering.expression(object as ES.Expression, out), out)
  // Only what is no function is called here: it throws.
  const called = at(node, call(member(walked, name), []))
  return logical(
    '??',
    at(node, call(support.get('walk'), [walked, literal(name)])),
    call(support.get('cursor'), [called]),
  )
}

function walkIn(node: ES.Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.optional || node.arguments.length > 0) return undefined
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.object.type === 'Super')
    return undefined
  return callee.property.type === 'Identifier' && /^(keys|values|entries)$/.test(callee.property.name)
    ? callee.property.name
    : undefined
}

export function lowerForIn(lowering: Lowering, node: ES.ForInStatement, out: Ir[], labels: readonly string[]): void {
  const cursor = lowering.temporary('$cursor')
  const object = lowering.expression(node.right, out)
  out.push(plain(at(node.right, run(assign(id(cursor), call(lowering.support.get('keys'), [object]))))))
  walk(lowering, node, cursor, null, out, labels)
}

function walk(
  lowering: Lowering,
  node: ES.ForOfStatement | ES.ForInStatement,
  cursor: string,
  closed: string | null,
  out: Ir[],
  labels: readonly string[],
): void {
  const advance = call(member(id(cursor), 'advance'), [])
  const test = at(node.left, closed === null ? advance : conditional(isByIndex(cursor), hasNext(cursor), advance))
  const head: Head = { test, update: null, testLast: false, counter: null }
  loop(lowering, node, head, out, labels, closed, (body) =>
    lowering.scope(node, body, () => {
      const target =
        node.left.type === 'VariableDeclaration' ? (node.left.declarations[0]?.id as ES.Pattern) : node.left
      const next = closed === null ? member(id(cursor), 'value') : nextValue(cursor)
      const value = closed === null || target.type === 'Identifier' ? next : stash(lowering, next, body)
      assignPattern(lowering, target, value, node.left, body)
      body.push(...lowerBranch(lowering, node.body))
    }),
  )
}

/** `$cursor.values !== null` */
function isByIndex(cursor: string): ES.Expression {
  return binary('!==', member(id(cursor), 'values'), literal(null))
}

/** `$cursor.index < $cursor.values.length || $cursor.end()` */
function hasNext(cursor: string): ES.Expression {
  const length = member(member(id(cursor), 'values'), 'length')
  return logical('||', binary('<', member(id(cursor), 'index'), length), call(member(id(cursor), 'end'), []))
}

/** `$cursor.values !== null ? $cursor.values[$cursor.index++] : $cursor.value` */
function nextValue(cursor: string): ES.Expression {
  const next = {
    type: 'UpdateExpression',
    operator: '++',
    prefix: false,
    argument: member(id(cursor), 'index'),
  } as const
  return conditional(isByIndex(cursor), index(member(id(cursor), 'values'), next), member(id(cursor), 'value'))
}

function loop(
  lowering: Lowering,
  node: ES.Node,
  head: Head,
  out: Ir[],
  labels: readonly string[],
  cursor: string | null,
  fill: (body: Ir[]) => void,
): void {
  const site = lowering.site('loop', node)
  const body: Ir[] = []
  const surrounding: Surrounding = { kind: 'loop', labels, cursor, next: null }
  lowering.surroundings.push(surrounding)
  fill(body)
  lowering.surroundings.pop()
  out.push({ kind: 'loop', labels, next: surrounding.next, ...head, site, body } satisfies Loop)
}

function leaveUnless(lowering: Lowering, test: ES.Expression, body: Ir[]): void {
  const value = lowering.expression(test, body)
  body.push(plain(when(not(value), [jump('BreakStatement', null)])))
}

/** A variable that tells the first iteration from the others, for what stands at an iteration's end and suspends. */
function notFirst(lowering: Lowering, out: Ir[], inside: (first: string) => void): void {
  const first = lowering.temporary('$first')
  out.push(plain(run(assign(id(first), literal(true)))))
  inside(first)
}

function unlessFirst(first: string, parts: Ir[]): Ir[] {
  return [{ kind: 'if', test: not(id(first)), yes: parts, no: [] }, plain(run(assign(id(first), literal(false))))]
}
