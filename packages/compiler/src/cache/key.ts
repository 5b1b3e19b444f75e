import { target } from '../parse/strip-types.ts'
import { sourceKind, withoutQuery } from '../source-kind.ts'

/**
 * Names what the compiler prints; to be raised with every change of it, or old entries would be used.
 * (Not derived from the compiler's own files: `src` under a test runner and `dist` in a scheduler share the cache.)
 */
export const compilerRevision = 43

/** What a compiled module is kept under. */
export interface CacheKey {
  /** Sixteen hexadecimal digits: where to look. Two keys may have one name. */
  readonly name: string
  /** All that the compiled module depends on: an entry is the right one if it was made of this. */
  readonly content: string
}

/**
 * The content address of a compiled module. The URL is part of it because the source map names the file: two files
 * with one text are two entries.
 */
export function cacheKey(source: string, url: string, interpret = false): CacheKey {
  const parts = [compilerRevision, target, sourceKind(url) ?? '', String(interpret), withoutQuery(url), source]
  const content = parts.join('\0')
  return { name: hash(content), content }
}

/**
 * 64 bits of a text: two lanes, each mixed with a constant of MurmurHash3. That no text is taken for another is not its business, since entries hold what they were made
 * of. `node:crypto`, whose digests could do without, takes 7 ms to load (measured on Node 26), in each thread.
 */
function hash(text: string): string {
  let a = 0x9e3779b9
  let b = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x85ebca6b)
    a ^= a >>> 15
    b = Math.imul(b ^ unit, 0xc2b2ae35)
    b ^= b >>> 13
  }
  return digits(a ^ (b >>> 16)) + digits(b ^ (a << 7))
}

function digits(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
