// The entry `@multibeam/compiler/code-cache`, by itself and small: what it is asked for before the rest is loaded.

import module from 'node:module'
import { dirname } from 'node:path'
import { cacheDirectories, isUsable } from './cache/directory.ts'

/** Not in the type declarations of the oldest Node that we support: from 22.8 on. */
interface CodeCache {
  enableCompileCache?(directory: string): unknown
  getCompileCacheDir?(): string | undefined
}

const { enableCompileCache, getCompileCacheDir } = module as CodeCache

/** The directory that this thread keeps V8's code in, whoever said so; undefined if it keeps none. For `useCodeCache` in another thread. */
export function codeCache(): string | undefined {
  // Node's answer has a folder for its own version, processor and flags at its end.
  const directory = getCompileCacheDir?.()
  return directory === undefined ? undefined : dirname(directory)
}

/**
 * Where V8's code is to be kept for the program `file`: beside its compiled modules; undefined where nothing can be kept, or is not to be. `NODE_V8_COVERAGE`
 * counts functions, which it cannot in code that comes from a cache.
 */
export function codeCacheOf(file: string): string | undefined {
  if (enableCompileCache === undefined || process.env.NODE_V8_COVERAGE !== undefined) return undefined
  return cacheDirectories(file).find(isUsable)
}

/**
 * Modules that this thread loads from now on come with the code that V8 made of them in an earlier run. A cache that the user has chosen or forbidden
 * (`NODE_COMPILE_CACHE`, `NODE_DISABLE_COMPILE_CACHE`) stays as it is.
 *
 * Node writes it when the thread ends, and V8 takes only what was written under the flags it has when it reads.
 */
export function useCodeCache(directory: string | undefined): void {
  if (directory !== undefined) enableCompileCache?.(directory)
}
