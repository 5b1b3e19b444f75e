// Expressions that hold a `yield*`. What is evaluated before it is kept in temporaries, in the order of the language:
//
//   total += f(a) * (yield* g())     ->     $t1 = total; $t2 = f(a); [site] $t3 = g(); total = $t1 + $t2 * $t3

import { hasYield } from '../analyse/find-generators.ts'
import { assign, at, binary, call, type ES, id, index, literal, member, run, undef, when } from '../ast.ts'
import { type Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'
import { lowerYield } from './yields.ts'

/** Lowers what comes first into `out`; the returned expression, evaluated after that, gives the value. */
export function lowerExpression(lowering: Lowering, node: ES.Expression, out: Ir[]): ES.Expression {
  if (!hasYield(node)) return node
  switch (node.type) {
    case 'YieldExpression':
      return lowerYield(lowering, node, out)
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return { ...node, right: lowerExpression(lowering, node.right, out) }
      const [left, right] = lowerList(lowering, [node.left, node.right], out) as [ES.Expression, ES.Expression]
      return { ...node, left, right }
    }
    case 'LogicalExpression':
      return lowerLogical(lowering, node, out)
    case 'ConditionalExpression':
      return lowerConditional(lowering, node, out)
    case 'AssignmentExpression':
      return lowerAssignment(lowering, node, out)
    case 'SequenceExpression': {
      for (const expression of node.expressions.slice(0, -1)) out.push(plain(run(lowerExpression(lowering, expression, out))))
      return lowerExpression(lowering, node.expressions.at(-1) as ES.Expression, out)
    }
    case 'UnaryExpression':
      return { ...node, argument: lowerExpression(lowering, node.argument, out) }
    case 'UpdateExpression':
      return { ...node, argument: lowerReference(lowering, node.argument as ES.MemberExpression, out) }
    case 'MemberExpression': {
      const { object, property } = lowerMember(lowering, node, out)
      return { ...node, object, property }
    }
    case 'ChainExpression':
      return lowerChain(lowering, node, out)
    case 'CallExpression':
      return lowerCall(lowering, node, out)
    case 'NewExpression': {
      const [callee, ...args] = lowerList(lowering, [node.callee as ES.Expression, ...node.arguments], out)
      return { ...node, callee: callee as ES.Expression, arguments: args as ES.Expression[] }
    }
    case 'ArrayExpression':
      return { ...node, elements: lowerList(lowering, node.elements, out) }
    case 'ObjectExpression':
      return lowerObject(lowering, node, out)
    case 'TemplateLiteral':
      return { ...node, expressions: lowerTemplate(lowering, node.expressions, out) }
    case 'TaggedTemplateExpression': {
      const { tag } = node
      const first = tag.type === 'MemberExpression' ? (tag.object as ES.Expression) : tag
      const [object, ...expressions] = lowerList(lowering, [first, ...node.quasi.expressions], out) as ES.Expression[]
      const target = tag.type === 'MemberExpression' ? { ...tag, object: object as ES.Expression } : (object as ES.Expression)
      return { ...node, tag: target, quasi: { ...node.quasi, expressions } }
    }
    case 'ImportExpression':
      return { ...node, source: lowerExpression(lowering, node.source, out) }
    default:
      throw new Error(`the compiler does not know ${node.type} with a yield* in it`)
  }
}

type Item = ES.Expression | ES.SpreadElement | null

/** Expressions evaluated one after the other: those before the last `yield*` are kept. */
export function lowerList<T extends Item | ES.Super>(lowering: Lowering, items: readonly T[], out: Ir[]): T[] {
  const last = items.findLastIndex((item) => item !== null && hasYield(item))
  const mark = lowering.mark()
  const lowered = items.map((item, i): T => {
    if (item === null || i > last) return item
    const isLast = i === last
    if (item.type === 'SpreadElement') {
      const argument = lowerExpression(lowering, item.argument, out)
      // What is spread is walked before the next expression is evaluated.
      return { ...item, argument: isLast ? argument : stash(lowering, { type: 'ArrayExpression', elements: [{ ...item, argument }] }, out) } as T
    }
    const value = lowerExpression(lowering, item as ES.Expression, out)
    return (isLast ? value : stash(lowering, value, out)) as T
  })
  lowering.release(mark)
  return lowered
}

/** Evaluates an expression now and keeps its value; what cannot change needs no keeping. Alive until the caller releases it. */
export function stash(lowering: Lowering, value: ES.Expression, out: Ir[]): ES.Expression {
  if (value.type === 'Literal' || isFunctionValue(value)) return value
  const name = lowering.temporary()
  out.push(plain(run(at(value, assign(id(name), value)))))
  lowering.keep(name)
  return id(name)
}

function isFunctionValue({ type }: ES.Expression): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

function lowerLogical(lowering: Lowering, node: ES.LogicalExpression, out: Ir[]): ES.Expression {
  const left = lowerExpression(lowering, node.left, out)
  if (!hasYield(node.right)) return { ...node, left }
  const result = lowering.temporary()
  out.push(plain(run(assign(id(result), left))))
  out.push({ kind: 'if', test: goesOn(node.operator, id(result)), yes: branch(lowering, result, node.right), no: [] })
  return id(result)
}

function goesOn(operator: ES.LogicalOperator, value: ES.Expression): ES.Expression {
  if (operator === '&&') return value
  if (operator === '||') return { type: 'UnaryExpression', operator: '!', prefix: true, argument: value }
  return binary('==', value, literal(null))
}

function lowerConditional(lowering: Lowering, node: ES.ConditionalExpression, out: Ir[]): ES.Expression {
  const test = lowerExpression(lowering, node.test, out)
  if (!hasYield(node.consequent) && !hasYield(node.alternate)) return { ...node, test }
  const result = lowering.temporary()
  const yes = branch(lowering, result, node.consequent)
  const no = branch(lowering, result, node.alternate)
  out.push({ kind: 'if', test, yes, no })
  return id(result)
}

function branch(lowering: Lowering, result: string, node: ES.Expression): Ir[] {
  const out: Ir[] = []
  const mark = lowering.mark()
  const value = lowerExpression(lowering, node, out)
  out.push(plain(run(assign(id(result), value))))
  lowering.release(mark)
  return out
}

function lowerAssignment(lowering: Lowering, node: ES.AssignmentExpression, out: Ir[]): ES.Expression {
  const { left, operator } = node
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression') {
    return { ...node, right: lowerExpression(lowering, node.right, out) }
  }
  const mark = lowering.mark()
  const target = left.type === 'Identifier' ? left : lowerReference(lowering, left, out, hasYield(node.right))
  const lowered = assignTo(lowering, node, target, operator, out)
  lowering.release(mark)
  return lowered
}

function assignTo(
  lowering: Lowering,
  node: ES.AssignmentExpression,
  target: ES.Identifier | ES.MemberExpression,
  operator: ES.AssignmentOperator,
  out: Ir[],
): ES.Expression {
  if (!hasYield(node.right)) return { ...node, left: target }
  if (operator === '=') return { ...node, left: target, right: lowerExpression(lowering, node.right, out) }
  const own = operator.slice(0, -1)
  if (own === '&&' || own === '||' || own === '??') {
    const result = lowering.temporary()
    out.push(plain(run(assign(id(result), target))))
    const yes = branch(lowering, result, node.right)
    yes.push(plain(run(assign(target, id(result)))))
    out.push({ kind: 'if', test: goesOn(own, id(result)), yes, no: [] })
    return id(result)
  }
  const before = stash(lowering, target, out)
  const right = lowerExpression(lowering, node.right, out)
  return { ...node, operator: '=', left: target, right: at(node, binary(own as ES.BinaryOperator, before, right)) }
}

/** What is assigned to: its object and key are evaluated first, and kept if something follows that suspends. */
function lowerReference(lowering: Lowering, node: ES.MemberExpression, out: Ir[], keep = true): ES.MemberExpression {
  if (!hasYield(node) && !keep) return node
  const { object, property } = lowerMember(lowering, node, out)
  if (object.type === 'Super') return { ...node, property }
  const kept = keep ? stash(lowering, object, out) : object
  const key = node.computed && keep ? stash(lowering, property as ES.Expression, out) : property
  return { ...node, object: kept, property: key }
}

function lowerMember(
  lowering: Lowering,
  node: ES.MemberExpression,
  out: Ir[],
): { object: ES.Expression | ES.Super; property: ES.Expression | ES.PrivateIdentifier } {
  if (!node.computed) {
    return { object: node.object.type === 'Super' ? node.object : lowerExpression(lowering, node.object, out), property: node.property }
  }
  const [object, property] = lowerList(lowering, [node.object, node.property as ES.Expression], out)
  return { object: object as ES.Expression, property: property as ES.Expression }
}

function lowerCall(lowering: Lowering, node: ES.SimpleCallExpression, out: Ir[]): ES.Expression {
  const { callee } = node
  if (!node.arguments.some(hasYield)) {
    return { ...node, callee: callee.type === 'MemberExpression' ? lowerCallee(lowering, callee, out) : lowerExpression(lowering, callee as ES.Expression, out) }
  }
  if (callee.type !== 'MemberExpression') {
    const [fn, ...args] = lowerList(lowering, [callee as ES.Expression, ...node.arguments], out)
    return { ...node, callee: fn as ES.Expression, arguments: args as ES.Expression[] }
  }
  // The method is read before the arguments are evaluated.
  const mark = lowering.mark()
  const { object, property } = lowerMember(lowering, callee, out)
  const self = stash(lowering, object as ES.Expression, out)
  const method = stash(lowering, { ...callee, object: self, property }, out)
  const args = lowerList(lowering, node.arguments, out) as ES.Expression[]
  lowering.release(mark)
  return at(node, call(member(method, 'call'), [self, ...args]))
}

function lowerCallee(lowering: Lowering, callee: ES.MemberExpression, out: Ir[]): ES.MemberExpression {
  const { object, property } = lowerMember(lowering, callee, out)
  return { ...callee, object, property }
}

/** `a?.b(yield* f())`: the rest of a chain is left out when what is before `?.` is null or undefined. */
function lowerChain(lowering: Lowering, node: ES.ChainExpression, out: Ir[]): ES.Expression {
  const result = lowering.temporary()
  const mark = lowering.mark()
  const steps: Ir[] = []
  const value = lowerLink(lowering, node.expression as ES.Expression, steps)
  steps.push(plain(run(assign(id(result), value.value))))
  lowering.release(mark)
  const label = lowering.names.fresh('$chain')
  out.push(plain(run(assign(id(result), undef()))))
  out.push({ kind: 'block', label, body: steps.map((step) => leaveChain(step, label)) })
  return id(result)
}

/** Marks where a chain ends early; `leaveChain` puts the label in. */
const LEAVE = '$leave'

interface Link {
  readonly value: ES.Expression
  /** The object that the value was read from, kept, for a call. */
  readonly self: ES.Expression | null
}

function lowerLink(lowering: Lowering, node: ES.Expression, out: Ir[]): Link {
  if (node.type === 'MemberExpression') {
    const before = lowerLink(lowering, node.object as ES.Expression, out)
    const object = stash(lowering, before.value, out)
    if (node.optional) leaveIfNullish(object, out)
    const property = node.computed ? lowerExpression(lowering, node.property as ES.Expression, out) : node.property
    return { value: { ...node, object, property, optional: false }, self: object }
  }
  if (node.type === 'CallExpression') {
    const before = lowerLink(lowering, node.callee as ES.Expression, out)
    const fn = stash(lowering, before.value, out)
    if (node.optional) leaveIfNullish(fn, out)
    const args = lowerList(lowering, node.arguments, out) as ES.Expression[]
    if (before.self === null) return { value: at(node, call(fn, args)), self: null }
    return { value: at(node, call(member(fn, 'call'), [before.self, ...args])), self: null }
  }
  return { value: lowerExpression(lowering, node, out), self: null }
}

function leaveIfNullish(value: ES.Expression, out: Ir[]): void {
  out.push(plain(when(binary('==', value, literal(null)), [{ type: 'BreakStatement', label: id(LEAVE) }])))
}

function leaveChain(step: Ir, label: string): Ir {
  if (step.kind === 'plain' && step.statement.type === 'IfStatement') {
    const [first] = (step.statement.consequent as ES.BlockStatement).body
    if (first?.type === 'BreakStatement' && first.label?.name === LEAVE) first.label.name = label
  }
  return step
}

function lowerObject(lowering: Lowering, node: ES.ObjectExpression, out: Ir[]): ES.Expression {
  // Keys and values in turn, as they are evaluated; methods and accessors have no value to evaluate.
  const items: Item[] = []
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      items.push({ type: 'ObjectExpression', properties: [property] })
      continue
    }
    if (property.computed) items.push(property.key as ES.Expression)
    if (property.kind === 'init' && !property.method) items.push(property.value as ES.Expression)
  }
  const lowered = lowerKeyed(lowering, node, items, out)
  let next = 0
  const properties = node.properties.map((property): ES.Property | ES.SpreadElement => {
    if (property.type === 'SpreadElement') {
      const value = lowered[next++] as ES.Expression
      return value.type === 'ObjectExpression' && value.properties.length === 1 && value.properties[0]?.type === 'SpreadElement'
        ? value.properties[0]
        : { ...property, argument: value }
    }
    const key = property.computed ? (lowered[next++] as ES.Expression) : property.key
    const hasValue = property.kind === 'init' && !property.method
    const value = hasValue ? (lowered[next++] as ES.Expression) : property.value
    return { ...property, key, value, shorthand: property.shorthand && value === property.value } as ES.Property
  })
  return { ...node, properties }
}

/** A computed key becomes a property key when it is evaluated, before its value is. */
function lowerKeyed(lowering: Lowering, node: ES.ObjectExpression, items: readonly Item[], out: Ir[]): Item[] {
  const keys = new Set(node.properties.map((property) => (property.type === 'Property' && property.computed ? property.key : null)))
  const last = items.findLastIndex((item) => item !== null && hasYield(item))
  const mark = lowering.mark()
  const lowered = items.map((item, i): Item => {
    if (item === null || i > last) return item
    const value = lowerExpression(lowering, item as ES.Expression, out)
    if (i === last) return value
    return stash(lowering, keys.has(item as ES.Expression) ? toKey(value) : value, out)
  })
  lowering.release(mark)
  return lowered
}

/** What a value is as a property key: a symbol stays, all else becomes a string. */
function toKey(value: ES.Expression): ES.Expression {
  const property = { type: 'Property', key: value, value: literal(0), kind: 'init', method: false, shorthand: false, computed: true } as ES.Property
  return index(
    call(member(id('Reflect'), 'ownKeys'), [{ type: 'ObjectExpression', properties: [property] }]),
    literal(0),
  )
}

/** Each value becomes a string when it is evaluated. */
function lowerTemplate(lowering: Lowering, expressions: readonly ES.Expression[], out: Ir[]): ES.Expression[] {
  const last = expressions.findLastIndex(hasYield)
  const mark = lowering.mark()
  const lowered = expressions.map((expression, i) => {
    if (i > last) return expression
    const value = lowerExpression(lowering, expression, out)
    if (i === last) return value
    const quasi = (tail: boolean): ES.TemplateElement => ({ type: 'TemplateElement', tail, value: { raw: '', cooked: '' } })
    return stash(lowering, { type: 'TemplateLiteral', quasis: [quasi(false), quasi(true)], expressions: [value] }, out)
  })
  lowering.release(mark)
  return lowered
}

