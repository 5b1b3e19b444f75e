import type { TreeNode } from '../../../protocol.ts'

/** A node of a supervision tree as a line of a list. */
export interface Line {
  /** Where it is: the names of the nodes above it and its own. Stays the same when its process is another one. */
  readonly path: string
  readonly node: TreeNode
  /** From 1. */
  readonly level: number
  readonly position: number
  readonly siblings: number
  /** Null: a worker. */
  readonly open: boolean | null
}

/** More children than this are folded away until somebody asks for them. Chosen. */
const MANY = 50

/** The lines that are visible, top down. `toggled`: whether somebody has opened a path or closed it. */
export function flatten(roots: readonly TreeNode[], toggled: ReadonlyMap<string, boolean>): Line[] {
  const lines: Line[] = []
  const walk = (nodes: readonly TreeNode[], level: number, above: string): void => {
    for (const [i, node] of nodes.entries()) {
      const path = `${above}/${node.id ?? node.process?.pid ?? i}`
      const open = node.kind === 'worker' ? null : (toggled.get(path) ?? node.childCount <= MANY)
      lines.push({ path, node, level, position: i + 1, siblings: nodes.length, open })
      if (open) walk(node.children, level + 1, path)
    }
  }
  walk(roots, 1, '')
  return lines
}

/** How often children of a supervisor were started anew, all the way down. */
export function restartsBelow(node: TreeNode): number {
  return node.children.reduce((sum, child) => sum + child.restarts + restartsBelow(child), 0)
}

/** What a child is called by people. */
export function nodeName({ id, process, kind }: TreeNode): string {
  return id ?? process?.name ?? process?.call ?? kind
}
