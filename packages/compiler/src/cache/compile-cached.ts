import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type CompiledModule, compileModule, compileModuleAsync } from '../compile.ts'
import { withoutQuery } from '../source-kind.ts'
import { readEntry, writeEntry } from './entry.ts'
import { cacheKey } from './key.ts'

/**
 * `MULTIBEAM_INTERPRET=1` in the environment leaves process functions generators, with reduction checks: to tell a mistake of the compiler from one
 * of the program.
 */
const interpret = process.env.MULTIBEAM_INTERPRET === '1'

/** `cached` tells whether the compiler had no work with it. */
export type CachedModule = CompiledModule & { readonly cached: boolean }

/**
 * The compiled form of the module at a `file:` URL, from the cache if it is there.
 * @throws CompileError, and Node's error when the file can not be read
 */
export function compileCached(url: string): CachedModule {
  const file = fileURLToPath(withoutQuery(url))
  return compileSourceCached(readFileSync(file, 'utf8'), url, file)
}

/** The same for a text that has been read already. */
export function compileSourceCached(source: string, url: string, file: string): CachedModule {
  const key = cacheKey(source, url, interpret)
  const entry = readEntry(key, file)
  if (entry) return { ...entry, cached: true }
  const compiled = compileModule(source, url, { interpret })
  writeEntry(key, file, compiled)
  return { ...compiled, cached: false }
}

/** The same with the compiler's work, if there is any, beside that of other modules. */
export async function compileSourceCachedAsync(source: string, url: string, file: string): Promise<CachedModule> {
  const key = cacheKey(source, url, interpret)
  const entry = readEntry(key, file)
  if (entry) return { ...entry, cached: true }
  const compiled = await compileModuleAsync(source, url, { interpret })
  writeEntry(key, file, compiled)
  return { ...compiled, cached: false }
}
