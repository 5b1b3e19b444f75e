// Finds a module's process functions: its generators at module level that never use a bare `yield`.
// One that does is an ordinary iterator; it is left alone.

import type {
  AnonymousFunctionDeclaration,
  FunctionDeclaration,
  FunctionExpression,
  Program,
  VariableDeclaration,
} from 'acorn'
import { tools } from '../parse/tools.ts'

type Generator = FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression

export interface ProcessFunction {
  /** The module-level binding; undefined for `export default function* () {}`. */
  readonly binding: string | undefined
  /** The names it is known by, in this order: its binding, then `default` where it is the default export. */
  readonly names: readonly string[]
  /** Whether the binding has its value before the first statement of the module runs. A `const` has not. */
  readonly hoisted: boolean
  /** First character of its declaration, the `export default` included; offsets into the analysed code. */
  readonly start: number
  readonly node: Generator
}

/** The process functions of a module in source order. */
export function findProcessFunctions(program: Program): ProcessFunction[] {
  const defaultBinding = findDefaultBinding(program)
  const found: ProcessFunction[] = []
  const add = (node: Generator, binding: string | undefined, hoisted: boolean, start: number, isDefault = false) => {
    if (!isProcessFunction(node)) return
    const names = binding === undefined ? [] : [binding]
    if (isDefault || (binding !== undefined && binding === defaultBinding)) names.push('default')
    found.push({ binding, names, hoisted, start, node })
  }
  const addConstants = (declaration: VariableDeclaration) => {
    if (declaration.kind !== 'const') return
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && init?.type === 'FunctionExpression') add(init, id.name, false, declaration.start)
    }
  }
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration') add(statement, statement.id.name, true, statement.start)
    else if (statement.type === 'VariableDeclaration') addConstants(statement)
    else if (statement.type === 'ExportNamedDeclaration') {
      const { declaration } = statement
      if (declaration?.type === 'FunctionDeclaration') add(declaration, declaration.id.name, true, statement.start)
      else if (declaration?.type === 'VariableDeclaration') addConstants(declaration)
    } else if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement
      if (declaration.type === 'FunctionDeclaration')
        add(declaration, declaration.id?.name, true, statement.start, true)
    }
  }
  return found
}

/** The local name behind `export { counter as default }` or `export default counter`. */
function findDefaultBinding(program: Program): string | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      return statement.declaration.name
    }
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue
    for (const { exported, local } of statement.specifiers) {
      if (nameOf(exported) === 'default') return nameOf(local)
    }
  }
  return undefined
}

/** The name of an export, which may be written as a string. */
export function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? String(node.name) : String(node.value)
}

function isProcessFunction(node: Generator): boolean {
  return node.generator && !node.async && !hasBareYield(node)
}

function hasBareYield({ body }: Generator): boolean {
  let bare = false
  tools.walk.recursive(body, null, {
    // A nested function's yields are its own; no arrow function can contain one of ours.
    Function() {},
    YieldExpression(node, state, visit) {
      if (!node.delegate) bare = true
      else if (node.argument) visit(node.argument, state)
    },
  })
  return bare
}
