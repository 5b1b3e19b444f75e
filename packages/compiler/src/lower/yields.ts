// `yield*`: the one expression that suspends.
//
//   yield* work(n)         work is a process function of this module:     [site] $t = work$direct(n)
//   yield* receive('x')    a function of multibeam, looked up once:       [site] $t = receive$direct('x')
//   yield* receive('x', { after: 9 })                                     [site] $t = receive$within('x', 9)
//   yield* work('x')       any other function:                            [site] $t = ($f = work?.[DIRECT]) === undefined || work[SELF] !== work
//                                                                                     ? $delegate(work('x')) : $f('x')
//   yield* this.run()      anything else:                                 [site] $t = $delegate(this.run())

import { assign, at, binary, call, conditional, type ES, id, index, isFunction, logical, undef } from '../ast.ts'
import type { Ir } from './ir.ts'
import { lowerCalled, lowerList } from './lists.ts'
import type { Lowering } from './lowering.ts'

export function lowerYield(lowering: Lowering, node: ES.YieldExpression, out: Ir[]): ES.Expression {
  const value = suspendable(lowering, node, out)
  const target = lowering.temporary()
  out.push({ kind: 'site', site: lowering.site('call', node), target, value: at(node, value) })
  return id(target)
}

/** `yield*` as a statement: nothing is done with its value. */
export function lowerYieldStatement(lowering: Lowering, node: ES.YieldExpression, out: Ir[]): void {
  const value = suspendable(lowering, node, out)
  out.push({ kind: 'site', site: lowering.site('call', node), target: null, value: at(node, value) })
}

/** `return yield* …`: the call takes the place of this one, which keeps no frame. */
export function lowerTail(lowering: Lowering, node: ES.YieldExpression, out: Ir[]): ES.Expression {
  return suspendable(lowering, node, out)
}

/** An expression that gives the value, or SUSPENDED. */
function suspendable(lowering: Lowering, node: ES.YieldExpression, out: Ir[]): ES.Expression {
  const argument = node.argument as ES.Expression
  const { support } = lowering
  if (argument.type !== 'CallExpression' || argument.callee.type !== 'Identifier') {
    return at(node, call(support.get('delegate'), [lowering.expression(argument, out)]))
  }
  const target = lowering.rewriter.targetOf(argument)
  if (target !== undefined) {
    const args = lowerList(lowering, argument.arguments, out)
    return at(
      argument,
      call(id(target.names.direct), [...lowering.rewriter.capturedBy(target, lowering.code), ...args]),
    )
  }
  if (lowering.isOfPackage(argument.callee.name)) {
    const { name } = argument.callee
    const within = withinArguments(argument.arguments)
    if (within !== undefined) return at(argument, call(support.withinOf(name), lowerList(lowering, within, out)))
    return at(argument, call(support.directOf(name), lowerList(lowering, argument.arguments, out)))
  }
  const [callee, ...args] = lowerCalled(lowering, argument.callee, argument.arguments, out)
  const fn = callee as ES.Identifier
  const ordinary = call(support.get('delegate'), [at(argument, call(fn, args as ES.Expression[]))])
  if (!args.every((arg) => isShort(arg as ES.Expression))) return ordinary
  const direct = lowering.temporary('$f')
  const lookup = { ...index(fn, support.get('DIRECT')), optional: true } as ES.MemberExpression
  const chained = { type: 'ChainExpression', expression: lookup } as ES.ChainExpression
  const isOther = logical(
    '||',
    binary('===', assign(id(direct), chained), undef()),
    binary('!==', index(fn, support.get('SELF')), fn),
  )
  return conditional(isOther, ordinary, at(argument, call(id(direct), args as ES.Expression[])))
}

/** `x` and `9` of `(x, { after: 9 })`: called with these, a receive needs no object for its options. */
function withinArguments(args: ES.SimpleCallExpression['arguments']): ES.Expression[] | undefined {
  const [first, options] = args
  if (args.length !== 2 || first === undefined || first.type === 'SpreadElement') return undefined
  if (options?.type !== 'ObjectExpression' || options.properties.length !== 1) return undefined
  const [property] = options.properties
  if (property?.type !== 'Property' || property.kind !== 'init' || property.method || property.computed)
    return undefined
  if (property.key.type !== 'Identifier' || property.key.name !== 'after') return undefined
  // A function there would be named `after`.
  const value = property.value as ES.Expression
  return isFunction(value) || value.type === 'ClassExpression' ? undefined : [first, value]
}

/** Worth writing twice. */
function isShort(node: ES.Expression | ES.SpreadElement): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'Literal':
    case 'ThisExpression':
      return true
    case 'MemberExpression':
      return isShort(node.object as ES.Expression) && (!node.computed || isShort(node.property as ES.Expression))
    case 'BinaryExpression':
      return isShort(node.left as ES.Expression) && isShort(node.right)
    case 'UnaryExpression':
      return isShort(node.argument)
    case 'ArrayExpression':
      return node.elements.length <= 4 && node.elements.every((element) => element !== null && isShort(element))
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.arguments.every((arg) => isShort(arg))
    default:
      return false
  }
}
