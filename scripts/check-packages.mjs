// Checks the published packages as a user's tools will see them: publint reads the manifest and the files it names,
// "are the types wrong" resolves every entry of the packed tarball. All packages are ESM only.

import { join } from 'node:path'
import { published, root, runTool } from './workspace.mjs'

for (const { folder } of published) {
  const path = join(root, folder)
  console.log(`\n${folder}`)
  const publint = runTool('publint', ['--strict', path])
  const types = runTool('attw', ['--pack', '--profile', 'esm-only', '--format', 'ascii'], path)
  if (publint !== 0 || types !== 0) process.exitCode = 1
}
