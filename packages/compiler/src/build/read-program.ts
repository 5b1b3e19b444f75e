// The files that a built program consists of: its modules, compiled, and what they import besides modules.

import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileSourceCached } from '../cache/compile-cached.ts'
import { ModuleNotFound } from '../error.ts'
import { compileGraph, locate } from '../graph/compile-graph.ts'
import { resolveFile } from '../load/alternatives.ts'
import { displayPath, isInNodeModules, sourceKind } from '../source-kind.ts'
import { BuildError } from './error.ts'
import { isCompiled } from './mark.ts'
import { findPackageType } from './package-type.ts'
import { findReferences, type Reference } from './references.ts'
import { type StandaloneModule, standalone } from './standalone.ts'

/** A reference to a file that is there. */
export interface Link extends Reference {
  /** The file's URL, symbolic links followed. */
  readonly target: string
}

export interface ProgramModule extends StandaloneModule {
  readonly file: string
  readonly links: readonly Link[]
}

export interface Program {
  /** Path of the entry. */
  readonly entry: string
  /** By path, the entry first. */
  readonly modules: ReadonlyMap<string, ProgramModule>
  /** Paths of what modules import and the compiler leaves to Node: JSON, CommonJS, WebAssembly, native addons. */
  readonly imported: ReadonlySet<string>
  /** Paths of what modules only name, by `new URL('…', import.meta.url)`: templates, pictures, data. */
  readonly assets: ReadonlySet<string>
}

/**
 * Compiles the modules reached from the entry by imports and by `new URL('…', import.meta.url)`.
 * @throws BuildError, ModuleNotFound, CompileError
 */
export async function readProgram(entryUrl: string): Promise<Program> {
  const { entry } = await compileGraph(entryUrl)
  if (!entry.startsWith('file:') || !isOwnModule(entry)) {
    throw new BuildError('give a TypeScript or JavaScript module outside of node_modules', displayPath(entry))
  }
  const modules = new Map<string, ProgramModule>()
  const imported = new Set<string>()
  const assets = new Set<string>()
  // Grows while it is walked: a URL in a module may lead to modules that no import leads to.
  const starts = new Set([entry])
  for (const start of starts) {
    if (modules.has(fileURLToPath(start))) continue
    for (const url of (await compileGraph(start)).modules) {
      const file = fileURLToPath(url)
      if (modules.has(file)) continue
      const module = readModule(url, file)
      modules.set(file, module)
      for (const { kind, target } of module.links) {
        if (isOwnModule(target)) starts.add(target)
        else if (!isInNodeModules(target)) (kind === 'url' ? assets : imported).add(fileURLToPath(target))
      }
    }
  }
  return { entry: fileURLToPath(entry), modules, imported, assets }
}

function isOwnModule(url: string): boolean {
  return !isInNodeModules(url) && sourceKind(url) !== undefined
}

function readModule(url: string, file: string): ProgramModule {
  const { code, map } = compile(readFileSync(file, 'utf8'), url, file)
  const links = findReferences(code).flatMap((reference) => {
    const named = fileNamed(reference, url)
    const target = named && locate(named, named.href, url)
    if (target !== undefined) return [{ ...reference, target }]
    // What is missing behind an `import()` or a URL may be missed on purpose: the program finds out when it gets there.
    if (named && reference.kind === 'import')
      throw new ModuleNotFound(displayPath(named.href), file, reference.specifier)
    return []
  })
  return { file, code, map, links }
}

/** The `file:` URL that a reference names; undefined for packages and other schemes. */
function fileNamed({ kind, specifier }: Reference, importer: string): URL | undefined {
  // What would be a package in an import is a file beside the module in a URL.
  if (kind !== 'url') return resolveFile(specifier, importer)
  return URL.canParse(specifier, importer) ? resolveFile(new URL(specifier, importer).href, importer) : undefined
}

function compile(source: string, url: string, file: string): StandaloneModule {
  // A bundle, or the output of an earlier build.
  if (isCompiled(source)) return { code: source, map: undefined }
  const { code, esm } = compileSourceCached(source, url, file)
  if (!esm && file.endsWith('.js') && findPackageType(dirname(file)).type !== 'module') {
    throw new BuildError(
      'Node takes it for CommonJS; write it with import and export, or say "type": "module" in its package.json, or rename it to .cjs',
      file,
    )
  }
  return standalone(code)
}
