import { defineConfig } from 'vitest/config'

/** What needs a browser, and so is not a part of `pnpm test`: `pnpm test:browser`. */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['packages/*/test/browser/**/*.browser.ts'],
    // One program and one browser at a time: two cores have enough to do with them.
    fileParallelism: false,
    globalSetup: ['./scripts/require-chromium.mjs'],
    // Generous, since they only have to catch a hang.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
