// TypeScript's habits of naming modules: `./x.js` for what is `./x.ts` until it is built, and `./x` for `./x.ts`.
// Both count only where the name as written leads nowhere.

import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The file that `specifier`, which Node could not resolve, means by habit; undefined when there is none. */
export function findAlternative(specifier: string, parentUrl: string | undefined): string | undefined {
  const url = resolveFile(specifier, parentUrl)
  if (!url) return undefined
  for (const path of alternatives(url.pathname)) {
    const candidate = new URL(url)
    candidate.pathname = path
    if (isFile(candidate)) return candidate.href
  }
  return undefined
}

/** The `file:` URL that a relative or absolute specifier names; undefined for packages and other schemes. */
export function resolveFile(specifier: string, parentUrl: string | undefined): URL | undefined {
  if (!/^(\.{0,2}\/|file:)/.test(specifier)) return undefined
  const url = URL.canParse(specifier, parentUrl) ? new URL(specifier, parentUrl) : undefined
  return url?.protocol === 'file:' ? url : undefined
}

export function isFile(url: URL): boolean {
  return statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() ?? false
}

function alternatives(path: string): string[] {
  const [, stem, extension] = /^(.*)(\.js|\.mjs|\.jsx)$/.exec(path) ?? []
  if (stem !== undefined) {
    if (extension === '.mjs') return [`${stem}.mts`]
    return extension === '.jsx' ? [`${stem}.tsx`] : [`${stem}.ts`, `${stem}.tsx`]
  }
  return /\.(ts|mts|tsx|cjs|cts|json|node|wasm)$/.test(path) ? [] : [`${path}.ts`, `${path}.tsx`]
}
