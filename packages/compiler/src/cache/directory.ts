// Where compiled modules are kept: beside the installed packages of the module's project, as other tools do, or in a
// private directory of the system's temporary one when the project has none or is read-only.

import { lstatSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The directories to look in for the module `file`, best first; the first that can be written gets new entries. */
export function cacheDirectories(file: string): string[] {
  const project = findProject(dirname(file))
  const directories = project === undefined ? [] : [join(project, 'node_modules', '.cache', 'multibeam')]
  return [...directories, temporaryDirectory()]
}

/** The last resort. It holds code that will be run, so that it must be this user's alone. */
export function temporaryDirectory(): string {
  return join(tmpdir(), `multibeam-cache-${process.getuid?.() ?? 'user'}`)
}

/** Creates the directory if need be; false when nothing can or should be kept there. */
export function isUsable(directory: string): boolean {
  try {
    // A project's `.cache` is shared with other tools, and perhaps with other users.
    mkdirSync(directory, { recursive: true, mode: directory === temporaryDirectory() ? 0o700 : 0o777 })
    return isPrivate(directory)
  } catch {
    // Read-only, or a file stands in the way: the next directory serves, and without any the module is compiled anew.
    return false
  }
}

/** The temporary directory is open to all: another user may have made ours first, to have his code run by us. */
export function isPrivate(directory: string): boolean {
  const user = process.getuid?.()
  if (user === undefined || directory !== temporaryDirectory()) return true
  const status = lstatSync(directory, { throwIfNoEntry: false })
  return status?.isDirectory() === true && status.uid === user && (status.mode & 0o022) === 0
}

const projects = new Map<string, string | undefined>()

/** The nearest directory upwards that has `node_modules`; a thread asks once for each directory. */
function findProject(directory: string): string | undefined {
  if (projects.has(directory)) return projects.get(directory)
  const parent = dirname(directory)
  const here = statSync(join(directory, 'node_modules'), { throwIfNoEntry: false })?.isDirectory()
  const project = here ? directory : parent === directory ? undefined : findProject(parent)
  projects.set(directory, project)
  return project
}
