// Iterators that are written without a bare `yield`: `function* flat(lists) { yield* lists }`. By itself it may be process code as well; what
// spreads it, or loops over it, tells.

import { childrenOf, type ES, isFunction } from '../ast.ts'

/**
 * The names of functions whose call is iterated in the module by what knows nothing of suspensions. By name alone: where two functions share
 * one, both are taken for iterators, which work all the same and are not preempted.
 */
export function findIterated(program: ES.Node): ReadonlySet<string> {
  const iterated = new Set<string>()
  // An iterator's `yield*` hands on what it gets: each that is found may lead to more.
  for (let before = -1; before !== iterated.size; ) {
    before = iterated.size
    visit(program, false, '', iterated)
  }
  return iterated
}

function visit(node: ES.Node, inIterator: boolean, name: string, iterated: Set<string>): void {
  for (const source of sourcesOf(node, inIterator)) {
    if (source.type === 'CallExpression' && source.callee.type === 'Identifier') iterated.add(source.callee.name)
  }
  for (const child of childrenOf(node)) {
    const given = nameOf(child, node) ?? name
    const inside = isFunction(child)
      ? child.generator === true && (hasBareYield(child.body) || iterated.has(given))
      : inIterator
    visit(child, inside, isFunction(child) ? '' : given, iterated)
  }
}

/** The expressions whose elements are taken here. */
function sourcesOf(node: ES.Node, inIterator: boolean): ES.Node[] {
  switch (node.type) {
    case 'SpreadElement':
      return [node.argument]
    case 'ForOfStatement':
      return [node.right]
    case 'VariableDeclarator':
      return node.id.type === 'ArrayPattern' && node.init ? [node.init] : []
    case 'AssignmentExpression':
      return node.left.type === 'ArrayPattern' ? [node.right] : []
    case 'YieldExpression':
      return inIterator && node.delegate && node.argument ? [node.argument] : []
    case 'NewExpression':
      return isNamed(node.callee, /^(?:Weak)?(?:Map|Set)$|Array$/) ? node.arguments : []
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && isNamed(node.callee.property, /^(?:from|fromEntries|groupBy)$/)
        ? node.arguments
        : []
    default:
      return []
  }
}

function isNamed(node: ES.Node, pattern: RegExp): boolean {
  return node.type === 'Identifier' && pattern.test(node.name)
}

function nameOf(node: ES.Node, parent: ES.Node): string | undefined {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return node.id.name
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined
}

/** Whether a generator yields by itself. */
export function hasBareYield(node: ES.Node): boolean {
  if (node.type === 'YieldExpression' && !node.delegate) return true
  // A nested function's yields are its own; no arrow function can contain one of ours.
  return childrenOf(node).some((child) => !isFunction(child) && hasBareYield(child))
}
