// The syntax tree as the phases see it, and short names for building pieces of it. Every node may carry `start`, `end` and `loc` of the
// code that it came from; the printer makes the source map of `loc`.

import type * as ES from 'estree'

export type { ES }

/** What acorn adds to every node. */
export interface Placed {
  start: number
  end: number
  loc?: ES.SourceLocation | null
}

export type Generator = (ES.FunctionDeclaration | ES.FunctionExpression) & Partial<Placed>
export type FunctionNode = Generator | (ES.ArrowFunctionExpression & Partial<Placed>)
export type ClassNode = (ES.ClassDeclaration | ES.ClassExpression) & Partial<Placed>

export function startOf(node: ES.Node): number {
  return (node as Partial<Placed>).start ?? -1
}

export function endOf(node: ES.Node): number {
  return (node as Partial<Placed>).end ?? -1
}

/** Gives a built node the place of the source that it stands for. */
export function at<N extends ES.Node>(origin: ES.Node, node: N): N {
  node.loc ??= origin.loc ?? null
  return node
}

export function id(name: string): ES.Identifier {
  return { type: 'Identifier', name }
}

export function literal(value: string | number | boolean | null): ES.Literal {
  return { type: 'Literal', value, raw: JSON.stringify(value) } as ES.Literal
}

export function undef(): ES.Expression {
  return { type: 'UnaryExpression', operator: 'void', prefix: true, argument: literal(0) }
}

export function member(object: ES.Expression | ES.Super, name: string): ES.MemberExpression {
  return { type: 'MemberExpression', object, property: id(name), computed: false, optional: false }
}

export function index(object: ES.Expression, property: ES.Expression): ES.MemberExpression {
  return { type: 'MemberExpression', object, property, computed: true, optional: false }
}

export function call(
  callee: ES.Expression | ES.Super,
  args: readonly (ES.Expression | ES.SpreadElement)[],
): ES.CallExpression {
  return { type: 'CallExpression', callee, arguments: [...args], optional: false } as ES.SimpleCallExpression
}

export function create(callee: ES.Expression, args: readonly ES.Expression[]): ES.NewExpression {
  return { type: 'NewExpression', callee, arguments: [...args] }
}

export function array(elements: readonly (ES.Expression | ES.SpreadElement | null)[]): ES.ArrayExpression {
  return { type: 'ArrayExpression', elements: [...elements] }
}

export function assign(
  left: ES.Pattern | ES.MemberExpression,
  right: ES.Expression,
  operator: ES.AssignmentOperator = '=',
): ES.AssignmentExpression {
  return { type: 'AssignmentExpression', operator, left, right }
}

export function binary(operator: ES.BinaryOperator, left: ES.Expression, right: ES.Expression): ES.BinaryExpression {
  return { type: 'BinaryExpression', operator, left, right }
}

export function logical(operator: ES.LogicalOperator, left: ES.Expression, right: ES.Expression): ES.LogicalExpression {
  return { type: 'LogicalExpression', operator, left, right }
}

export function not(argument: ES.Expression): ES.Expression {
  return { type: 'UnaryExpression', operator: '!', prefix: true, argument }
}

export function conditional(test: ES.Expression, consequent: ES.Expression, alternate: ES.Expression): ES.Expression {
  return { type: 'ConditionalExpression', test, consequent, alternate }
}

export function sequence(expressions: ES.Expression[]): ES.Expression {
  return { type: 'SequenceExpression', expressions }
}

export function run(expression: ES.Expression): ES.ExpressionStatement {
  return { type: 'ExpressionStatement', expression, loc: expression.loc ?? null }
}

export function set(target: string, value: ES.Expression): ES.ExpressionStatement {
  return run(assign(id(target), value))
}

export function returns(argument: ES.Expression | null): ES.ReturnStatement {
  return { type: 'ReturnStatement', argument }
}

export function throws(argument: ES.Expression): ES.ThrowStatement {
  return { type: 'ThrowStatement', argument }
}

export function block(body: readonly ES.Statement[]): ES.BlockStatement {
  return { type: 'BlockStatement', body: [...body] }
}

export function when(
  test: ES.Expression,
  consequent: readonly ES.Statement[],
  alternate?: readonly ES.Statement[],
): ES.IfStatement {
  return {
    type: 'IfStatement',
    test,
    consequent: block(consequent),
    alternate: alternate === undefined ? null : block(alternate),
  }
}

export function jump(kind: 'BreakStatement' | 'ContinueStatement', label: string | null): ES.Statement {
  return { type: kind, label: label === null ? null : id(label) }
}

export function declare(
  kind: 'const' | 'let',
  declarations: readonly (readonly [ES.Pattern, ES.Expression | null])[],
): ES.VariableDeclaration {
  return {
    type: 'VariableDeclaration',
    kind,
    declarations: declarations.map(([pattern, init]) => ({ type: 'VariableDeclarator', id: pattern, init })),
  }
}

export function fn(name: string, params: readonly ES.Pattern[], body: readonly ES.Statement[]): ES.FunctionDeclaration {
  return {
    type: 'FunctionDeclaration',
    id: id(name),
    params: [...params],
    body: block(body),
    generator: false,
    async: false,
  }
}

/** `(a, b) => value`. */
export function arrow(params: readonly ES.Pattern[], value: ES.Expression): ES.ArrowFunctionExpression {
  return {
    type: 'ArrowFunctionExpression',
    params: [...params],
    body: value,
    expression: true,
    async: false,
    generator: false,
  } as ES.ArrowFunctionExpression
}

export function isFunction(node: ES.Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  )
}

export function isClass(node: ES.Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

/** The children of a node, in source order. */
export function childrenOf(node: ES.Node): ES.Node[] {
  const children: ES.Node[] = []
  for (const key of Object.keys(node)) {
    if (key === 'loc' || key === 'start' || key === 'end' || key === 'range' || key === 'parent') continue
    const value = (node as unknown as Record<string, unknown>)[key]
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) children.push(element)
    } else if (isNode(value)) children.push(value)
  }
  return children
}

function isNode(value: unknown): value is ES.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Replaces children; `replace` returns the node to stand there, which may be the same. */
export function mapChildren(node: ES.Node, replace: (child: ES.Node, key: string) => ES.Node): void {
  const record = node as unknown as Record<string, unknown>
  for (const key of Object.keys(record)) {
    if (key === 'loc' || key === 'start' || key === 'end' || key === 'range' || key === 'parent') continue
    const value = record[key]
    if (Array.isArray(value)) {
      for (const [i, element] of value.entries()) if (isNode(element)) value[i] = replace(element, key)
    } else if (isNode(value)) record[key] = replace(value, key)
  }
}
