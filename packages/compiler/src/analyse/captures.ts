// What functions inside of process functions take from those around them.

import type { Scope, ScopeManager, Variable } from 'eslint-scope'
import type { ES } from '../ast.ts'
import type { Reason } from './blockers.ts'
import { caseAround } from './dead-zones.ts'
import type { ProcessCode } from './process-code.ts'
import { type Local, needsBox, reassignment, rootOf } from './variables.ts'

/** What a nested function is to be seen against. */
export interface Home {
  readonly known: ReadonlyMap<ES.Node, ProcessCode>
  /** The nearest process function around it, with whatever lies between. */
  readonly outer: ProcessCode | undefined
  readonly selves: Set<Variable>
}

/** What a closure in a process function sees of its variables and captures, in a fixed order. */
export function seenBy(closure: ES.Node, code: ProcessCode, scopes: ScopeManager): Local[] {
  const scope = scopes.acquire(closure as never, false) as Scope | null
  if (scope === null) return []
  const found = new Set<Local>()
  for (const { resolved } of scope.through) {
    const local = resolved === null ? undefined : localIn(code, resolved as Variable)
    if (local !== undefined) found.add(local)
  }
  return [...found]
}

/** A variable as the code of a process function has it. */
export function localIn({ selves, self, locals, captures }: ProcessCode, variable: Variable): Local | undefined {
  if (selves.has(variable)) return self
  return locals.get(variable) ?? captures.find((local) => local.variable === variable)
}

/** A variable whose value is taken as it is. */
export function constant(variable: Variable): Local {
  return { name: variable.name, original: variable.name, boxed: false, numeric: undefined, late: false, variable }
}

/** The variable as the process functions around know it. */
function known({ known: all, outer }: Home, variable: Variable): Local | undefined {
  const inOuter = outer?.reasons.length === 0 ? localIn(outer, variable) : undefined
  return inOuter ?? all.get(rootOf(variable.scope).block as ES.Node)?.locals.get(variable)
}

/** Whether it is the name by which a function expression knows itself. */
export function isFunctionName({ scope }: Variable): boolean {
  return (scope.type as string) === 'function-expression-name'
}

/** What a nested process function sees of the functions around it. Adds a reason where that can not be handed to it. */
export function capturesOf(scope: Scope, home: Home, reasons: Reason[]): Local[] {
  const found = new Map<Variable, Local>()
  for (const reference of scope.through) {
    const variable = reference.resolved as Variable | null
    if (variable === null || found.has(variable) || variable.defs.length === 0 || home.selves.has(variable)) continue
    if (isFunctionName(variable)) {
      found.set(variable, known(home, variable) ?? constant(variable))
      continue
    }
    const root = rootOf(variable.scope)
    if (root.type === 'module' || root.type === 'global') continue
    const local = known(home, variable)
    if (local !== undefined) found.set(variable, local)
    else if (needsBox(variable, root)) {
      reasons.push({
        what: `it captures \`${variable.name}\`, which changes, of a function that is no process function`,
        node: reassignment(variable) ?? (reference.identifier as ES.Node),
      })
    } else if (
      caseAround(variable, scope.block as ES.Node) !== caseAround(variable, variable.identifiers[0] as ES.Node)
    ) {
      reasons.push({
        what: `it captures \`${variable.name}\`, which may have no value yet`,
        node: reference.identifier as ES.Node,
      })
    } else found.set(variable, constant(variable))
  }
  return [...found.values()]
}
