// What an expression or a statement without a site reads and sets, backwards: from what is alive behind it to what is alive before it.
// Errs towards alive.

import { childrenOf, type ES, isClass, isFunction } from '../ast.ts'
import type { Targets } from './liveness.ts'

/** Names of variables. */
export type Alive = ReadonlySet<string>

export function union(one: Alive, other: Alive): Alive {
  if (other.size === 0 || one === other) return one
  if (one.size === 0) return other
  return new Set([...one, ...other])
}

export function without(alive: Alive, name: string): Alive {
  if (!alive.has(name)) return alive
  const rest = new Set(alive)
  rest.delete(name)
  return rest
}

export function aliveBefore(node: ES.Node, after: Alive): Alive {
  switch (node.type) {
    case 'Identifier':
      return union(after, new Set([node.name]))
    case 'AssignmentExpression':
      return beforeAssignment(node, after)
    case 'ConditionalExpression':
      return aliveBefore(node.test, union(aliveBefore(node.consequent, after), aliveBefore(node.alternate, after)))
    case 'LogicalExpression':
      return aliveBefore(node.left, union(after, aliveBefore(node.right, after)))
    case 'ChainExpression':
      // What follows a `?.` may not be evaluated: nothing it sets is certain.
      return union(after, aliveBefore(node.expression, after))
    case 'MemberExpression':
      return aliveBefore(node.object, node.computed ? aliveBefore(node.property, after) : after)
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition': {
      const before = node.value ? aliveBefore(node.value, after) : after
      return node.computed ? aliveBefore(node.key, before) : before
    }
    default:
      if (isFunction(node) || isClass(node)) return union(after, new Set(namesIn(node)))
      return childrenOf(node).reduceRight((alive, child) => aliveBefore(child, alive), after)
  }
}

function beforeAssignment({ left, right, operator }: ES.AssignmentExpression, after: Alive): Alive {
  if (operator === '=') return aliveBefore(right, beforePattern(left, after))
  // `&&=` and the like may not assign; the others read what they set.
  const isLogical = operator === '&&=' || operator === '||=' || operator === '??='
  const before = aliveBefore(right, after)
  return aliveBefore(left, isLogical ? union(after, before) : before)
}

/** A target of an assignment: a name in it is set, everything else in it is read. */
function beforePattern(node: ES.Pattern | ES.MemberExpression | ES.AssignmentProperty, after: Alive): Alive {
  switch (node.type) {
    case 'Identifier':
      return without(after, node.name)
    case 'ArrayPattern':
      return node.elements.reduceRight(
        (alive: Alive, element) => (element ? beforePattern(element, alive) : alive),
        after,
      )
    case 'ObjectPattern':
      return node.properties.reduceRight((alive: Alive, property) => beforePattern(property, alive), after)
    case 'Property': {
      const before = beforePattern(node.value, after)
      return node.computed ? aliveBefore(node.key, before) : before
    }
    case 'RestElement':
      return beforePattern(node.argument, after)
    case 'AssignmentPattern': {
      const set = beforePattern(node.left, after)
      return union(set, aliveBefore(node.right, set))
    }
    case 'MemberExpression':
      return aliveBefore(node, after)
  }
}

export function aliveBeforeStatement(node: ES.Statement, after: Alive, targets: Targets): Alive {
  switch (node.type) {
    case 'ExpressionStatement':
      return aliveBefore(node.expression, after)
    case 'ReturnStatement':
      return node.argument ? aliveBefore(node.argument, new Set()) : new Set()
    case 'ThrowStatement':
      return aliveBefore(node.argument, targets.thrown)
    case 'BreakStatement':
      return targets.breaks.get(node.label?.name ?? null) ?? after
    case 'BlockStatement':
      return node.body.reduceRight((alive: Alive, statement) => aliveBeforeStatement(statement, alive, targets), after)
    case 'IfStatement': {
      const yes = aliveBeforeStatement(node.consequent, after, targets)
      const no = node.alternate ? aliveBeforeStatement(node.alternate, after, targets) : after
      return aliveBefore(node.test, union(yes, no))
    }
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return after
    default:
      return union(after, new Set(namesIn(node)))
  }
}

/** Every identifier, whatever it is. */
function namesIn(node: ES.Node): string[] {
  return node.type === 'Identifier' ? [node.name] : childrenOf(node).flatMap(namesIn)
}
