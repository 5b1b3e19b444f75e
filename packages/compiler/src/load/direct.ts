// Node 20 has no hooks in the thread itself, and those that it has cost a thread of their own: as long as all the rest of a scheduler's start. A program of
// files that import each other, this package and Node's own modules needs none: what `require` uses for ES modules takes a text and the name of its
// file, and puts the module where every later `import` of that file finds it.

import { readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileSourceCached } from '../cache/compile-cached.ts'
import { isInNodeModules, sourceKind } from '../source-kind.ts'
import { isFile, resolveFile } from './alternatives.ts'

interface DirectModule {
  readonly file: string
  readonly code: string
}

/** Not in the type declarations; the same in all versions of Node 20 from 20.19 on, and there will be no further ones. */
interface EsmCompiler {
  filename: string
  _compile(code: string, file: string, format: 'module'): unknown
}

/** Modules of Node by which code could load others, past what is looked at here. */
const loaders = /^(node:)?(module|vm|worker_threads|repl|test|process)(\/|$)/
/** Waits at the top of a module, loads others when it runs, or asks where they are: hooks are needed. Errs towards yes. */
const needsHooks =
  /\bawait\b|\bimport\s*\(|\bimport\s*\.\s*meta\s*(?!\.\s*(url|filename|dirname)\b)|\brequire\b|\beval\b|\bFunction\s*\(|getBuiltinModule/

const evaluated = new Set<string>()
const failed = new Map<string, unknown>()

/** Whether this Node can do it, and nobody else has hooks. */
export const canLoadDirectly =
  /^20\./.test(process.versions.node) &&
  (process.features as { require_module?: boolean }).require_module === true &&
  !/--(import|loader|experimental-loader)\b/.test([...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' '))

/**
 * Loads a module and what it imports without hooks, so that `import(url)` finds it; false if hooks are needed, and nothing was loaded.
 * @throws what the module throws, each time again
 */
export function loadDirectly(url: string): boolean {
  if (failed.has(url)) throw failed.get(url)
  const order: [url: string, loaded: DirectModule][] = []
  if (!collect(url, order, new Set())) return false
  try {
    for (const [each, { file, code }] of order) {
      evaluate(file, code)
      evaluated.add(each)
    }
  } catch (error) {
    failed.set(url, error)
    throw error
  }
  return true
}

/** Puts the module behind those that it imports; false if one of them, or a circle, needs hooks. */
function collect(url: string, order: [string, DirectModule][], above: Set<string>): boolean {
  if (evaluated.has(url) || order.some(([known]) => known === url)) return true
  if (above.has(url) || failed.has(url) || sourceKind(url) !== 'typescript' || isInNodeModules(url)) return false
  if (/[?#]/.test(url) || !url.startsWith('file:')) return false
  above.add(url)
  const found = read(url)
  if (found === undefined) return false
  for (const { specifier, dynamic } of found.imports) {
    if (dynamic) return false
    const file = resolveFile(specifier, url)
    if (file === undefined ? !isOurs(specifier) : !isFile(file) || !collect(file.href, order, above)) return false
  }
  above.delete(url)
  order.push([url, found])
  return true
}

function read(url: string): (DirectModule & Pick<ReturnType<typeof compileSourceCached>, 'imports'>) | undefined {
  try {
    const file = fileURLToPath(url)
    const source = readFileSync(file, 'utf8')
    if (needsHooks.test(source)) return undefined
    const { code, imports } = compileSourceCached(source, url, file)
    return { file, code, imports }
  } catch {
    // Missing, or not to be compiled: said where it is loaded by hooks.
    return undefined
  }
}

function isOurs(specifier: string): boolean {
  if (specifier === 'multibeam') return true
  return module.isBuiltin(specifier) && !loaders.test(specifier)
}

function evaluate(file: string, code: string): void {
  const made = new module.Module(file) as unknown as EsmCompiler
  made.filename = file
  made._compile(code, file, 'module')
}
