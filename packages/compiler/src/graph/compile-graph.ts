// Compiles a program before it starts: what the entry imports, and what that imports, each module once and a level of
// the graph at a time. Scheduler threads then find every module in the cache and never start esbuild.

import { readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isCompiled } from '../build/mark.ts'
import { compileSourceCachedAsync } from '../cache/compile-cached.ts'
import { CompileError, ModuleNotFound } from '../error.ts'
import { findAlternative, isFile, resolveFile } from '../load/alternatives.ts'
import { displayPath, isInNodeModules, sourceKind } from '../source-kind.ts'

export interface CompiledGraph {
  /** The URL of the entry as Node will load it: symbolic links followed, `x.js` that means `x.ts` found. */
  readonly entry: string
  /** Every module reached outside of `node_modules`, the entry first, in the order in which they were found. */
  readonly modules: readonly string[]
  /** How many of them the cache did not have. */
  readonly compiled: number
}

/**
 * Compiles into the cache the entry module and every TypeScript or JavaScript module that it reaches by relative or
 * `file:` imports. Packages are not followed, nor is an entry that is no file (`data:`).
 *
 * What only an `import()` reaches is compiled too, but its mistakes are left for the `import()` to report: it may
 * never run, or stand in a `try`.
 * @throws ModuleNotFound for the entry or a static import that is not there, CompileError for a syntax error
 */
export async function compileGraph(entryUrl: string | URL): Promise<CompiledGraph> {
  const asked = String(entryUrl)
  if (!asked.startsWith('file:')) return { entry: asked, modules: [], compiled: 0 }
  const entry = locate(new URL(asked), asked, undefined)
  if (entry === undefined) throw new ModuleNotFound(displayPath(asked))
  const graph = new Graph()
  await graph.follow([entry])
  await graph.followDynamic()
  return { entry, modules: [...graph.modules], compiled: graph.compiled }
}

class Graph {
  readonly modules = new Set<string>()
  compiled = 0
  /** Modules that an `import()` names; those that no static import reached are looked at last. */
  readonly #dynamic: string[] = []

  async follow(urls: readonly string[]): Promise<void> {
    let level = this.#unseen(urls)
    while (level.length > 0) {
      const imports = await Promise.all(level.map((url) => this.#compile(url)))
      level = this.#unseen(imports.flat())
    }
  }

  async followDynamic(): Promise<void> {
    for (let url = this.#dynamic.shift(); url !== undefined; url = this.#dynamic.shift()) {
      try {
        await this.follow([url])
      } catch (error) {
        if (!(error instanceof CompileError || error instanceof ModuleNotFound)) throw error
      }
    }
  }

  /** Compiles one module and returns what it imports statically. */
  async #compile(url: string): Promise<string[]> {
    const file = fileURLToPath(url)
    const source = readFileSync(file, 'utf8')
    // Built ahead of time, and so were the modules that it imports: nothing to do before it is loaded.
    if (isCompiled(source)) return []
    const { imports, cached } = await compileSourceCachedAsync(source, url, file)
    if (!cached) this.compiled++
    const found: string[] = []
    for (const { specifier, dynamic } of imports) {
      const named = resolveFile(specifier, url)
      if (!named) continue
      const target = locate(named, specifier, url)
      if (target !== undefined) (dynamic ? this.#dynamic : found).push(target)
      else if (!dynamic) throw new ModuleNotFound(displayPath(named.href), file, specifier)
    }
    return found
  }

  #unseen(urls: readonly string[]): string[] {
    const unseen: string[] = []
    for (const url of urls) {
      if (this.modules.has(url) || isInNodeModules(url) || sourceKind(url) === undefined) continue
      this.modules.add(url)
      unseen.push(url)
    }
    return unseen
  }
}

/** The file at a URL, or the one that is meant by TypeScript's habits, with symbolic links followed as Node does. */
export function locate(url: URL, specifier: string, parentUrl: string | undefined): string | undefined {
  const found = isFile(url) ? url.href : findAlternative(specifier, parentUrl)
  return found === undefined ? undefined : pathToFileURL(realpathSync(fileURLToPath(found))).href
}
