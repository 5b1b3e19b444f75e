// The entry `@multibeam/compiler/esbuild`.

import type { Plugin } from 'esbuild'
import { plugin } from './core.ts'
import type { PluginOptions } from './transform.ts'

export type { PluginOptions }

/**
 * Bundles process modules with esbuild: `build({ plugins: [multibeam()], bundle: true, format: 'esm', platform: 'node' })`.
 * What works in a bundle is told in `core.ts`.
 */
export default function multibeam(options?: PluginOptions): Plugin {
  return plugin.esbuild(options) as Plugin
}
