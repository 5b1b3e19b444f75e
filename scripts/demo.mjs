// `pnpm demo [OPTIONS]`: the Mandelbrot demo, run as a user would run it.

import { runProgram } from './workspace.mjs'

runProgram('packages/examples/src/mandelbrot/demo.ts', process.argv.slice(2))
