// The plugin for bundlers, written once; `unplugin` makes esbuild's, Rollup's and Vite's of it.
//
// What it does to a module outside of node_modules that has process functions is what the loader does, with an import of
// `multibeam/support` in place of what the loader brings along. `multibeam` itself is left out of bundles: its scheduler
// threads start from a file of its own.
//
// Identity in a bundle. A process function is known by the URL of its module and its place among the functions that
// module tells, and the tags say `import.meta.url`: in a bundle that is the URL of the bundled file (of the chunk, where
// code is split). The main thread and every scheduler load that very file, and evaluate what is in it in the same
// order, so that they number its functions alike, although they come from many modules. Therefore
//
//  - the output must be an ES module ("esm"): CommonJS has no `import.meta.url`;
//  - process functions are given to the VM themselves, `vm.run(main)`, or by the URL of the bundled file;
//    `new URL('./other.ts', import.meta.url)` names a source file, which is not beside a bundle;
//  - an `import()` of process modules wants code splitting, which gives them a file, and so a URL and an order, of their own.

import { basename, isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createUnplugin, type UnpluginInstance } from 'unplugin'
import { isCompiled } from '../build/mark.ts'
import { standalone } from '../build/standalone.ts'
import { compileModule } from '../compile.ts'
import { isInNodeModules, mayHaveGenerators, sourceKind, withoutQuery } from '../source-kind.ts'

export interface TransformedModule {
  code: string
  /** Null where the lines are those of the source: bundlers take that for "as it was". */
  map: SourceMapJson | null
}

/** Version 3, see https://tc39.es/ecma426/. */
export interface SourceMapJson {
  version: 3
  sources: string[]
  sourcesContent?: (string | null)[]
  names: string[]
  mappings: string
}

const packages = /^(?:multibeam|@multibeam\/[^/]+)(?:\/|$)/
const extensions = /\.(?:ts|mts|tsx|js|mjs)(?:\?|$)/

export const plugin: UnpluginInstance<undefined, false> = createUnplugin(() => ({
  name: 'multibeam',
  // Before types are stripped: the compiler does that itself, and positions are those of the source.
  enforce: 'pre',
  resolveId: {
    filter: { id: packages },
    handler: (id) => ({ id, external: true }),
  },
  transform: {
    filter: { id: { include: extensions, exclude: /\/node_modules\// } },
    handler: transformModule,
  },
  esbuild: {
    onResolveFilter: packages,
    onLoadFilter: /\.(?:ts|mts|tsx|js|mjs)$/,
    loader: (code, id) =>
      isCompiled(code) || sourceKind(id) === 'javascript' ? 'js' : id.endsWith('.tsx') ? 'tsx' : 'ts',
  },
}))

/**
 * A module of a bundle, compiled; null for one that has no process functions or is no file.
 * `id` is its path, perhaps with a query, as bundlers have it.
 * @throws CompileError
 */
export function transformModule(source: string, id: string): TransformedModule | null {
  const file = withoutQuery(id)
  if (!isAbsolute(file) || isInNodeModules(pathToFileURL(file).href) || sourceKind(file) === undefined) return null
  if (!mayHaveGenerators(source) || isCompiled(source)) return null
  const { code, map } = standalone(compileModule(source, pathToFileURL(file).href).code)
  if (!isCompiled(code)) return null
  return { code, map: map === undefined ? null : relativeTo(file, JSON.parse(map) as SourceMapJson) }
}

/** Bundlers resolve what a map names from where the module is. */
function relativeTo(file: string, map: SourceMapJson): SourceMapJson {
  const url = pathToFileURL(file).href
  return {
    ...map,
    sources: map.sources.map((source) => (source === url ? encodeURIComponent(basename(file)) : source)),
  }
}
