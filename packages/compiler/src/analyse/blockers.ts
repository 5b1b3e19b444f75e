// What cannot be compiled faithfully. The function that holds it stays a generator, with reduction checks; the reason is shown by
// `multibeam explain`.

import type { Scope } from 'eslint-scope'
import { childrenOf, type ES, isClass, isFunction } from '../ast.ts'
import { findDeadZones } from './dead-zones.ts'
import { type Found, hasYield } from './find-generators.ts'
import { findInParameters } from './parameters.ts'
import { variablesOf } from './variables.ts'

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
  findInParameters(node, scope, reasons)
  for (const variable of variablesOf(scope)) findDeadZones(variable, scope, reasons)
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
  } else if (
    node.type === 'ForInStatement' &&
    node.left.type === 'VariableDeclaration' &&
    node.left.declarations[0]?.init
  ) {
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
