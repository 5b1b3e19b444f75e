/** The systems that live in Node: each in a process of its own, so that neither heap nor JIT state is shared. */

import { existsSync } from 'node:fs'
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
    schedulers: (asked) => (oneThread ? 1 : asked),
    missing() {
      if (!needs || isInstalled(needs.packageName, needs.file)) return undefined
      return `${needs.packageName} is not installed: ${needs.install}`
    },
    start: ({ schedulers, node }) =>
      // The collector is exposed for `memory`, which counts what is alive; nothing else calls it.
      Driver.start({ name, command: node, args: ['--expose-gc', entryFile, 'host', name, `${schedulers}`] }),
  }
}

/** Looks where Node would look, without running the package. */
function isInstalled(packageName: string, file: string): boolean {
  const folders = createRequire(join(benchFolder, 'package.json')).resolve.paths(packageName) ?? []
  return [dirname(benchFolder), ...folders].some((folder) => existsSync(join(folder, packageName, file)))
}
