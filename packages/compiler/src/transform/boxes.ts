// A variable that closures share with their process function, and that changes, lies in a box: an object with the field `v`.

import type { Local } from '../analyse/variables.ts'
import { assign, call, type ES, id, literal, member, undef } from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'

/** `{ v: value }`. */
export function box(value: ES.Expression): ES.Expression {
  const property = {
    type: 'Property',
    key: id('v'),
    value,
    kind: 'init',
    method: false,
    shorthand: false,
    computed: false,
  } as ES.Property
  return { type: 'ObjectExpression', properties: [property] }
}

/** `x = { v: undefined }`: where the variable begins. Before its declaration has run, a closure may find it in its dead zone. */
export function newBox({ name, late }: Local, support: SupportNames): ES.Expression {
  return assign(id(name), box(late ? support.get('UNSET') : undef()))
}

/** A new box with the same value, for the next iteration of a loop. */
export function copyBox({ name }: Local): ES.Expression {
  return assign(id(name), box(member(id(name), 'v')))
}

/** The variable itself. A closure that may run in its dead zone asks first: `$alive(x, "x").v`. */
export function unboxed(
  { name, original, late }: Local,
  isClosure: boolean,
  support: SupportNames,
): ES.MemberExpression {
  const shared = isClosure && late ? call(support.get('alive'), [id(name), literal(original)]) : id(name)
  return member(shared, 'v')
}
