import { defineConfig } from 'vitest/config'

export default defineConfig({
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
