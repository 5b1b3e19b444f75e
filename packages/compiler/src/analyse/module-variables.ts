// A variable at the top of a module is one of each scheduler's own: process code that assigns it does not share it with other cores.

import type { ES } from '../ast.ts'
import type { ProcessCode } from './process-code.ts'

/** The assignments of process code to variables of its module. */
export function findModuleAssignments(functions: readonly ProcessCode[]): { name: string; node: ES.Node }[] {
  const found = new Map<ES.Node, string>()
  for (const { scope } of functions) {
    for (const reference of scope.through) {
      const { resolved } = reference
      if (!reference.isWrite() || resolved === null || resolved.scope.type !== 'module') continue
      found.set(reference.identifier as ES.Node, resolved.name)
    }
  }
  return [...found].map(([node, name]) => ({ name, node }))
}
