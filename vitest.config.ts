import { defineConfig } from 'vitest/config'
import { compileModule } from './packages/compiler/dist/index.js'

/** The simulator runs what vitest loads: the processes of the conformance suite are to be compiled there as they are on threads. */
const compileProcesses = {
  name: 'compile processes',
  enforce: 'pre',
  transform(source: string, id: string) {
    const isFixture = /\/conformance\/.*\/fixtures\/[^?]+\.ts$/.test(id)
    if (!isFixture) return null
    const interpret = process.env.MULTIBEAM_INTERPRET === '1'
    return { code: compileModule(source, `file://${id}`, { interpret }).code, map: null }
  },
} as const

export default defineConfig({
  plugins: [compileProcesses],
  test: {
    include: ['packages/*/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
    // A process a file: tests start worker threads and read process-wide counts of handles and memory.
    pool: 'forks',
    // Generous, since it only has to catch a hang: no test asserts how long something takes.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: {
      deps: {
        // `multibeam` and its packages are used as built: their worker threads load `dist`, outside of Vite.
        external: [/\/dist\/[^/]+\.js$/],
      },
    },
  },
})
