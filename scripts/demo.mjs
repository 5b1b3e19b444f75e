// `pnpm demo [NAME] [OPTIONS]`: the demos. They are programs of the main thread, in TypeScript, which Node 20 does not
// run by itself: the loader that schedulers use for process modules loads them, source maps included.

import { installLoader } from '../packages/compiler/dist/index.js'

installLoader()
process.setSourceMapsEnabled(true)
const { main } = await import('../packages/examples/src/demos/main.ts')
process.exitCode = await main(process.argv.slice(2))
