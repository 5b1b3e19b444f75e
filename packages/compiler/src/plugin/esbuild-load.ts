// esbuild has no transforms, only loads, and the first plugin to load a file is the only one. `unplugin` makes one of the
// other, but claims every file that it has looked at; this claims process modules alone, and leaves the rest to esbuild's
// options and to other plugins.

import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PluginBuild } from 'esbuild'
import { type PluginOptions, type TransformedModule, transformModule } from './transform.ts'

export function loadProcessModules(build: PluginBuild, options?: PluginOptions): void {
  build.onLoad({ filter: /\.(?:ts|mts|tsx|js|mjs)$/, namespace: 'file' }, async ({ path }) => {
    const module = transformModule(await readFile(path, 'utf8'), path, options)
    return module && { contents: withMap(module), loader: 'js', resolveDir: dirname(path) }
  })
}

function withMap({ code, map }: TransformedModule): string {
  if (map === null) return code
  const encoded = Buffer.from(JSON.stringify(map)).toString('base64')
  return `${code}//# sourceMappingURL=data:application/json;base64,${encoded}\n`
}
