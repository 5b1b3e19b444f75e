import type { PidNumber, RestartEvent, TreeNode } from '../../../protocol.ts'

/** A node of a supervision tree as a line of a list. */
export interface Line {
  /** Where it is: the names of the nodes above it and its own. Stays the same when its process is another one. */
  readonly path: string
  readonly node: TreeNode
  /** Pid of the supervisor above; null: there is none, or it does not run. */
  readonly supervisor: PidNumber | null
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
  const walk = (nodes: readonly TreeNode[], level: number, above: string, supervisor: PidNumber | null): void => {
    for (const [i, node] of nodes.entries()) {
      const path = `${above}/${node.id ?? node.process?.pid ?? i}`
      const open = node.kind === 'worker' ? null : (toggled.get(path) ?? node.childCount <= MANY)
      lines.push({ path, node, supervisor, level, position: i + 1, siblings: nodes.length, open })
      if (open) walk(node.children, level + 1, path, node.process?.pid ?? null)
    }
  }
  walk(roots, 1, '', null)
  return lines
}

/** When a node was last started anew: as its supervisor says, or as has been told since. Null: never. `reports` are newest first. */
export function lastRestart({ node, supervisor }: Line, reports: readonly RestartEvent[]): number | null {
  if (supervisor === null || node.id === null) return node.lastRestartAt
  const told = reports.find(
    (report) => report.restarts && report.supervisor.pid === supervisor && report.child === node.id,
  )
  return told === undefined ? node.lastRestartAt : Math.max(told.time, node.lastRestartAt ?? 0)
}

/** How often children of a supervisor were started anew, all the way down. */
export function restartsBelow(node: TreeNode): number {
  return node.children.reduce((sum, child) => sum + child.restarts + restartsBelow(child), 0)
}

/** What a child is called by people. */
export function nodeName({ id, process, kind }: TreeNode): string {
  return id ?? process?.name ?? process?.call ?? kind
}
