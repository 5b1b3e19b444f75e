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
    if (child.type === 'ForOfStatement' && !walksData(child.right)) {
      pins.push({
        what: 'the iterator of this loop, unless it walks an array, a string, a typed array, a Map or a Set',
        node: child,
      })
    }
    const kept = keptValue(child)
    if (kept !== undefined && !processFunctions.has(kept)) {
      if (isClass(kept)) pins.push({ what: 'a class in a variable', node: kept })
      else if (isFunction(kept)) pins.push({ what: 'a closure in a variable', node: kept })
      else if (isInstance(kept)) pins.push({ what: `an instance of ${kept.callee.name} in a variable`, node: kept })
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

/** Whether a loop is known to walk what a cursor of data stands for, see support/cursor.ts. */
function walksData(node: ES.Node): boolean {
  if (node.type === 'ArrayExpression' || node.type === 'Literal' || node.type === 'TemplateLiteral') return true
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && isData(node.callee.name)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object, property, computed } = node.callee
  if (computed || property.type !== 'Identifier') return false
  // What `keys` and its like give of a Map, a Set or an array; `Object.keys` gives an array.
  const isWalk = node.arguments.length === 0 && object.type !== 'Super'
  const isObject = object.type === 'Identifier' && object.name === 'Object'
  return /^(?:keys|values|entries)$/.test(property.name) && (isWalk || isObject)
}

function isInstance(node: ES.Node): node is ES.NewExpression & { callee: ES.Identifier } {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && !isData(node.callee.name)
}

/** Classes whose instances are data to a process. */
function isData(name: string): boolean {
  return /^(?:Map|Set|Date|Array|Object|(?:\w*)Error|RegExp|DataView|\w*ArrayBuffer|(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array|Float\d+Array)$/.test(
    name,
  )
}
