// Prints a compiled module with a source map that leads to the author's text through all that was done to it.

import type { ES } from '../ast.ts'
import type { Script } from '../parse/strip-types.ts'
import { tools } from '../parse/tools.ts'
import { withoutQuery } from '../source-kind.ts'
import { guardArrows } from './arrows.ts'

/** A module without process functions: as its author wrote it, types left out. */
export function printUnchanged({ code, map }: Script): string {
  return map === undefined ? code : `${code.replace(/\n?$/, '\n')}${inline(map)}`
}

/**
 * A module without process functions, with statements before its own and behind them. Where there is no map to say that a line has been put before
 * them all, it becomes a part of the first.
 */
export function printTagged({ code, map }: Script, first: string, last: string): string {
  const hashbang = /^#!.*\n?/.exec(code)?.[0] ?? ''
  const body = code.slice(hashbang.length).replace(/\n?$/, '\n')
  if (map === undefined) return `${hashbang}${first}${body}${last}\n`
  const lines = first === '' ? '' : `${first}\n`
  return `${hashbang}${lines}${body}${last}\n${inline(first === '' ? map : shift(JSON.parse(map) as object))}`
}

/** `first` is a line before the module's own, `last` one behind it. */
export function printProgram(
  script: Script,
  url: string,
  source: string,
  program: ES.Program,
  first: string,
  last: string,
): string {
  const file = withoutQuery(url)
  guardArrows(program)
  const printed = tools.esrap.print(program as never, tools.esrapTypeScript() as never, {
    sourceMapSource: file,
    sourceMapContent: source,
  })
  const before = broughtAlong(script)
  const map = tools.remapping(shift(printed.map as object), (_file, context) => (context.depth === 1 ? before : null))
  // A hashbang is one only at the very start of a file.
  const hashbang = /^#!.*/.exec(script.code)?.[0] ?? ''
  const body = printed.code.replace(/^#!.*\n?/, '')
  return `${hashbang}${hashbang === '' ? '' : '\n'}${first}\n${body}\n${last}\n${inline(hashbang === '' ? map.toString() : shift(map))}`
}

/** The map from the code that was read to the author's: esbuild's, or one that a JavaScript file has in it. */
function broughtAlong({ code, map }: Script): string | null {
  if (map !== undefined) return map
  const data = /^\/\/# sourceMappingURL=data:application\/json(?:;charset=[^;,]+)?;base64,([\w+/=]+)\s*$/m.exec(code)
  return data ? Buffer.from(data[1] as string, 'base64').toString() : null
}

/** A line without mappings before the first: in the format a `;` ends a line. */
function shift(map: object): string {
  const { mappings, ...rest } = JSON.parse(JSON.stringify(map)) as { mappings: string }
  return JSON.stringify({ ...rest, mappings: `;${mappings}` })
}

function inline(map: string): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`
}
