import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { compileModule } from './packages/compiler/dist/index.js'
import { LongestFirst } from './scripts/longest-first.mjs'

const support = fileURLToPath(new URL('./packages/runtime/src/support.ts', import.meta.url))

/**
 * The simulator runs what vitest loads: the runtime's own process functions, and the processes of the conformance suite and of the benchmarks,
 * are to be compiled there as they are on threads. What is interpreted never moves once it has started.
 */
const compileProcesses = {
  name: 'compile processes',
  enforce: 'pre',
  transform(source: string, id: string) {
    const isFixture =
      /\/(?:conformance|behaviours)\/(?:.*\/fixtures\/|oracle\/rows\/|programs\/(?:interpreter|moving)|helpers|observing)[^?]*\.ts$/.test(
        id,
      ) || /\/bench\/src\/workloads\/multibeam\/[^?]+\.ts$/.test(id)
    const isRuntime = /\/packages\/runtime\/src\/[^?]+\.ts$/.test(id)
    if (!isFixture && !isRuntime) return null
    const interpret = process.env.MULTIBEAM_INTERPRET === '1'
    const { code } = compileModule(source, `file://${id}`, { interpret })
    // What has no process functions is the runner's to load, and so is the file that defines what compiled code looks for.
    if (!/\[globalThis\.Symbol\.for\("multibeam\.(?:define|support)"\)\]/.test(code)) return null
    const [body, map] = code.split('\n//# sourceMappingURL=data:application/json;base64,')
    return {
      code: `${body}\nimport ${JSON.stringify(support)}\n`,
      map: map === undefined ? null : Buffer.from(map, 'base64').toString(),
    }
  },
} as const

/**
 * Files that run one after the other in one Node process, which saves the start of Node, the loading of the packages and
 * much of V8's warming up: a third of their time. Each group is of one kind, since compiled code finds its support through a global symbol:
 * tests of `src` and of the built packages do not mix.
 */
const together = {
  scheduler: ['packages/scheduler/test/**/*.test.ts'],
  compiler: [
    'packages/compiler/test/{lower,differential}/**/*.test.ts',
    'packages/compiler/test/{build,errors,graph,lazy,plugin,source-map}.test.ts',
  ],
  terms: ['packages/runtime/test/{terms,mailbox,trace,observe/parts}/**/*.test.ts'],
  plain: [
    'packages/examples/test/demos/*/!(demo).test.ts',
    'packages/examples/test/lib/{apng,options,progress}.test.ts',
    'packages/observer/test/{metrics,page,stream,top}/*.test.ts',
    'bench/test/!(systems).test.ts',
  ],
  conformance: ['packages/runtime/test/{conformance,process,properties}/**/*.test.ts'],
}

export default defineConfig({
  plugins: [compileProcesses],
  test: {
    pool: 'forks',
    // Vitest's own choice, one less than there are cores, leaves the second of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    setupFiles: process.env.SEED === undefined ? [] : ['./scripts/property-seed.mjs'],
    // A failure is told by what differs and a few lines around it, with what the failing tests printed; slow is only what should be looked at.
    diff: { expand: false, contextLines: 3 },
    silent: 'passed-only',
    onStackTrace: (_error, { file }) => !file.includes('/node_modules/'),
    slowTestThreshold: 10_000,
    // Generous, since it only has to catch a hang: no test asserts how long something takes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    server: {
      deps: {
        // `multibeam` and its packages are used as built: their worker threads load `dist`, outside of Vite.
        external: [/\/dist\/[^/]+\.js$/],
      },
    },
    projects: [
      {
        extends: true,
        test: {
          // A Node process a file: these start threads and programs, and some count what is open.
          name: 'alone',
          include: ['packages/*/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
          exclude: Object.values(together).flat(),
        },
      },
      ...Object.entries(together).map(([name, include]) => ({
        extends: true as const,
        test: { name, include, isolate: false },
      })),
    ],
  },
})
