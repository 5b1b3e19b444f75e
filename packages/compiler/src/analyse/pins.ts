// What may keep a process on its core while it is suspended in a compiled function: a variable that holds what cannot be sent.

import { childrenOf, type ES, isClass, isFunction } from '../ast.ts'
import { findGenerators } from './find-generators.ts'
import type { ProcessCode } from './process-code.ts'

export interface Pin {
  readonly what: string
  readonly node: ES.Node
}

/** Told from the source: closures and classes kept in variables, iterators that only the platform can walk. */
export function findPins({ node }: ProcessCode): Pin[] {
  const pins: Pin[] = []
  const processFunctions = new Set<ES.Node>(
    findGenerators(node.body as unknown as ES.Program).map((found) => found.node),
  )
  const visit = (child: ES.Node): void => {
    if (child.type === 'ForOfStatement') {
      pins.push({
        what: 'the iterator of this loop, unless it walks an array, a string, a typed array, a Map or a Set',
        node: child,
      })
    }
    const kept = keptValue(child)
    if (kept !== undefined && !processFunctions.has(kept)) {
      if (isClass(kept)) pins.push({ what: 'a class in a variable', node: kept })
      else if (isFunction(kept)) pins.push({ what: 'a closure in a variable', node: kept })
    }
    if (!isFunction(child) && !isClass(child)) for (const next of childrenOf(child)) visit(next)
  }
  for (const child of childrenOf(node.body)) visit(child)
  return pins
}

function keptValue(node: ES.Node): ES.Node | undefined {
  if (node.type === 'VariableDeclarator') return node.init ?? undefined
  if (node.type === 'AssignmentExpression') return node.right
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' ? node : undefined
}
