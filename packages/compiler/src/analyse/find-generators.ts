// Every process function of a module, wherever it stands: a generator that never uses a bare `yield`. One that does is an ordinary
// iterator; it is left alone.

import { childrenOf, type ES, type Generator, isFunction, startOf } from '../ast.ts'

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
  visit(program, null, [], '', found)
  return found
}

function visit(node: ES.Node, parent: ES.Node | null, around: readonly ES.Node[], name: string, found: Found[]): void {
  let inside = around
  if (isFunction(node)) {
    if (isProcessCode(node) && !isIterable(parent)) {
      const form = formOf(node, parent)
      found.push({ node, form, name: nameOf(node, parent) ?? (name === '' ? '(anonymous)' : name), around })
    }
    inside = [...around, node]
  } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') inside = [...around, node]
  for (const child of childrenOf(node)) visit(child, node, inside, nameGivenBy(node, child), found)
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

function hasBareYield(node: ES.Node): boolean {
  if (node.type === 'YieldExpression' && !node.delegate) return true
  // A nested function's yields are its own; no arrow function can contain one of ours.
  return childrenOf(node).some((child) => !isFunction(child) && hasBareYield(child))
}

/** Whether code of this function, functions inside it not counted, has a `yield*`. */
export function hasYield(node: ES.Node): boolean {
  if (node.type === 'YieldExpression') return true
  return !isFunction(node) && childrenOf(node).some(hasYield)
}
