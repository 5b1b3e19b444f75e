// Finds the ordinary functions that a module exports: what `dirty` runs in another thread, which knows them by module and name.

import type { Declaration, Expression, Program, VariableDeclaration } from 'acorn'
import { nameOf } from './process-functions.ts'

export interface ExportedFunction {
  /** The name by which it is exported. */
  readonly name: string
  /** The variable of the module that holds it. */
  readonly binding: string
  /** Whether the binding has its value before the first statement of the module runs. A `const` has not. */
  readonly hoisted: boolean
}

/**
 * The exported functions that are no generators, in the order of the exports. Told from the text: a function declared, or a `const` that is
 * written as a function. A default export without a name has no variable, and is not among them.
 */
export function findExportedFunctions(program: Program): ExportedFunction[] {
  const functions = new Map<string, boolean>()
  for (const statement of program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement
    if (declaration?.type === 'FunctionDeclaration' && !declaration.generator && declaration.id) {
      functions.set(declaration.id.name, true)
    } else if (declaration?.type === 'VariableDeclaration') {
      for (const name of constantFunctions(declaration)) functions.set(name, false)
    }
  }
  const found: ExportedFunction[] = []
  const add = (name: string, binding: string) => {
    const hoisted = functions.get(binding)
    if (hoisted !== undefined) found.push({ name, binding, hoisted })
  }
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement
      if (declaration.type === 'Identifier') add('default', declaration.name)
      else if (declaration.type === 'FunctionDeclaration' && declaration.id) add('default', declaration.id.name)
    } else if (statement.type === 'ExportNamedDeclaration' && !statement.source) {
      for (const name of namesOf(statement.declaration)) add(name, name)
      for (const { exported, local } of statement.specifiers) add(nameOf(exported), nameOf(local))
    }
  }
  return found
}

function namesOf(declaration: Declaration | null | undefined): string[] {
  if (declaration?.type === 'FunctionDeclaration') return [declaration.id.name]
  return declaration?.type === 'VariableDeclaration' ? constantFunctions(declaration) : []
}

function constantFunctions({ kind, declarations }: VariableDeclaration): string[] {
  if (kind !== 'const') return []
  return declarations.flatMap(({ id, init }) => (id.type === 'Identifier' && isFunction(init) ? [id.name] : []))
}

function isFunction(init: Expression | null | undefined): boolean {
  if (init?.type === 'ArrowFunctionExpression') return true
  return init?.type === 'FunctionExpression' && !init.generator
}
