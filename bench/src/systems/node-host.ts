/** The systems that live in Node: each in a process of its own, so that neither heap nor JIT state is shared. */

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { benchFolder, entryFile } from '../harness/places.ts'
import type { SystemName } from '../harness/workload.ts'
import { Driver } from './driver.ts'
import type { System } from './system.ts'

export interface NodeHostOptions {
  readonly name: SystemName
  /** The package that must be installed, with a file of it that must have been built. */
  readonly needs?: { readonly packageName: string; readonly file: string; readonly install: string }
  readonly oneThread?: boolean
}

export function nodeHost({ name, needs, oneThread = false }: NodeHostOptions): System {
  return {
    name,
    compiled: 'whileRunning',
    schedulers: (asked) => (oneThread ? 1 : asked),
    missing() {
      if (!needs || isInstalled(needs.packageName, needs.file)) return undefined
      return `${needs.packageName} is not installed: ${needs.install}`
    },
    // Ours is told with its commit.
    ...(needs && needs.packageName !== 'multibeam' && { version: () => versionOf(needs.packageName) }),
    start: ({ schedulers, node }) =>
      // The collector is exposed for `memory`, which counts what is alive, and `growth-processes`; nothing else calls it.
      Driver.start({ name, command: node, args: ['--expose-gc', entryFile, 'host', name, `${schedulers}`] }),
  }
}

/** The version of a package that stands where Node would look. */
function versionOf(packageName: string): string {
  const { version } = JSON.parse(readFileSync(join(folderOf(packageName) as string, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

function isInstalled(packageName: string, file: string): boolean {
  const folder = folderOf(packageName)
  return folder !== undefined && existsSync(join(folder, file))
}

/** Looks where Node would look, without running the package. */
function folderOf(packageName: string): string | undefined {
  const folders = createRequire(join(benchFolder, 'package.json')).resolve.paths(packageName) ?? []
  return [dirname(benchFolder), ...folders]
    .map((folder) => join(folder, packageName))
    .find((folder) => existsSync(join(folder, 'package.json')))
}
