// The names by which a process function knows itself. A compiled one lies at the top of the module, out of reach of the variables that hold
// it: calls of itself are made directly, and if it needs itself as a value it captures itself.

import type { Scope, ScopeManager, Variable } from 'eslint-scope'
import { childrenOf, type ES, isFunction } from '../ast.ts'
import type { Reason } from './blockers.ts'
import { constant, type Home, isFunctionName } from './captures.ts'
import type { Found } from './find-generators.ts'
import { type Local, reassignment, rootOf } from './variables.ts'

export function noteSelves(
  found: Found,
  scope: Scope,
  binding: Variable | undefined,
  home: Home,
  reasons: Reason[],
): void {
  const own =
    found.form === 'expression' ? (scope.upper?.set.get(found.node.id?.name ?? '') as Variable | undefined) : undefined
  if (own !== undefined && isFunctionName(own)) {
    home.selves.add(own)
    const again = own.references.find((reference) => reference.isWrite())
    if (again !== undefined)
      reasons.push({ what: `\`${own.name}\`, its own name, is assigned`, node: again.identifier as ES.Node })
  }
  if (binding === undefined) return
  const root = rootOf(binding.scope)
  if (root.type === 'module' || root.type === 'global') return
  home.selves.add(binding)
}

/** What it is captured as, if it is used in another way than to be called by itself. */
export function selfOf({ node }: Found, scope: Scope, selves: ReadonlySet<Variable>): Local | undefined {
  if (selves.size === 0) return undefined
  const calls = new Set<ES.Node>()
  collectCalls(node.body, calls)
  for (const { resolved: found, identifier } of scope.through) {
    const resolved = found as Variable | null
    if (resolved !== null && selves.has(resolved) && !calls.has(identifier as ES.Node)) return constant(resolved)
  }
  return undefined
}

/** The names that are called by a `yield*` of this function itself. */
function collectCalls(node: ES.Node, calls: Set<ES.Node>): void {
  if (isFunction(node)) return
  if (node.type === 'YieldExpression' && node.argument?.type === 'CallExpression' && !node.argument.optional) {
    calls.add(node.argument.callee)
  }
  for (const child of childrenOf(node)) collectCalls(child, calls)
}

/** The variable whose only value ever is this function. */
export function bindingOf({ node, form }: Found, scopes: ScopeManager): Variable | undefined {
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
