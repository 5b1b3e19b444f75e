// Parameters with defaults and patterns. Where they hold expressions the language gives them a scope of their own, apart from the body's.

import type { Scope } from 'eslint-scope'
import { childrenOf, type ES, endOf, type Generator, startOf } from '../ast.ts'
import type { Reason } from './blockers.ts'
import { parameterOf } from './variables.ts'

/** What one scope for parameters and body would get wrong. */
export function findInParameters({ params, body }: Generator, scope: Scope, reasons: Reason[]): void {
  if (!params.some(hasExpression)) return
  for (const { name, defs, references } of scope.variables) {
    const [definition] = defs
    if (definition === undefined) continue
    const again = defs.find(({ type }) => type !== 'Parameter')
    if (definition.type === 'Parameter' && again !== undefined) {
      reasons.push({
        what: `\`${name}\`, a parameter, is declared again where parameters have defaults`,
        node: again.name as ES.Node,
      })
      continue
    }
    const own = definition.type === 'Parameter' ? parameterOf(definition) : undefined
    for (const { identifier, from, init } of references) {
      const node = identifier as ES.Node
      if (init || startOf(node) >= startOf(body)) continue
      if (own === undefined) reasons.push({ what: `\`${name}\` of the body has the name of what a default uses`, node })
      else if (
        from === scope &&
        startOf(node) < endOf(own) &&
        !(startOf(own) <= startOf(node) && isEarlierPart(own, definition.name as ES.Node, node))
      ) {
        reasons.push({ what: `\`${name}\` is used where it may have no value yet`, node })
      }
    }
  }
}

/** `{ a, b = a }`: a has its value when b's default is evaluated. */
function isEarlierPart(pattern: ES.Node, name: ES.Node, reference: ES.Node): boolean {
  if (pattern.type === 'AssignmentPattern' && startOf(reference) >= startOf(pattern.right)) return false
  return endOf(name) <= startOf(reference) && !holdsBoth(pattern, name, reference)
}

/** Whether the name's own default is what the reference stands in. */
function holdsBoth(node: ES.Node, name: ES.Node, reference: ES.Node): boolean {
  if (node.type === 'AssignmentPattern' && node.left === name) return startOf(reference) < endOf(node)
  return childrenOf(node).some((child) => holdsBoth(child, name, reference))
}

function hasExpression(node: ES.Node): boolean {
  if (node.type === 'AssignmentPattern') return true
  if (node.type === 'Property' && node.computed) return true
  return childrenOf(node).some(hasExpression)
}
