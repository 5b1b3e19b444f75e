// What cannot be compiled faithfully. The function that holds it stays a generator, with reduction checks; the reason is shown by
// `multibeam explain`.

import type { Scope, Variable } from 'eslint-scope'
import { childrenOf, type ES, endOf, isClass, isFunction, startOf } from '../ast.ts'
import { type Found, hasYield } from './find-generators.ts'
import { rootOf, variablesOf } from './variables.ts'

export interface Reason {
  readonly what: string
  readonly node: ES.Node
}

export function findBlockers({ node, form }: Found, scope: Scope, usesThis: boolean): Reason[] {
  const reasons: Reason[] = []
  const [use] = scope.set.get('arguments')?.references ?? []
  if (use !== undefined && (scope.set.get('arguments')?.defs.length ?? 0) === 0) {
    reasons.push({ what: '`arguments`: name the parameters, or use a rest parameter', node: use.identifier as ES.Node })
  }
  if (usesThis && form !== 'method') {
    reasons.push({ what: '`this` outside of a method: pass what is needed as an argument', node })
  }
  for (const param of node.params) findInCode(param, reasons)
  findInCode(node.body, reasons)
  for (const variable of variablesOf(scope)) findInVariable(variable, scope, reasons)
  return reasons
}

/** Syntax. Functions inside are looked at only for what belongs to this one through arrows. */
function findInCode(node: ES.Node, reasons: Reason[]): void {
  if (isFunction(node) && node.type !== 'ArrowFunctionExpression') {
    for (const child of childrenOf(node)) findPrivate(child, reasons)
    return
  }
  if (node.type === 'Super') reasons.push({ what: '`super`', node })
  else if (node.type === 'PrivateIdentifier') reasons.push({ what: `the private name #${node.name}`, node })
  else if (node.type === 'MetaProperty' && node.meta.name === 'new') reasons.push({ what: '`new.target`', node })
  else if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'eval') {
    reasons.push({ what: 'a direct `eval`, which sees the variables', node })
  } else if (isClass(node) && hasYield(node)) reasons.push({ what: '`yield*` in the head of a class', node })
  else if ((node.type === 'ObjectPattern' || node.type === 'ArrayPattern') && hasYield(node)) {
    reasons.push({ what: '`yield*` in a destructuring pattern', node })
  } else if (node.type === 'VariableDeclaration' && /using/.test(node.kind)) {
    reasons.push({ what: '`using`', node })
  } else if (node.type === 'ForInStatement' && node.left.type === 'VariableDeclaration' && node.left.declarations[0]?.init) {
    reasons.push({ what: 'an initialiser in the head of `for-in`', node })
  }
  if (isClass(node)) {
    // Its own private names stay in it.
    if (node.superClass) findInCode(node.superClass, reasons)
    return
  }
  for (const child of childrenOf(node)) findInCode(child, reasons)
}

function findPrivate(node: ES.Node, reasons: Reason[]): void {
  if (isClass(node)) return
  if (node.type === 'PrivateIdentifier') reasons.push({ what: `the private name #${node.name}`, node })
  else for (const child of childrenOf(node)) findPrivate(child, reasons)
}

/** Errors of the language that one flat scope would not make: a use before the declaration, an assignment to a constant. */
function findInVariable(variable: Variable, scope: Scope, reasons: Reason[]): void {
  const [definition] = variable.defs
  if (definition === undefined) return
  const isClassName = (definition.type as string) === 'ClassName'
  const kind = definition.parent?.type === 'VariableDeclaration' ? definition.parent.kind : undefined
  if (!isClassName && (kind === undefined || kind === 'var')) return
  const declaration = definition.node as ES.Node
  const caseOfDeclaration = caseAround(variable, declaration)
  for (const reference of variable.references) {
    const node = reference.identifier as ES.Node
    if (reference.isWrite() && !reference.init && kind === 'const') {
      reasons.push({ what: `\`${variable.name}\` is a constant, and is assigned`, node })
    }
    if (reference.init || rootOf(reference.from) !== scope) continue
    if (startOf(node) < endOf(declaration) || caseAround(variable, node) !== caseOfDeclaration) {
      reasons.push({ what: `\`${variable.name}\` is used where it may have no value yet`, node })
    }
  }
}

/** The case of a `switch` whose scope holds the variable. */
function caseAround(variable: Variable, node: ES.Node): ES.SwitchCase | undefined {
  const statement = variable.scope.block as ES.Node
  if (statement.type !== 'SwitchStatement') return undefined
  return statement.cases.find((one) => startOf(one) <= startOf(node) && startOf(node) < endOf(one))
}
