// The plugin for bundlers, written once; `unplugin` makes esbuild's, Rollup's and Vite's of it.
//
// What it does to a module outside of node_modules that has process functions is what the loader does, with an import of
// `multibeam/support` in place of what the loader brings along. `multibeam` itself is left out of bundles: its scheduler
// threads start from a file of its own.
//
// Identity in a bundle. A process function is known by the URL of its module and its place among the functions that the
// module tells, and the tags say `import.meta.url`: in a bundle that is the URL of the bundled file (of the chunk, where
// code is split). The main thread and every scheduler load that very file, and evaluate what is in it in the same
// order, so that they number its functions alike, although they come from many modules. Therefore
//
//  - the output must be an ES module: CommonJS has no `import.meta.url`;
//  - process functions are given to the VM themselves, `vm.run(main)`, or by the URL of the bundled file;
//    `new URL('./other.ts', import.meta.url)` names a source file, which is not beside a bundle;
//  - what goes by a name (`mfa(import.meta.url, 'main')`) needs one that bundling leaves unique: where two modules have a
//    `main`, the first is found. A function that is given itself, `vm.run(main)`, goes by its place;
//  - `dirty` knows the functions that process modules export; a module of ordinary functions alone is left to the bundler,
//    and its functions want a file of their own and `mfa(url, 'name')`;
//  - an `import()` of process modules wants code splitting, which gives them a file, and so a URL and an order, of
//    their own: without it the order is that in which each thread comes to its `import()`s.

import { createUnplugin, type UnpluginInstance } from 'unplugin'
import { loadProcessModules } from './esbuild-load.ts'
import { type PluginOptions, transformModule } from './transform.ts'

/** What stays an import of the bundle. */
const packages = /^(?:multibeam|@multibeam\/[^/]+)(?:\/|$)/

export const plugin: UnpluginInstance<PluginOptions | undefined, false> = createUnplugin((options, { framework }) => ({
  name: 'multibeam',
  // Before types are stripped: the compiler does that itself, and positions are those of the source.
  enforce: 'pre',
  resolveId: {
    filter: { id: packages },
    handler: (id) => ({ id, external: true }),
  },
  ...(framework === 'esbuild'
    ? { esbuild: { onResolveFilter: packages, setup: (build) => loadProcessModules(build, options) } }
    : {
        transform: {
          filter: { id: { include: /\.(?:ts|mts|tsx|js|mjs)(?:\?|$)/, exclude: /\/node_modules\// } },
          handler: (code, id) => transformModule(code, id, options),
        },
      }),
}))
