// Prepares process functions for lowering, in place: variables get their unique names or boxes, `this` becomes a variable, closures are
// handed what they see, nested process functions become values.
//
//   const scale = 2; items.map((x) => x * scale)     ->     items.map(((scale) => (x) => x * scale)(scale))
//   let n = 0; bump(() => n++)                       ->     n = { v: undefined }; n.v = 0; bump(((n) => () => n.v++)(n))

import { localIn, seenBy } from '../analyse/captures.ts'
import { hasYield } from '../analyse/find-generators.ts'
import type { Analysis, ProcessCode } from '../analyse/process-code.ts'
import type { Local } from '../analyse/variables.ts'
import {
  assign,
  at,
  type ClassNode,
  type ES,
  type FunctionNode,
  id,
  isClass,
  isFunction,
  mapChildren,
  run,
} from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'
import type { Names } from '../names.ts'
import { type Around, ORDINARY } from './around.ts'
import { Bindings } from './bindings.ts'
import { unboxed } from './boxes.ts'
import { type Handed, hand, named, union } from './hand.ts'
import { ProcessValues } from './process-values.ts'
import { Templates } from './templates.ts'

export class Rewriter {
  readonly thisName: string
  readonly #analysis: Analysis
  readonly #support: SupportNames
  readonly #bindings: Bindings
  readonly #values: ProcessValues
  readonly #templates: Templates
  readonly #hoisted = new WeakSet<ES.Node>()
  readonly #targets = new Map<ES.Node, ProcessCode>()
  /** Object literals with a `yield*`, which are handed to their methods when they have been lowered. */
  readonly #handed = new Map<ES.Node, readonly Handed[]>()
  /** What the author called a variable that is assigned, where that is not what stands there now. */
  readonly #originals = new Map<ES.Node, string>()

  constructor(analysis: Analysis, support: SupportNames, names: Names) {
    this.#analysis = analysis
    this.#support = support
    this.#bindings = new Bindings(analysis)
    this.#values = new ProcessValues(support, names)
    this.#templates = new Templates(names)
    this.thisName = names.fresh('$this')
  }

  /** Rewrites a whole module. */
  module(program: ES.Program): void {
    mapChildren(program, (child, key) => this.#rewrite(child, program, key, ORDINARY))
    this.#values.insertDefinitions(program)
    program.body.push(...this.#templates.functions)
  }

  // ---- what lowering asks

  /** The process function that `yield*` calls here, where there is no doubt about it. */
  targetOf(node: ES.CallExpression): ProcessCode | undefined {
    return this.#targets.get(node)
  }

  /** The captured values of a process function, as the code of another has them. */
  capturedBy(code: ProcessCode, around: ProcessCode): ES.Expression[] {
    return code === around ? code.captures.map(({ name }) => id(name)) : this.#values.captured(code)
  }

  /** The boxed variables that begin with a block, loop, `catch` or function. */
  boxesOf(place: ES.Node): readonly Local[] {
    return this.#bindings.boxesOf(place)
  }

  /** Whether a statement belongs at the start of its block. */
  isHoisted(statement: ES.Node): boolean {
    return this.#hoisted.has(statement)
  }

  /** An object literal that has been lowered, handed what its methods see. */
  handLiteral(node: ES.ObjectExpression, lowered: ES.Expression): ES.Expression {
    return hand(lowered, this.#handed.get(node) ?? [])
  }

  /** Whether a call of the function gives the strings of a template, the same ones each time. */
  isStrings(name: string): boolean {
    return this.#templates.isStrings(name)
  }

  /** How a name of the module behaves: it never changes, or only if the module that it is imported from changes it. */
  steadinessOf(name: string): 'constant' | 'imported' | undefined {
    return this.#bindings.steadinessOf(name)
  }

  isOfPackage(name: string): boolean {
    return this.#bindings.isOfPackage(name)
  }

  // ---- the walk

  #rewrite(node: ES.Node, parent: ES.Node, key: string, around: Around): ES.Node {
    const code = this.#analysis.byNode.get(node)
    if (code !== undefined && code.reasons.length === 0) return this.#processFunction(code, parent, around)
    if (isFunction(node) || isClass(node)) return this.#closure(node, parent, key, around)
    if (node.type === 'Identifier') return this.#identifier(node, around)
    if (node.type === 'ThisExpression' && around.self !== null) return at(node, id(this.thisName))
    const callee = node.type === 'YieldExpression' ? this.#findTarget(node, around) : undefined
    const seen = node.type === 'ObjectExpression' ? this.#seenByLiteral(node, around) : []
    mapChildren(node, (child, childKey) => this.#rewrite(child, node, childKey, around))
    if (node.type === 'CallExpression') this.#giveTuple(node)
    if (callee !== undefined) (callee.call as ES.SimpleCallExpression).callee = callee.name
    if (node.type === 'Property' && node.shorthand) unshorten(node)
    if (node.type === 'TaggedTemplateExpression' && around.within !== null) return this.#templates.callOf(node)
    if (node.type === 'ObjectExpression' && seen.length > 0) {
      if (!hasYield(node)) return at(node, hand(node, seen))
      this.#handed.set(node, seen)
    }
    return node
  }

  #identifier(node: ES.Identifier, { code, within }: Around): ES.Node {
    const variable = this.#bindings.variableOf(node)
    const local = (variable && within && localIn(within, variable)) ?? this.#bindings.localOf(node)
    if (local === undefined) return node
    const isClosure = within !== null && !(code !== null && code.locals.get(local.variable) === local)
    const replaced = local.boxed
      ? at(node, unboxed(local, isClosure, this.#support))
      : Object.assign(node, { name: local.name })
    if (local.boxed || local.name !== local.original) this.#originals.set(replaced, local.original)
    return replaced
  }

  /** For `yield* f(…)` whose f can only be one process function: the call is made directly, whatever else f's name becomes. */
  #findTarget(
    node: ES.YieldExpression,
    { code }: Around,
  ): { call: ES.CallExpression; name: ES.Identifier } | undefined {
    const { argument } = node
    if (argument?.type !== 'CallExpression' || argument.optional || argument.callee.type !== 'Identifier')
      return undefined
    const target = this.#bindings.functionOf(argument.callee)
    if (code === null || target === undefined || target.form === 'method') return undefined
    if (target.captures.length > 0 && target !== code && target.owner !== code) return undefined
    this.#targets.set(argument, target)
    return { call: argument, name: argument.callee }
  }

  /** `send(to, ['tag', n])` of multibeam: nobody else has the array, so it need not be copied. */
  #giveTuple(node: ES.SimpleCallExpression): void {
    const { callee, arguments: args } = node
    if (callee.type !== 'Identifier' || args.length !== 2 || !isTuple(args[1] as ES.Node) || hasYield(node)) return
    if (this.#bindings.isImport(callee)) node.callee = at(callee, this.#support.givenOf(callee.name))
  }

  // ---- functions and classes inside

  #closure(node: FunctionNode | ClassNode, parent: ES.Node, key: string, around: Around): ES.Node {
    const { code } = around
    const isArrow = node.type === 'ArrowFunctionExpression'
    const inner: Around = { code: null, within: around.within, self: isArrow ? around.self : null }
    const seen = this.#seenBy(node, around)
    const own = code === null || !isDeclaration(node) ? undefined : this.#bindings.localOf(node.id as ES.Node)
    const name = nameOf(node)
    mapChildren(node, (child, childKey) => {
      if (child === name) return child
      // What a class extends is evaluated outside of it.
      return this.#rewrite(child, node, childKey, childKey === 'superClass' ? around : inner)
    })
    // Those of a literal are handed what they see together: so they keep their names, and a method stays one.
    if (code === null || isOfLiteral(node, parent, key)) return node
    const given = own === undefined ? this.#nameGiven(node, parent, key, seen) : undefined
    const expression = (isDeclaration(node) ? { ...node, type: expressionType(node) } : node) as ES.Expression
    const value = hand(given === undefined ? expression : named(expression, given), seen)
    if (own === undefined) return value
    const target = own.boxed ? unboxed(own, false, this.#support) : id(own.name)
    const statement = at(node, run(assign(target, value)))
    if (node.type === 'FunctionDeclaration') this.#hoisted.add(statement)
    return statement
  }

  #seenBy(node: FunctionNode | ClassNode, { code, self }: Around): Handed[] {
    if (code === null) return []
    const seen = seenBy(node, code, this.#analysis.scopes).filter((local) => !isOwn(local, node))
    const handed = seen.map((local): Handed => ({ name: local.name, value: id(local.name) }))
    const usesThis = self !== null && node.type === 'ArrowFunctionExpression'
    if (usesThis) handed.push({ name: this.thisName, value: id(this.thisName) })
    return handed
  }

  #seenByLiteral({ properties }: ES.ObjectExpression, around: Around): Handed[] {
    const { code } = around
    if (code === null) return []
    const lists = properties.map((property): Handed[] => {
      if (property.type === 'SpreadElement' || !isOfLiteral(property.value, property, 'value')) return []
      const method = this.#analysis.byNode.get(property.value)
      if (method === undefined || method.reasons.length > 0) return this.#seenBy(property.value as FunctionNode, around)
      return method.captures.map(({ name }) => ({ name, value: id(name) }))
    })
    return union(lists)
  }

  /** The name that the language gives an anonymous function here and that would be lost; undefined if there is none. */
  #nameGiven(
    node: FunctionNode | ClassNode,
    parent: ES.Node,
    key: string,
    seen: readonly Handed[],
  ): string | undefined {
    if (nameOf(node)) return undefined
    let target: ES.Node | undefined
    if (parent.type === 'VariableDeclarator' && key === 'init') target = parent.id
    else if (
      parent.type === 'AssignmentExpression' &&
      key === 'right' &&
      /^(=|\|\|=|&&=|\?\?=)$/.test(parent.operator)
    ) {
      target = parent.left
    } else if (parent.type === 'AssignmentPattern' && key === 'right') target = parent.left
    if (target === undefined) return undefined
    return this.#originals.get(target) ?? (seen.length > 0 && target.type === 'Identifier' ? target.name : undefined)
  }

  // ---- process functions

  #processFunction(code: ProcessCode, parent: ES.Node, around: Around): ES.Node {
    const { node } = code
    const inner: Around = { code, within: code, self: code.usesThis ? code : null }
    const name = node.id ?? null
    mapChildren(node, (child, key) => (child === name ? child : this.#rewrite(child, node, key, inner)))
    if (code.form === 'method') return this.#values.shell(code)
    if (code.form === 'expression') return at(node, this.#values.valueOf(code))
    if (around.code !== null) {
      const own = this.#bindings.localOf(name as ES.Node) as Local
      const target = own.boxed ? unboxed(own, false, this.#support) : id(own.name)
      const statement = at(node, run(assign(target, this.#values.valueOf(code))))
      this.#hoisted.add(statement)
      return statement
    }
    if (parent.type === 'BlockStatement') this.#values.defineIn(parent, code)
    return this.#values.shell(code)
  }
}

/** Whether a function is a method, an accessor or an anonymous value of an object literal. */
function isOfLiteral(node: ES.Node, parent: ES.Node, key: string): boolean {
  if (parent.type !== 'Property' || key !== 'value' || !isFunction(node)) return false
  return parent.method || parent.kind !== 'init' || nameOf(node) === null
}

/** A function declaration sees itself by its own name. */
function isOwn(local: Local, node: ES.Node): boolean {
  return !local.boxed && node.type === 'FunctionDeclaration' && local.variable.defs[0]?.node === node
}

function nameOf(node: FunctionNode | ClassNode): ES.Identifier | null {
  return node.type === 'ArrowFunctionExpression' ? null : (node.id ?? null)
}

function isDeclaration(node: ES.Node): node is ES.FunctionDeclaration | ES.ClassDeclaration {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
}

function expressionType(node: ES.FunctionDeclaration | ES.ClassDeclaration): string {
  return node.type === 'FunctionDeclaration' ? 'FunctionExpression' : 'ClassExpression'
}

/** `{ x }` whose x has another name now. */
function unshorten(property: ES.Property | ES.AssignmentProperty): void {
  const { key, value } = property
  const kept = value.type === 'AssignmentPattern' ? value.left : value
  if (key.type !== 'Identifier' || kept.type !== 'Identifier' || kept.name !== key.name) property.shorthand = false
}

/** A literal whose elements V8 keeps as they are, whatever they are: the first is a string. */
function isTuple(node: ES.Node): boolean {
  if (node.type !== 'ArrayExpression') return false
  const [tag] = node.elements
  if (tag?.type !== 'Literal' || typeof tag.value !== 'string') return false
  return node.elements.every((element) => element !== null && element.type !== 'SpreadElement')
}
