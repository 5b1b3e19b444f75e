import { createHash } from 'node:crypto'
import { target } from '../parse/strip-types.ts'
import { sourceKind, withoutQuery } from '../source-kind.ts'

/**
 * Names what the compiler prints; to be raised with every change of it, or old entries would be used.
 * (Not derived from the compiler's own files: `src` under a test runner and `dist` in a scheduler share the cache.)
 */
export const compilerRevision = 41

/**
 * The content address of a compiled module. The URL is part of it because the source map names the file: two files
 * with one text are two entries.
 */
export function cacheKey(source: string, url: string, interpret = false): string {
  const parts = [compilerRevision, target, sourceKind(url) ?? '', String(interpret), withoutQuery(url), source]
  return createHash('sha256').update(parts.join('\0')).digest('hex')
}
