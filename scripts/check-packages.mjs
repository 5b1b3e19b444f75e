// Checks the published packages as a user's tools will see them: publint reads the manifest and the files it names,
// "are the types wrong" resolves every entry of the packed tarball. All packages are ESM only.

import { join } from 'node:path'
import { captureTool, published, root } from './workspace.mjs'

/** A package's checks, and what they print: all packages at once, since most of the time is waiting for npm. */
async function check(folder) {
  const path = join(root, folder)
  const publint = await captureTool('publint', ['--strict', path])
  const types = await captureTool('attw', ['--pack', '--profile', 'esm-only', '--format', 'ascii'], path)
  return { folder, passed: publint.status === 0 && types.status === 0, output: publint.output + types.output }
}

for (const { folder, passed, output } of await Promise.all(published.map(({ folder }) => check(folder)))) {
  console.log(passed ? `${folder}: passed` : `\n${folder}: failed\n${output.trimEnd()}`)
  if (!passed) process.exitCode = 1
}
