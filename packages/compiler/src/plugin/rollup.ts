// The entry `@multibeam/compiler/rollup`.

import type { Plugin } from 'rollup'
import { plugin } from './core.ts'

/**
 * Bundles process modules with Rollup: `{ plugins: [multibeam(), …], output: { format: 'es' } }`. It stands before plugins
 * that strip types. What works in a bundle is told in `core.ts`.
 */
export default function multibeam(): Plugin {
  return plugin.rollup() as Plugin
}
