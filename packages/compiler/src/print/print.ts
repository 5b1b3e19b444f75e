// Puts the parts of a compiled module together.
//
// TypeScript: the tags are a line of their own and the source map moves by that line.
// JavaScript: the tags join the first line. Every other line and column stays where its author put it, so that no
// map is needed, and a map that the file brought along (a bundle's, tsc's) stays true.

import type { Script } from '../parse/strip-types.ts'
import type { Tags } from '../transform/tag.ts'

export function print({ code, map }: Script, tags: Tags, exports: string): string {
  const last = [exports, tags.last].filter((part) => part !== '').join('')
  const body = last === '' ? code : `${code.replace(/\n$/, '')}\n${last}\n`
  // A hashbang is one only at the very start of a file.
  const hashbang = /^#!.*\n/.exec(body)?.[0] ?? ''
  if (map === undefined) return hashbang + tags.first + body.slice(hashbang.length)
  const first = tags.first === '' ? '' : `${tags.first}\n`
  const shifted = first === '' ? map : insertLine(map, hashbang === '' ? 0 : 1)
  return `${hashbang}${first}${body.slice(hashbang.length).replace(/\n?$/, '\n')}${inline(shifted)}`
}

/**
 * A line without mappings before generated line `index` (0 or 1). In the format a `;` ends a line, columns count
 * from the start of a line and all else from the mapping before, so that nothing but the `;` is needed.
 */
function insertLine(map: string, index: 0 | 1): string {
  const parsed = JSON.parse(map) as { mappings: string }
  const at = index === 0 ? 0 : parsed.mappings.indexOf(';') + 1
  const mappings = `${parsed.mappings.slice(0, at)};${parsed.mappings.slice(at)}`
  return JSON.stringify({ ...parsed, mappings })
}

function inline(map: string): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`
}
