// Checks every TypeScript file of the workspace, the tests, examples and benchmarks included.

import { leaves, published, runTool } from './workspace.mjs'

const folders = [...published.map(({ folder }) => folder), ...leaves]
process.exitCode = runTool('tsc', ['-b', ...folders, ...process.argv.slice(2)])
