/** What `multibeam bench` compares: a column for each Node and number of schedulers. */

import type { Lane } from '../harness/lanes.ts'
import { type NodeBinary, thisNode } from '../harness/nodes.ts'
import { Driver } from '../systems/driver.ts'
import type { System } from '../systems/system.ts'
import { hostFile } from './describe.ts'

export interface Column extends Lane {
  readonly node: NodeBinary
}

export function columnsOf(nodes: readonly NodeBinary[], schedulers: readonly number[]): Column[] {
  return nodes.flatMap((node) =>
    schedulers.map((count) => ({
      label: `${count} scheduler${count === 1 ? '' : 's'}${nodes.length > 1 ? `, ${node.version}` : ''}`,
      system: hosted(node),
      schedulers: count,
      node,
    })),
  )
}

/** Multibeam in a process of this Node, whatever Node the comparison is about otherwise. */
function hosted(node: NodeBinary = thisNode): System {
  return {
    name: 'multibeam',
    compiled: 'whileRunning',
    schedulers: (asked) => asked,
    missing: () => undefined,
    start: ({ schedulers }) =>
      Driver.start({ name: 'multibeam bench', command: node.path, args: [hostFile, 'run', `${schedulers}`] }),
  }
}
