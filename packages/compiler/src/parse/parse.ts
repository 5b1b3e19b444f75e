import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Program } from 'acorn'
import { CompileError, type SourcePosition } from '../error.ts'
import { displayPath } from '../source-kind.ts'
import type { Script } from './strip-types.ts'
import { tools } from './tools.ts'

/**
 * The syntax tree of a module. A script that is CommonJS by its syntax (a top-level `return`, an octal literal) is no
 * module and gives undefined: Node knows what to do with it.
 * @throws CompileError, at the place in `source` as it was written
 */
export function parse(script: Script, url: string, source: string): Program | undefined {
  try {
    return tools.acorn.parse(script.code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      locations: true,
      ranges: true,
    })
  } catch (error) {
    if (script.map === undefined && isCommonJs(script.code)) return undefined
    const { loc, message } = error as SyntaxError & { loc?: { line: number; column: number } }
    if (!loc) throw error
    const problem = message.replace(/ \(\d+:\d+\)$/, '')
    throw new CompileError(problem, displayPath(url), writtenAt(script, loc.line, loc.column + 1), source)
  }
}

function isCommonJs(code: string): boolean {
  try {
    tools.acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true })
    return true
  } catch {
    // It is no valid script either: the message about the module is the one to show.
    return false
  }
}

/** Where the author wrote what stands at this line and column, both counted from 1, of the stripped code. */
function writtenAt({ map }: Script, line: number, column: number): SourcePosition | undefined {
  if (map === undefined) return { line, column }
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(line - 1, column - 1)
  return 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined
}
