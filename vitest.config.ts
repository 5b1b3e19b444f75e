import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { compileModule } from './packages/compiler/dist/index.js'

const support = fileURLToPath(new URL('./packages/runtime/src/support.ts', import.meta.url))

/**
 * The simulator runs what vitest loads: the runtime's own process functions, and the processes of the conformance suite, are to be compiled
 * there as they are on threads.
 */
const compileProcesses = {
  name: 'compile processes',
  enforce: 'pre',
  transform(source: string, id: string) {
    const isFixture = /\/conformance\/.*\/fixtures\/[^?]+\.ts$/.test(id)
    const isRuntime = /\/packages\/runtime\/src\/[^?]+\.ts$/.test(id)
    if (!isFixture && !isRuntime) return null
    const interpret = process.env.MULTIBEAM_INTERPRET === '1'
    const { code } = compileModule(source, `file://${id}`, { interpret })
    // What has no process functions is the runner's to load, and so is the file that defines what compiled code looks for.
    if (!/\[globalThis\.Symbol\.for\("multibeam\./.test(code)) return null
    const [body, map] = code.split('\n//# sourceMappingURL=data:application/json;base64,')
    return {
      code: `${body}\nimport ${JSON.stringify(support)}\n`,
      map: map === undefined ? null : Buffer.from(map, 'base64').toString(),
    }
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
