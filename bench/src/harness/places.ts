/** Where the bench's files are. The code runs bundled, from `dist`, and in tests from `src`; the folders are the same. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The folder of this package, found upwards from this file by its package.json. */
export const benchFolder = findBenchFolder(dirname(fileURLToPath(import.meta.url)))

/** What the hosts of the Node systems run: the same bundle, with `host SYSTEM` as its arguments. */
export const entryFile = join(benchFolder, 'dist', 'main.js')

export const erlangFolder = join(benchFolder, 'erlang')

/** The source of a process module; multibeam's own loader turns it into JavaScript in each scheduler. */
export function processModule(workload: string): URL {
  return pathToFileURL(join(benchFolder, 'src', 'workloads', 'multibeam', `${workload}.ts`))
}

/** A program that `startup` or `startup-vm` starts. */
export function program(name: string): string {
  return join(benchFolder, 'src', 'workloads', 'programs', name)
}

function findBenchFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"@multibeam/bench"')) return folder
    if (dirname(folder) === folder) throw new Error(`the package @multibeam/bench was not found above ${from}`)
  }
}
