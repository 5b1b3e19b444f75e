// Object literals and templates with a `yield*` in them.

import { hasYield } from '../analyse/find-generators.ts'
import { call, type ES } from '../ast.ts'
import type { Ir } from './ir.ts'
import { stash } from './lists.ts'
import type { Lowering } from './lowering.ts'

/** Keys and values in turn, as they are evaluated; methods and accessors have no value to evaluate. */
export function lowerObject(lowering: Lowering, node: ES.ObjectExpression, out: Ir[]): ES.Expression {
  const last = node.properties.findLastIndex(hasYield)
  const properties = node.properties.map((property, i) => {
    if (i > last) return property
    if (property.type === 'SpreadElement') return lowerSpread(lowering, property, i === last, out)
    return lowerProperty(lowering, property, i === last, out)
  })
  return lowering.rewriter.handLiteral(node, { ...node, properties })
}

/** What is spread is read before the next property is evaluated. */
function lowerSpread(lowering: Lowering, node: ES.SpreadElement, isLast: boolean, out: Ir[]): ES.SpreadElement {
  const argument = lowering.expression(node.argument, out)
  if (isLast) return { ...node, argument }
  return { ...node, argument: stash(lowering, { type: 'ObjectExpression', properties: [{ ...node, argument }] }, out) }
}

function lowerProperty(lowering: Lowering, node: ES.Property, isLast: boolean, out: Ir[]): ES.Property {
  const hasValue = node.kind === 'init' && !node.method
  let key = node.key as ES.Expression
  if (node.computed && !(isLast && !hasYield(key) && !hasYield(node.value))) {
    key = lowering.expression(key, out)
    // It becomes a property key now, which may call its `toString`.
    if (!isLast || hasYield(node.value))
      key = stash(lowering, key.type === 'Literal' ? key : call(lowering.support.get('key'), [key]), out)
  }
  if (!hasValue) return { ...node, key }
  const lowered = lowering.expression(node.value as ES.Expression, out)
  const value = isLast ? lowered : stash(lowering, lowered, out)
  return { ...node, key, value, shorthand: node.shorthand && value === node.value }
}

/** Each value of a template becomes a string when it is evaluated. */
export function lowerTemplate(lowering: Lowering, node: ES.TemplateLiteral, out: Ir[]): ES.Expression {
  const last = node.expressions.findLastIndex(hasYield)
  const expressions = node.expressions.map((expression, i) => {
    if (i > last) return expression
    const value = lowering.expression(expression, out)
    return i === last ? value : stash(lowering, toText(value), out)
  })
  return { ...node, expressions }
}

function toText(value: ES.Expression): ES.Expression {
  const quasi = (tail: boolean): ES.TemplateElement => ({
    type: 'TemplateElement',
    tail,
    value: { raw: '', cooked: '' },
  })
  return { type: 'TemplateLiteral', quasis: [quasi(false), quasi(true)], expressions: [value] }
}
