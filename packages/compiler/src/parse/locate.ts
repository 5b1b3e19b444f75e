import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Locate } from '../report.ts'
import type { Script } from './strip-types.ts'

/** Leads from nodes of the stripped code to the author's text. */
export function locator({ map }: Script): Locate {
  const sourceMap = map === undefined ? undefined : new SourceMap(JSON.parse(map) as SourceMapPayload)
  return ({ loc }) => {
    const { line, column } = loc?.start ?? { line: 1, column: 0 }
    if (sourceMap === undefined) return { line, column: column + 1 }
    const entry = sourceMap.findEntry(line - 1, column)
    if (!('originalLine' in entry)) return { line, column: column + 1 }
    return { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }
}
