/** The Nodes that run the JavaScript systems. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { UsageError } from './arguments.ts'

export interface NodeBinary {
  readonly path: string
  /** As `v20.19.0`. */
  readonly version: string
}

export const thisNode: NodeBinary = { path: process.execPath, version: process.version }

/**
 * The Node of a path, or of a version: `26` is this Node where that has the version, and else the newest one that the npm package
 * `node` has of it, which `npx` brings.
 * @throws UsageError
 */
export function findNode(which: string): NodeBinary {
  if (!/^v?\d+(\.\d+)*$/.test(which)) {
    if (!existsSync(which))
      throw new UsageError(`--node takes a version or the path of a Node, and there is no ${which}`)
    return asked(which, [])
  }
  const version = which.replace(/^v/, '')
  if (`${process.version}.`.startsWith(`v${version}.`)) return thisNode
  return asked('npx', ['-y', `node@${version}`])
}

/** What this command says of the Node that it runs. */
function asked(command: string, args: readonly string[]): NodeBinary {
  const script = 'console.log(JSON.stringify({ path: process.execPath, version: process.version }))'
  const { status, stdout, stderr, error } = spawnSync(command, [...args, '-e', script], { encoding: 'utf8' })
  if (status !== 0) {
    throw new UsageError(`--node: ${[command, ...args].join(' ')} did not run: ${error?.message ?? stderr.trim()}`)
  }
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as NodeBinary
}
