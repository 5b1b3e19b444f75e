// Prepares process functions for lowering, in place: variables get their unique names or boxes, `this` becomes a variable, closures are
// handed what they see, nested process functions become values.
//
//   const scale = 2; items.map((x) => x * scale)     ->     items.map(((scale) => (x) => x * scale)(scale))
//   let n = 0; bump(() => n++)                       ->     n = { v: undefined }; n.v = 0; bump(((n) => () => n.v++)(n))

import type { Variable } from 'eslint-scope'
import type { Analysis, ProcessCode } from '../analyse/process-code.ts'
import { seenBy } from '../analyse/process-code.ts'
import type { Local } from '../analyse/variables.ts'
import {
  array,
  arrow,
  assign,
  at,
  block,
  type ClassNode,
  call,
  type ES,
  type FunctionNode,
  id,
  index,
  isClass,
  isFunction,
  literal,
  mapChildren,
  member,
  returns,
  run,
} from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'
import type { Names } from '../names.ts'

/** What stands around a node. */
interface Around {
  /** The compiled process function whose code it is; null in ordinary code. */
  readonly code: ProcessCode | null
  /** The compiled process function whose `this` is meant here. */
  readonly self: ProcessCode | null
}

const ORDINARY: Around = { code: null, self: null }

export class Rewriter {
  readonly #analysis: Analysis
  readonly #support: SupportNames
  readonly #references = new Map<ES.Node, Local>()
  readonly #boxes = new Map<ES.Node, Local[]>()
  readonly #hoisted = new WeakSet<ES.Node>()
  readonly #thisName: string
  readonly #byBinding = new Map<Variable, ProcessCode>()
  readonly #resolved = new Map<ES.Node, Variable>()
  readonly #targets = new Map<ES.Node, ProcessCode>()
  /** Statements that ordinary code needs at the start of a block: definitions of the process functions declared in it. */
  readonly #definitions = new Map<ES.Node, ES.Statement[]>()

  constructor(analysis: Analysis, support: SupportNames, names: Names) {
    this.#analysis = analysis
    this.#support = support
    this.#thisName = names.fresh('$this')
    for (const code of analysis.functions) {
      if (code.reasons.length > 0) continue
      for (const [variable, local] of code.locals) this.#note(variable, local)
      if (code.binding !== undefined) this.#byBinding.set(code.binding, code)
    }
    for (const { references } of analysis.scopes.scopes) {
      for (const { identifier, resolved } of references) {
        if (resolved !== null) this.#resolved.set(identifier as ES.Node, resolved)
      }
    }
  }

  /** Rewrites a whole module. */
  module(program: ES.Program): void {
    mapChildren(program, (child, key) => this.#rewrite(child, program, key, ORDINARY))
    insertIn(program, this.#definitions)
  }

  /** The process function that `yield*` calls here, where there is no doubt about it. */
  targetOf(node: ES.CallExpression): ProcessCode | undefined {
    return this.#targets.get(node)
  }

  /** The captured values of a process function, where they can be named. */
  capturedBy(code: ProcessCode): ES.Expression[] {
    return code.captures.map(({ name }) => id(name))
  }

  get thisName(): string {
    return this.#thisName
  }

  /** The boxed variables that begin with a block, loop, `catch` or function. */
  boxesOf(node: ES.Node): readonly Local[] {
    return this.#boxes.get(node) ?? []
  }

  /** Whether a statement belongs at the start of its block. */
  isHoisted(statement: ES.Node): boolean {
    return this.#hoisted.has(statement)
  }

  /** A process function as a value, where what it captures can be named. */
  valueOf(code: ProcessCode): ES.Expression {
    return call(this.#support.get('closure'), [id(code.names.code), this.#captured(code), literal(plainName(code.name))])
  }

  #note(variable: Variable, local: Local): void {
    for (const identifier of variable.identifiers) this.#references.set(identifier as ES.Node, local)
    const own = variable.defs[0]?.node as ES.Node | undefined
    for (const { identifier, from } of variable.references) {
      // Inside itself a function declaration goes by its own name.
      const isSelf = !local.boxed && own?.type === 'FunctionDeclaration' && !own.generator && within(from.block as ES.Node, own)
      if (!isSelf) this.#references.set(identifier as ES.Node, local)
    }
    if (!local.boxed) return
    const place = variable.scope.block as ES.Node
    const boxes = this.#boxes.get(place)
    if (boxes === undefined) this.#boxes.set(place, [local])
    else boxes.push(local)
  }

  #rewrite(node: ES.Node, parent: ES.Node, key: string, around: Around): ES.Node {
    const code = this.#analysis.byNode.get(node)
    if (code !== undefined && code.reasons.length === 0) return this.#processFunction(code, parent, around)
    if (isFunction(node) || isClass(node)) return this.#closure(node, parent, key, around)
    if (node.type === 'Identifier') return this.#identifier(node, around)
    if (node.type === 'ThisExpression' && around.self !== null) return at(node, id(this.#thisName))
    const callee = node.type === 'YieldExpression' ? this.#findTarget(node, around) : undefined
    mapChildren(node, (child, childKey) => this.#rewrite(child, node, childKey, around))
    if (callee !== undefined) (callee.call as ES.SimpleCallExpression).callee = callee.name
    if (node.type === 'Property' && node.shorthand) unshorten(node)
    return node
  }

  /** For `yield* f(…)` whose f can only be one process function: the call is made directly, whatever else f's name becomes. */
  #findTarget(node: ES.YieldExpression, { code }: Around): { call: ES.CallExpression; name: ES.Identifier } | undefined {
    const { argument } = node
    if (argument?.type !== 'CallExpression' || argument.optional || argument.callee.type !== 'Identifier') return undefined
    const variable = this.#resolved.get(argument.callee)
    const target = variable && this.#byBinding.get(variable)
    if (target === undefined || target.form === 'method') return undefined
    if (target.captures.length > 0 && target !== code && target.owner !== code) return undefined
    this.#targets.set(argument, target)
    return { call: argument, name: argument.callee }
  }

  #identifier(node: ES.Identifier, around: Around): ES.Node {
    const local = this.#references.get(node)
    if (local === undefined) return node
    // A nested process function that needs itself as a value is made anew; calls of itself are made directly.
    if (around.code !== null && around.code.binding === local.variable && around.code.owner !== undefined) {
      return this.valueOf(around.code)
    }
    const renamed = at(node, id(local.name))
    if (!local.boxed) return Object.assign(node, { name: local.name })
    return at(node, member(renamed, 'v'))
  }

  // ---- functions and classes inside

  #closure(node: FunctionNode | ClassNode, parent: ES.Node, key: string, around: Around): ES.Node {
    const { code } = around
    const inner: Around = {
      code: null,
      self: node.type === 'ArrowFunctionExpression' ? around.self : null,
    }
    const seen = code === null ? [] : seenBy(node, code, this.#analysis.scopes).filter((local) => !isOwn(local, node))
    const own = code === null || !isDeclaration(node) ? undefined : this.#references.get(node.id as ES.Node)
    const usesThis = node.type === 'ArrowFunctionExpression' && around.self !== null
    const name = nameNode(node)
    mapChildren(node, (child, childKey) =>
      child === name ? child : this.#rewrite(child, node, childKey, isClass(node) && childKey === 'superClass' ? { ...inner, self: around.self } : inner),
    )
    if (code === null) return node
    const given = own === undefined ? this.#nameGiven(node, parent, key) : undefined
    const expression = (isDeclaration(node) ? { ...node, type: expressionType(node) } : node) as ES.Expression
    const params = seen.map(({ name }) => name)
    if (usesThis) params.push(this.#thisName)
    const value = params.length === 0 && given === undefined ? expression : handed(expression, params, given)
    if (own === undefined) return value
    const target = own.boxed ? member(id(own.name), 'v') : id(own.name)
    const statement = at(node, run(assign(target, value)))
    if (node.type === 'FunctionDeclaration') this.#hoisted.add(statement)
    return statement
  }

  /** The name that the language gives an anonymous function here and that would be lost; undefined if there is none. */
  #nameGiven(node: FunctionNode | ClassNode, parent: ES.Node, key: string): string | undefined {
    if (nameNode(node)) return undefined
    let target: ES.Node | undefined
    if (parent.type === 'VariableDeclarator' && key === 'init') target = parent.id
    else if (parent.type === 'AssignmentExpression' && key === 'right' && /^(=|\|\|=|&&=|\?\?=)$/.test(parent.operator)) {
      target = parent.left
    } else if (parent.type === 'AssignmentPattern' && key === 'right') target = parent.left
    if (target === undefined) return undefined
    const named = target.type === 'MemberExpression' ? target.object : target
    for (const [identifier, local] of this.#references) {
      if (identifier === target) return local.original
      if (local.boxed && target.type === 'MemberExpression' && named.type === 'Identifier' && named.name === local.name) {
        return local.original
      }
    }
    return undefined
  }

  // ---- process functions

  #processFunction(code: ProcessCode, parent: ES.Node, around: Around): ES.Node {
    const { node } = code
    const inner: Around = { code, self: code.usesThis ? code : null }
    const name = node.id ?? null
    mapChildren(node, (child, key) => (child === name ? child : this.#rewrite(child, node, key, inner)))
    if (code.form === 'method') return this.#shell(code, [])
    if (code.form === 'expression') return at(node, this.valueOf(code))
    if (around.code !== null) {
      const own = this.#references.get(name as ES.Node) as Local
      const statement = at(node, run(assign(own.boxed ? member(id(own.name), 'v') : id(own.name), this.valueOf(code))))
      this.#hoisted.add(statement)
      return statement
    }
    if (parent.type === 'BlockStatement') this.#defineIn(parent, code)
    return this.#shell(code, code.captures)
  }

  /** The function that ordinary code calls. */
  #shell(code: ProcessCode, captures: readonly Local[]): ES.Node {
    const { node } = code
    const captured = code.form === 'method' ? this.#captured(code) : array(captures.map(({ name }) => id(name)))
    const length = node.params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement')
    const params = node.params.slice(0, length === -1 ? undefined : length).map((_, i) => id(`$${i}`))
    const body = block([returns(call(this.#support.get('activate'), [id(code.names.code), captured, id('arguments')]))])
    return { ...node, params, body, generator: false } as ES.Node
  }

  #captured(code: ProcessCode): ES.ArrayExpression {
    const values: ES.Expression[] = code.captures.map(({ name }) => id(name))
    if (code.usesThis) values.unshift({ type: 'ThisExpression' })
    return array(values)
  }

  /** A process function declared in an ordinary one gets its compiled form at the start of the block. */
  #defineIn(place: ES.Node, code: ProcessCode): void {
    const statement = run(
      call(this.#support.get('define'), [id(code.node.id?.name ?? ''), id(code.names.code), this.#captured(code)]),
    )
    const list = this.#definitions.get(place)
    if (list === undefined) this.#definitions.set(place, [statement])
    else list.push(statement)
  }
}

/** Puts definitions at the start of the blocks that they belong to. */
function insertIn(node: ES.Node, definitions: Map<ES.Node, ES.Statement[]>): void {
  if (definitions.size === 0) return
  if (node.type === 'BlockStatement') {
    const list = definitions.get(node)
    if (list !== undefined) {
      node.body.unshift(...list)
      definitions.delete(node)
    }
  }
  mapChildren(node, (child) => {
    insertIn(child, definitions)
    return child
  })
}

function within(node: ES.Node | null, outer: ES.Node): boolean {
  const { start, end } = outer as unknown as { start: number; end: number }
  const inner = node as unknown as { start: number; end: number }
  return inner.start >= start && inner.end <= end
}

function isOwn(local: Local, node: ES.Node): boolean {
  return !local.boxed && node.type === 'FunctionDeclaration' && local.variable.defs[0]?.node === node
}

function nameNode(node: FunctionNode | ClassNode): ES.Identifier | null {
  return node.type === 'ArrowFunctionExpression' ? null : (node.id ?? null)
}

function isDeclaration(node: ES.Node): node is ES.FunctionDeclaration | ES.ClassDeclaration {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
}

function expressionType(node: ES.FunctionDeclaration | ES.ClassDeclaration): string {
  return node.type === 'FunctionDeclaration' ? 'FunctionExpression' : 'ClassExpression'
}

/** `((a, b) => function)(a, b)`; a key gives an anonymous function its name. */
function handed(expression: ES.Expression, params: readonly string[], name: string | undefined): ES.Expression {
  let value = expression
  if (name !== undefined) {
    const property = {
      type: 'Property',
      key: literal(name),
      value: expression,
      kind: 'init',
      method: false,
      shorthand: false,
      computed: name === '__proto__',
    } as ES.Property
    value = index({ type: 'ObjectExpression', properties: [property] }, literal(name))
  }
  if (params.length === 0) return value
  const names = params.map(id)
  return call(arrow(names, value), params.map(id))
}

/** `{ x }` whose x has another name now. */
function unshorten(property: ES.Property | ES.AssignmentProperty): void {
  const { key, value } = property
  const named = value.type === 'AssignmentPattern' ? value.left : value
  if (key.type !== 'Identifier' || named.type !== 'Identifier' || named.name !== key.name) property.shorthand = false
}

function plainName(name: string): string {
  return name === '(anonymous)' ? '' : name
}
