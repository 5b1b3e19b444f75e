// Keeps in one file of built code what threads load at their start. esbuild makes a chunk for each set of entries that lead to a module, and each chunk imports most of
// the others: a scheduler's thread loaded 32 files over 139 imports, and Node takes 0.3 ms to resolve an import, however small the file (measured on Node 26: 40 of the 70 ms
// that loading took the thread). If all entries that lead to a part of what a file imports lead to the whole, the whole is one chunk.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An esbuild plugin: `groups` has, by a file of `src`, the files that shall bring all of it along; none of them has process functions. */
export function oneChunk(folder, groups) {
  const path = (name) => join(folder, 'src', `${name}.ts`)
  return {
    name: 'one-chunk',
    setup(build) {
      for (const name of [...Object.keys(groups), ...Object.values(groups).flat()]) {
        if (!existsSync(path(name))) throw new Error(`workspace.mjs names ${path(name)}, which is not there`)
      }
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const whole = Object.keys(groups).filter((name) => groups[name].some((part) => path(part) === file))
        if (whole.length === 0) return undefined
        // At the end: the lines that are there stay where they are.
        const imports = whole.map((name) => `import ${JSON.stringify(path(name))}\n`)
        return { contents: `${readFileSync(file, 'utf8')}\n${imports.join('')}`, loader: 'ts' }
      })
    },
  }
}
