// What the plugins do to one module.

import { basename, isAbsolute, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCompiled, usesSupport } from '../build/mark.ts'
import { standalone } from '../build/standalone.ts'
import { compileModule } from '../compile.ts'
import { isInNodeModules, mayHaveProcessCode, sourceKind, withoutQuery } from '../source-kind.ts'

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

/** For what is bundled otherwise than a user's program: `multibeam` itself. */
export interface PluginOptions {
  /** What compiled modules import for their support, a specifier or an absolute path. Default `multibeam/support`. */
  readonly support?: string
  /** The directory of the bundle: stacks then name sources by where they lie from it. Default: by their path, from the current directory. */
  readonly root?: string
}

/**
 * A module of a bundle, compiled; null for one that has no process functions or is no file.
 * `id` is its path, perhaps with a query, as bundlers have it.
 * @throws CompileError
 */
export function transformModule(
  source: string,
  id: string,
  { support, root }: PluginOptions = {},
): TransformedModule | null {
  const file = withoutQuery(id)
  if (!isAbsolute(file) || isInNodeModules(pathToFileURL(file).href) || sourceKind(file) === undefined) return null
  if (!mayHaveProcessCode(source) || isCompiled(source)) return null
  const name = root === undefined ? shownName(file) : encodeURI(relative(root, file).split(sep).join('/'))
  const { code, map } = standalone(compileModule(source, pathToFileURL(file).href, { name }).code, support)
  if (!usesSupport(code)) return null
  return { code, map: map === undefined ? null : relativeTo(file, JSON.parse(map) as SourceMapJson) }
}

/** As bundlers show it in comments: its path from the directory they run in. */
function shownName(file: string): string {
  const path = relative(process.cwd(), file).split(sep).join('/')
  return path.startsWith('../') ? basename(file) : path
}

/** Bundlers resolve what a map names from where the module is. */
function relativeTo(file: string, map: SourceMapJson): SourceMapJson {
  const url = pathToFileURL(file).href
  return {
    ...map,
    sources: map.sources.map((source) => (source === url ? encodeURIComponent(basename(file)) : source)),
  }
}
