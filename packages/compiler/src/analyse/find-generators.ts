// Every process function of a module, wherever it stands: a generator that never uses a bare `yield`. One that does, or that the module
// iterates, is an ordinary iterator; it is left alone.

import { childrenOf, type ES, type Generator, isFunction, startOf } from '../ast.ts'
import { findIterated, hasBareYield } from './iterated.ts'

export type Form = 'declaration' | 'expression' | 'method'

export interface Found {
  readonly node: Generator
  readonly form: Form
  /** What the source calls it; `(anonymous)` for an inline one. */
  readonly name: string
  /** The functions and classes around it, the outermost first. */
  readonly around: readonly ES.Node[]
}

/** All process functions of a module in source order, outer ones before those inside them. */
export function findGenerators(program: ES.Program): Found[] {
  const found: Found[] = []
  visit(program, null, [], '', findIterated(program), found)
  return found
}

function visit(
  node: ES.Node,
  parent: ES.Node | null,
  around: readonly ES.Node[],
  name: string,
  iterated: ReadonlySet<string>,
  found: Found[],
): void {
  let inside = around
  if (isFunction(node)) {
    const own = isProcessCode(node) ? (nameOf(node, parent) ?? (name === '' ? '(anonymous)' : name)) : ''
    if (isProcessCode(node) && !isIterable(parent) && !iterated.has(own)) {
      found.push({ node, form: formOf(node, parent), name: own, around })
    }
    inside = [...around, node]
  } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') inside = [...around, node]
  for (const child of childrenOf(node)) visit(child, node, inside, nameGivenBy(node, child), iterated, found)
}

function formOf(node: Generator, parent: ES.Node | null): Form {
  if (node.type === 'FunctionDeclaration') return 'declaration'
  if (parent?.type === 'MethodDefinition') return 'method'
  return parent?.type === 'Property' && parent.method ? 'method' : 'expression'
}

function nameOf({ id }: Generator, parent: ES.Node | null): string | undefined {
  // `export default function* () {}` has got its identifier from the compiler.
  return id && parent?.type === 'ExportDefaultDeclaration' && startOf(id) < 0 ? 'default' : id?.name
}

/** The name that an anonymous function gets from where it stands. */
function nameGivenBy(parent: ES.Node, child: ES.Node): string {
  if (parent.type === 'VariableDeclarator' && parent.init === child && parent.id.type === 'Identifier')
    return parent.id.name
  if (parent.type === 'AssignmentExpression' && parent.right === child && parent.left.type === 'Identifier') {
    return parent.left.name
  }
  if (parent.type === 'AssignmentPattern' && parent.right === child && parent.left.type === 'Identifier') {
    return parent.left.name
  }
  const isKeyed =
    parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition'
  if (!isKeyed || parent.value !== child || parent.computed) return ''
  const { key } = parent
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return key.type === 'Literal' ? String(key.value) : ''
}

function isProcessCode(node: ES.Node): node is Generator {
  return isFunction(node) && node.generator === true && node.async !== true && !hasBareYield(node.body)
}

/** `*[Symbol.iterator]() { yield* … }` is there for spread and `for-of`, which know nothing of suspensions. */
function isIterable(parent: ES.Node | null): boolean {
  if (parent?.type !== 'Property' && parent?.type !== 'MethodDefinition') return false
  const { key, computed } = parent
  if (!computed || key.type !== 'MemberExpression' || key.computed) return false
  const { object, property } = key
  return (
    object.type === 'Identifier' &&
    object.name === 'Symbol' &&
    property.type === 'Identifier' &&
    property.name === 'iterator'
  )
}

/** Whether code of this function, functions inside it not counted, has a `yield*`. */
export function hasYield(node: ES.Node): boolean {
  if (node.type === 'YieldExpression') return true
  return !isFunction(node) && childrenOf(node).some(hasYield)
}
