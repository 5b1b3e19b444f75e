// What the compiler must know of each process function before it changes anything: whether it can be compiled faithfully, its
// variables, and what it captures.

import type { Scope, ScopeManager, Variable } from 'eslint-scope'
import { childrenOf, type ES, isFunction, startOf } from '../ast.ts'
import type { Names } from '../names.ts'
import { findBlockers, type Reason } from './blockers.ts'
import { capturesOf, type Home } from './captures.ts'
import { type Found, findGenerators } from './find-generators.ts'
import { findNumbers } from './numbers.ts'
import { bindingOf, noteSelves, selfOf } from './selves.ts'
import { isLate, type Local, needsBox, noteHoist, rootOf, variablesOf } from './variables.ts'

export interface ProcessCode extends Found {
  readonly scope: Scope
  /** Why it stays a generator; empty if it is compiled. */
  readonly reasons: Reason[]
  /** Its own variables. */
  readonly locals: Map<Variable, Local>
  /** What a nested one takes from the functions around it. */
  readonly captures: Local[]
  /** The variables by which it knows itself, where that is no variable of the module. */
  readonly selves: ReadonlySet<Variable>
  /** The last capture: itself as a value, if it needs that for more than calling itself. */
  readonly self: Local | undefined
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
  const outside = found.around.findLast((node) => known.has(node))
  const home: Home = { known, outer: outside && known.get(outside), selves: new Set() }
  const owner = known.get(rootOf(scope.upper as Scope).block as ES.Node)
  const binding = bindingOf(found, scopes)
  noteSelves(found, scope, binding, home, reasons)
  const captures = reasons.length > 0 ? [] : capturesOf(scope, home, reasons)
  const self = selfOf(found, scope, home.selves)
  if (self !== undefined) captures.push(self)
  const stem = found.name.replace(/[^\w$]/g, '_').replace(/^(\d|_anonymous_$)/, 'inline$1')
  const functions: ProcessCode = {
    ...found,
    scope,
    reasons,
    locals: new Map(),
    captures,
    selves: home.selves,
    self,
    top: found.around.length === 0,
    binding,
    owner: owner !== undefined && owner.reasons.length === 0 ? owner : undefined,
    usesThis,
    names: {
      code: names.fresh(`${stem}$code`),
      direct: names.fresh(`${stem}$direct`),
      resume: names.fresh(`${stem}$resume`),
    },
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
    const boxed = needsBox(variable, scope)
    locals.set(variable, {
      name,
      original: variable.name,
      boxed,
      numeric: numbers.get(variable),
      late: boxed && isLate(variable, scope),
      variable,
    })
  }
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
