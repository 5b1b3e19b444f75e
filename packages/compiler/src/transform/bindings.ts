// What identifiers of the module mean to the transform: variables of process functions, and process functions.

import type { Variable } from 'eslint-scope'
import type { Analysis, ProcessCode } from '../analyse/process-code.ts'
import type { Local } from '../analyse/variables.ts'
import { type ES, endOf, startOf } from '../ast.ts'

export class Bindings {
  readonly #locals = new Map<ES.Node, Local>()
  readonly #boxes = new Map<ES.Node, Local[]>()
  readonly #variables = new Map<ES.Node, Variable>()
  readonly #functions = new Map<Variable, ProcessCode>()
  readonly #steady = new Map<string, 'constant' | 'imported'>()
  readonly #ofPackage = new Set<string>()

  constructor({ functions, scopes }: Analysis) {
    for (const code of functions) {
      if (code.reasons.length > 0) continue
      for (const [variable, local] of code.locals) this.#note(variable, local)
      if (code.binding !== undefined) this.#functions.set(code.binding, code)
      for (const variable of code.selves.keys()) this.#functions.set(variable, code)
    }
    const module = scopes.scopes.find(({ type }) => type === 'module')
    for (const variable of module?.variables ?? []) {
      const steadiness = steadinessOf(variable as Variable)
      if (steadiness !== undefined) this.#steady.set(variable.name, steadiness)
      if (steadiness === 'imported' && isOfPackage(variable as Variable)) this.#ofPackage.add(variable.name)
    }
    for (const { references } of scopes.scopes) {
      for (const { identifier, resolved } of references) {
        if (resolved !== null) this.#variables.set(identifier as ES.Node, resolved)
      }
    }
  }

  /** See Rewriter. */
  steadinessOf(name: string): 'constant' | 'imported' | undefined {
    return this.#steady.get(name)
  }

  isOfPackage(name: string): boolean {
    return this.#ofPackage.has(name)
  }

  /** Whether an identifier is a name imported from the package of processes. */
  isImport(identifier: ES.Identifier): boolean {
    const variable = this.#variables.get(identifier)
    return variable !== undefined && isOfPackage(variable)
  }

  /** The variable of a process function that an identifier names or declares. */
  localOf(identifier: ES.Node): Local | undefined {
    return this.#locals.get(identifier)
  }

  variableOf(identifier: ES.Node): Variable | undefined {
    return this.#variables.get(identifier)
  }

  /** The process function that an identifier can only mean. */
  functionOf(identifier: ES.Node): ProcessCode | undefined {
    const variable = this.#variables.get(identifier)
    return variable && this.#functions.get(variable)
  }

  /** The boxed variables that begin with a block, loop, `catch` or function. */
  boxesOf(place: ES.Node): readonly Local[] {
    return this.#boxes.get(place) ?? []
  }

  #note(variable: Variable, local: Local): void {
    for (const identifier of variable.identifiers) this.#locals.set(identifier as ES.Node, local)
    const own = variable.defs[0]?.node as ES.Node | undefined
    for (const { identifier, from } of variable.references) {
      // Inside itself a function declaration goes by its own name.
      const isSelf =
        !local.boxed && own?.type === 'FunctionDeclaration' && !own.generator && isIn(from.block as ES.Node, own)
      if (!isSelf) this.#locals.set(identifier as ES.Node, local)
    }
    if (!local.boxed) return
    const place = variable.scope.block as ES.Node
    const boxes = this.#boxes.get(place)
    if (boxes === undefined) this.#boxes.set(place, [local])
    else boxes.push(local)
  }
}

function isIn(node: ES.Node, outer: ES.Node): boolean {
  return startOf(node) >= startOf(outer) && endOf(node) <= endOf(outer)
}

/** Whether it is imported by name from the package of processes, which has been evaluated before any module that imports it. */
function isOfPackage({ defs }: Variable): boolean {
  const node = defs[0]?.node as ES.Node | undefined
  const parent = defs[0]?.parent as ES.ImportDeclaration | undefined
  return node?.type === 'ImportSpecifier' && parent?.source.value === 'multibeam'
}

function steadinessOf(variable: Variable): 'constant' | 'imported' | undefined {
  const [definition] = variable.defs
  if (definition === undefined || variable.defs.length > 1) return undefined
  const type = definition.type as string
  if (type === 'ImportBinding') return 'imported'
  if (variable.references.some((reference) => reference.isWrite() && !reference.init)) return undefined
  if (type === 'FunctionName' || type === 'ClassName') return 'constant'
  const { parent } = definition
  return parent?.type === 'VariableDeclaration' && parent.kind === 'const' ? 'constant' : undefined
}
