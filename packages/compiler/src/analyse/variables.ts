// What happens to the variables of process functions. A compiled function leaves and is entered again, so that its variables live in one
// call after the other: a closure cannot simply see them. What never changes once a closure can see it is handed to the closure as a
// value; what changes is kept in a box that the function and its closures share.

import type { Reference, Scope, Variable } from 'eslint-scope'
import { type ES, endOf, startOf } from '../ast.ts'
import type { NumberKind } from './numbers.ts'

/** A variable of a process function, or one that it captures. */
export interface Local {
  /** Unique in the module's process functions: block scopes become one scope. */
  name: string
  readonly original: string
  readonly boxed: boolean
  /** It holds a number, always; undefined where it may hold something else. */
  readonly numeric: NumberKind | undefined
  /** Whether a closure may be made, and read it, before its declaration has run: reading it is then an error. */
  readonly late: boolean
  readonly variable: Variable
}

/** The function, class or module whose code a scope belongs to. */
export function rootOf(scope: Scope): Scope {
  let root = scope
  while (root.upper !== null && !isRoot(root)) root = root.upper
  return root
}

function isRoot({ type }: Scope): boolean {
  return (
    type === 'function' ||
    type === 'class' ||
    type === 'module' ||
    type === 'global' ||
    (type as string) === 'class-field-initializer' ||
    (type as string) === 'class-static-block'
  )
}

/** All variables whose values belong to a call of the function. */
export function variablesOf(root: Scope): Variable[] {
  const found = root.variables.filter(({ defs }) => defs.length > 0)
  for (const child of root.childScopes) {
    if (isRoot(child)) continue
    // The name of a function expression belongs to the expression, and is the business of that function.
    if (child.type === 'function-expression-name') continue
    found.push(...variablesOf(child))
  }
  return found
}

/** The closure by which a reference sees a variable of `root`: the outermost function or class between them; undefined if there is none. */
export function closureBetween(reference: Reference, root: Scope): Scope | undefined {
  let between: Scope | undefined
  for (let scope = rootOf(reference.from); scope !== root && scope.upper !== null; scope = rootOf(scope.upper)) {
    between = scope
  }
  return between
}

/** Whether a variable must be shared with closures, because it may change, or begin, after one of them has been made. */
export function needsBox(variable: Variable, root: Scope): boolean {
  const closures = closuresOver(variable, root)
  if (closures.length === 0) return false
  const [definition] = variable.defs
  if (definition === undefined || variable.defs.length > 1) return true
  if (isOneOfEachIteration(variable, closures)) return false
  const written = variable.references.filter((reference) => reference.isWrite())
  const begins = beginOf(definition, written)
  if (begins === undefined) return true
  return closures.some((closure) => createdAt(closure) < begins)
}

/**
 * Whether the closures see a variable of a `for` loop that nothing but the loop's update changes. Each iteration has a variable of its own, and the
 * update changes that of the next one: what a closure of the body sees never changes.
 */
function isOneOfEachIteration(variable: Variable, closures: readonly Scope[]): boolean {
  const loop = variable.scope.block as ES.Node
  if (loop.type !== 'ForStatement' || !loop.update || reassignment(variable) !== undefined) return false
  const begins = endOf(loop.init as ES.Node)
  const isSet = variable.references.filter((reference) => reference.isWrite() && reference.init === true).length === 1
  const { update } = loop
  return (
    isSet && closures.every((closure) => createdAt(closure) > begins && !isWithin(update, closure.block as ES.Node))
  )
}

function isWithin(outer: ES.Node, node: ES.Node): boolean {
  return startOf(node) >= startOf(outer) && endOf(node) <= endOf(outer)
}

/** Whether a closure over the variable is made while it is in its dead zone: before its `let`, `const` or `class` has run. */
export function isLate(variable: Variable, root: Scope): boolean {
  const [definition] = variable.defs
  if (definition === undefined || !hasDeadZone(definition)) return false
  const begins = endOf(definition.node as ES.Node)
  return closuresOver(variable, root).some((closure) => createdAt(closure) < begins)
}

export function hasDeadZone({ type, parent }: Variable['defs'][number]): boolean {
  if ((type as string) === 'ClassName') return true
  return parent?.type === 'VariableDeclaration' && parent.kind !== 'var'
}

/** From where on in the text the variable has its one value; undefined if it may have several. */
function beginOf(definition: Variable['defs'][number], written: readonly Reference[]): number | undefined {
  const type = definition.type as string
  if (type === 'Parameter' || type === 'CatchClause') {
    if (!written.every(({ init }) => init)) return undefined
    // Its own default, or one before it, may hold a closure over it.
    return type === 'Parameter' ? endOf(parameterOf(definition) ?? (definition.name as ES.Node)) : -1
  }
  if (type === 'FunctionName') return written.length === 0 ? hoistedTo(definition.node as ES.Node) : undefined
  if (type === 'ClassName') return written.length === 0 ? startOf(definition.node as ES.Node) : undefined
  if (type !== 'Variable' || definition.parent?.type !== 'VariableDeclaration') return undefined
  const isSet = written.length === 1 && written[0]?.init === true
  // A `var` in a loop is one variable for all its turns, and without a value at first.
  if (!isSet || definition.parent.kind === 'var') return undefined
  return endOf(definition.node as ES.Node)
}

/** The whole parameter, pattern and default, that a variable is declared in. */
export function parameterOf({ node, name }: Variable['defs'][number]): ES.Node | undefined {
  const { params } = node as unknown as ES.Function
  return params.find((param) => startOf(param) <= startOf(name as ES.Node) && endOf(name as ES.Node) <= endOf(param))
}

const hoists = new WeakMap<ES.Node, number>()

/** A function declaration has its value from the start of its block on. */
export function noteHoist(declaration: ES.Node, blockStart: number): void {
  hoists.set(declaration, blockStart)
}

function hoistedTo(declaration: ES.Node): number {
  return hoists.get(declaration) ?? startOf(declaration)
}

function createdAt(closure: Scope): number {
  const node = closure.block as ES.Node
  // Functions of one block are made one after the other: only what was there before the block is safe.
  return node.type === 'FunctionDeclaration' ? hoistedTo(node) - 0.5 : startOf(node)
}

/** The closures directly in `root` that see the variable; a function that sees only itself needs no help for that. */
function closuresOver(variable: Variable, root: Scope): Scope[] {
  const own = variable.defs[0]?.node as ES.Node | undefined
  const found = new Set<Scope>()
  for (const reference of variable.references) {
    const closure = closureBetween(reference, root)
    if (closure !== undefined && (closure.block as ES.Node) !== own) found.add(closure)
  }
  return [...found]
}

/**
 * Where a variable is assigned after its beginning; undefined if nowhere. What counts a `for` loop on is no assignment to those who see the
 * variable: each iteration has its own.
 */
export function reassignment(variable: Variable): ES.Node | undefined {
  const place = variable.scope.block as ES.Node
  const update = place.type === 'ForStatement' ? place.update : null
  const written = variable.references.filter((reference) => reference.isWrite() && !reference.init)
  const counted = (node: ES.Node) => update != null && isWithin(update, node)
  return written.map(({ identifier }) => identifier as ES.Node).find((node) => !counted(node))
}
