// What the compiler must know of each process function before it changes anything: whether it can be compiled faithfully, its
// variables, and what it captures.

import type { Scope, ScopeManager, Variable } from 'eslint-scope'
import { childrenOf, type ES, isFunction, startOf } from '../ast.ts'
import type { Names } from '../names.ts'
import { findBlockers, type Reason } from './blockers.ts'
import { type Found, findGenerators } from './find-generators.ts'
import { findNumbers } from './numbers.ts'
import { type Local, needsBox, noteHoist, reassignment, rootOf, variablesOf } from './variables.ts'

export interface ProcessCode extends Found {
  readonly scope: Scope
  /** Why it stays a generator; empty if it is compiled. */
  readonly reasons: Reason[]
  /** Its own variables. */
  readonly locals: Map<Variable, Local>
  /** What a nested one takes from the functions around it. */
  readonly captures: Local[]
  /** Whether it stands at the top of the module, so that nothing is to be captured. */
  readonly top: boolean
  /** The variable that holds it, if it holds nothing else ever. */
  readonly binding: Variable | undefined
  /** The process function that its own scope lies in directly, if that is compiled. */
  readonly owner: ProcessCode | undefined
  readonly usesThis: boolean
  readonly names: { readonly code: string; readonly direct: string; readonly resume: string }
}

export interface Analysis {
  readonly functions: readonly ProcessCode[]
  readonly byNode: ReadonlyMap<ES.Node, ProcessCode>
  readonly scopes: ScopeManager
}

/** Analyses all process functions of a module, outer ones first. */
export function analyse(program: ES.Program, scopes: ScopeManager, names: Names, interpret: boolean): Analysis {
  noteHoists(program)
  const byNode = new Map<ES.Node, ProcessCode>()
  for (const found of findGenerators(program)) {
    byNode.set(found.node, analyseOne(found, scopes, byNode, names, interpret))
  }
  return { functions: [...byNode.values()], byNode, scopes }
}

function analyseOne(
  found: Found,
  scopes: ScopeManager,
  known: ReadonlyMap<ES.Node, ProcessCode>,
  names: Names,
  interpret: boolean,
): ProcessCode {
  const scope = scopes.acquire(found.node as never, true) as Scope
  const usesThis = mentionsThis(found.node.body)
  const reasons = findBlockers(found, scope, usesThis)
  if (interpret) reasons.unshift({ what: 'the compiler was told to interpret', node: found.node })
  const owner = known.get(rootOf(scope.upper as Scope).block as ES.Node)
  const binding = bindingOf(found, scopes)
  const captures = reasons.length > 0 ? [] : capturesOf(scope, known, reasons, binding, owner)
  const stem = found.name.replace(/[^\w$]/g, '_').replace(/^(\d|_anonymous_$)/, 'inline$1')
  const functions: ProcessCode = {
    ...found,
    scope,
    reasons,
    locals: new Map(),
    captures,
    top: found.around.length === 0,
    binding,
    owner: owner !== undefined && owner.reasons.length === 0 ? owner : undefined,
    usesThis,
    names: { code: names.fresh(`${stem}$code`), direct: names.fresh(`${stem}$direct`), resume: names.fresh(`${stem}$resume`) },
  }
  if (reasons.length === 0) nameLocals(functions, names)
  return functions
}

/** Gives each variable a name that no other one in sight has: block scopes become one. */
function nameLocals({ node, scope, locals, captures }: ProcessCode, names: Names): void {
  const outside = new Set(scope.through.map(({ identifier }) => identifier.name))
  for (const { name } of captures) outside.add(name)
  const taken = new Set<string>()
  const variables = variablesOf(scope)
  const numbers = findNumbers(variables, node)
  for (const variable of variables) {
    const isFree = !outside.has(variable.name) && !taken.has(variable.name)
    const name = isFree ? variable.name : names.fresh(variable.name)
    taken.add(name)
    locals.set(variable, { name, original: variable.name, boxed: needsBox(variable, scope), numeric: numbers.has(variable), variable })
  }
}

/** What a nested process function sees of the functions around it. Adds a reason where that can not be handed to it. */
function capturesOf(
  scope: Scope,
  known: ReadonlyMap<ES.Node, ProcessCode>,
  reasons: Reason[],
  self: Variable | undefined,
  owner: ProcessCode | undefined,
): Local[] {
  const found = new Map<Variable, Local>()
  for (const reference of scope.through) {
    const variable = reference.resolved as Variable | null
    if (variable === null || found.has(variable) || variable.defs.length === 0) continue
    const root = rootOf(variable.scope)
    if (root.type === 'module' || root.type === 'global') continue
    // It sees itself: it is made anew where it needs itself as a value.
    if (variable === self && owner !== undefined) continue
    if ((variable.scope.type as string) === 'function-expression-name' && variable.scope.block === scope.block) continue
    const local = known.get(root.block as ES.Node)?.locals.get(variable)
    if (local !== undefined) found.set(variable, local)
    else if (variable === self || needsBox(variable, root)) {
      reasons.push({
        what: `it captures \`${variable.name}\`, which changes, of a function that is no process function`,
        node: reassignment(variable) ?? (reference.identifier as ES.Node),
      })
    } else found.set(variable, { name: variable.name, original: variable.name, boxed: false, numeric: false, variable })
  }
  return [...found.values()]
}

/** The variable whose only value ever is this function. */
function bindingOf({ node, form }: Found, scopes: ScopeManager): Variable | undefined {
  const variables =
    form === 'declaration'
      ? scopes.getDeclaredVariables(node as never)
      : scopes.scopes.flatMap(({ variables }) =>
          variables.filter(({ defs }) => (defs[0]?.node as { init?: unknown } | undefined)?.init === node),
        )
  const variable = variables.find(({ defs }) => defs.length === 1)
  if (variable === undefined || reassignment(variable) !== undefined) return undefined
  if (form === 'declaration') return variable.defs[0]?.node === node ? variable : undefined
  const definition = variable.defs[0]
  return definition?.parent?.type === 'VariableDeclaration' && definition.parent.kind === 'const' ? variable : undefined
}

function mentionsThis(node: ES.Node): boolean {
  if (node.type === 'ThisExpression') return true
  return childrenOf(node).some(
    (child) => (!isFunction(child) || child.type === 'ArrowFunctionExpression') && mentionsThis(child),
  )
}

/** Remembers from where on each function declaration has its value. */
function noteHoists(node: ES.Node, blockStart = startOf(node)): void {
  if (node.type === 'FunctionDeclaration') noteHoist(node, blockStart)
  const isBlock = node.type === 'BlockStatement' || node.type === 'StaticBlock' || node.type === 'SwitchStatement'
  for (const child of childrenOf(node)) noteHoists(child, isBlock ? startOf(node) : blockStart)
}

/** Closures directly in the process function see these of its variables and captures, in a fixed order. */
export function seenBy(closure: ES.Node, code: ProcessCode, scopes: ScopeManager): Local[] {
  const scope = scopes.acquire(closure as never, false) as Scope | null
  if (scope === null) return []
  const found = new Map<Variable, Local>()
  for (const reference of scope.through) {
    const resolved = reference.resolved as Variable | null
    if (resolved === null || found.has(resolved)) continue
    const local = code.locals.get(resolved) ?? code.captures.find(({ variable }) => variable === resolved)
    if (local !== undefined) found.set(resolved, local)
  }
  return [...found.values()]
}
