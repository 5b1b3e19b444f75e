// What the loader does with one module: the same on every Node, whether its hooks run in the thread or beside it.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isCompiled } from '../build/mark.ts'
import { type CachedModule, compileSourceCached } from '../cache/compile-cached.ts'
import { CompileError } from '../error.ts'
import {
  isInNodeModules,
  mayExportFunctions,
  mayHaveProcessCode,
  type SourceKind,
  sourceKind,
  withoutQuery,
} from '../source-kind.ts'

export interface LoadedModule {
  format: 'module'
  source: string
  shortCircuit: true
}

/**
 * The compiled source of a process module; undefined for a module that is Node's to load.
 * `format` is what Node made of the file's name and package.json.
 * @throws CompileError
 */
export function loadProcessModule(url: string, format: string | null | undefined): LoadedModule | undefined {
  if (!url.startsWith('file:') || isInNodeModules(url)) return undefined
  const kind = sourceKind(url)
  if (kind === undefined || (kind === 'javascript' && format === 'commonjs')) return undefined
  const file = fileURLToPath(withoutQuery(url))
  const source = readIfThere(file)
  if (source === undefined) return undefined
  if (kind === 'javascript' && (isCompiled(source) || !(mayHaveProcessCode(source) || mayExportFunctions(source)))) {
    return undefined
  }
  const compiled = compile(source, url, file, kind)
  if (compiled === undefined) return undefined
  // Without `"type"` in package.json a `.js` file is a module only if it is written as one.
  if (kind === 'javascript' && format !== 'module' && !file.endsWith('.mjs') && !compiled.esm) return undefined
  return { format: 'module', source: compiled.code, shortCircuit: true }
}

function compile(source: string, url: string, file: string, kind: SourceKind): CachedModule | undefined {
  try {
    return compileSourceCached(source, url, file)
  } catch (error) {
    // Ordinary JavaScript is only looked through for what it exports: what is wrong with it, Node says.
    if (kind === 'javascript' && !mayHaveProcessCode(source) && error instanceof CompileError) return undefined
    throw error
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Node's own loader tells best what is wrong with the file.
    return undefined
  }
}
