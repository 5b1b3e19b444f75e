// The entry `@multibeam/compiler/esbuild`.

import type { Plugin } from 'esbuild'
import { plugin } from './core.ts'

/**
 * Bundles process modules with esbuild: `build({ plugins: [multibeam()], bundle: true, format: 'esm', platform: 'node' })`.
 * What works in a bundle is told in `core.ts`.
 */
export default function multibeam(): Plugin {
  return plugin.esbuild() as Plugin
}
