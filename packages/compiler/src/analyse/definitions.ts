// Definitions at the top of a module: `const Counter = GenServer.define({ … })`. Whatever has a method `define` is asked whether it has made
// one; what is told from the text is only where that can be.

import type { ES } from '../ast.ts'

export interface Definition {
  /** The name that it has in the module; `default` for a default export. */
  readonly name: string
  readonly call: ES.Expression
  replace(value: ES.Expression): void
}

/** The calls of a method `define` whose value a `const` at the top of the module gets, or its default export, in source order. */
export function findDefinitions(program: ES.Program): Definition[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') return inDeclaration(statement)
    if (statement.type === 'ExportNamedDeclaration') {
      const { declaration } = statement
      return declaration?.type === 'VariableDeclaration' ? inDeclaration(declaration) : []
    }
    if (statement.type !== 'ExportDefaultDeclaration') return []
    const declaration = statement.declaration as ES.Expression
    const replace = (value: ES.Expression) => {
      statement.declaration = value
    }
    return isDefinition(declaration) ? [{ name: 'default', call: declaration, replace }] : []
  })
}

function inDeclaration({ kind, declarations }: ES.VariableDeclaration): Definition[] {
  if (kind !== 'const') return []
  return declarations.flatMap((declarator) => {
    const { id, init } = declarator
    if (id.type !== 'Identifier' || !isDefinition(init)) return []
    const replace = (value: ES.Expression) => {
      declarator.init = value
    }
    return [{ name: id.name, call: init, replace }]
  })
}

function isDefinition(node: ES.Node | null | undefined): node is ES.SimpleCallExpression {
  if (node?.type !== 'CallExpression' || node.optional || node.callee.type !== 'MemberExpression') return false
  const { property, computed } = node.callee
  return !computed && property.type === 'Identifier' && property.name === 'define'
}
