// What the plugins do to one module.

import { basename, isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCompiled } from '../build/mark.ts'
import { standalone } from '../build/standalone.ts'
import { compileModule } from '../compile.ts'
import { isInNodeModules, mayHaveGenerators, sourceKind, withoutQuery } from '../source-kind.ts'

export interface TransformedModule {
  code: string
  /** Null where the lines are those of the source: bundlers take that for "as it was". */
  map: SourceMapJson | null
}

/** Version 3, see https://tc39.es/ecma426/. */
export interface SourceMapJson {
  version: 3
  sources: string[]
  sourcesContent?: (string | null)[]
  names: string[]
  mappings: string
}

/**
 * A module of a bundle, compiled; null for one that has no process functions or is no file.
 * `id` is its path, perhaps with a query, as bundlers have it.
 * @throws CompileError
 */
export function transformModule(source: string, id: string): TransformedModule | null {
  const file = withoutQuery(id)
  if (!isAbsolute(file) || isInNodeModules(pathToFileURL(file).href) || sourceKind(file) === undefined) return null
  if (!mayHaveGenerators(source) || isCompiled(source)) return null
  const { code, map } = standalone(compileModule(source, pathToFileURL(file).href).code)
  if (!isCompiled(code)) return null
  return { code, map: map === undefined ? null : relativeTo(file, JSON.parse(map) as SourceMapJson) }
}

/** Bundlers resolve what a map names from where the module is. */
function relativeTo(file: string, map: SourceMapJson): SourceMapJson {
  const url = pathToFileURL(file).href
  return {
    ...map,
    sources: map.sources.map((source) => (source === url ? encodeURIComponent(basename(file)) : source)),
  }
}
