// The entry `@multibeam/compiler/vite`.

import type { Plugin } from 'vite'
import { plugin } from './core.ts'

/**
 * Bundles process modules with Vite, for a server: `defineConfig({ plugins: [multibeam()], build: { ssr: 'src/main.ts' } })`.
 * What works in a bundle is told in `core.ts`.
 */
export default function multibeam(): Plugin {
  return plugin.vite() as Plugin
}
