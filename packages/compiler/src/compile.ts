// One module through the phases: parse (strip types, read), analyse (what is in it), transform (tag), print.

import { findImports, type Import, isModule } from './analyse/imports.ts'
import { findProcessFunctions } from './analyse/process-functions.ts'
import { parse } from './parse/parse.ts'
import { type Script, stripTypes, stripTypesAsync } from './parse/strip-types.ts'
import { print } from './print/print.ts'
import { mayHaveGenerators } from './source-kind.ts'
import { nameDefault } from './transform/name-default.ts'
import { tag } from './transform/tag.ts'

export interface CompiledModule {
  /** JavaScript; what came from TypeScript carries an inline source map with the source in it. */
  readonly code: string
  /** The names of the process functions as the scheduler will know them, in source order. */
  readonly functions: readonly string[]
  /** What the module imports, types not counted. */
  readonly imports: readonly Import[]
  /** Whether it is an ES module by its syntax; a `.js` file may be CommonJS or a plain script. */
  readonly esm: boolean
}

/**
 * Compiles a process module: types are stripped by the extension of `url`, process functions are tagged.
 * A JavaScript module without generators comes back as it is.
 * @throws CompileError at the first syntax error
 */
export function compileModule(source: string, url: string): CompiledModule {
  return compileScript(stripTypes(source, url), url, source)
}

/** The same, with esbuild's part done in its own process: for many modules at once. */
export async function compileModuleAsync(source: string, url: string): Promise<CompiledModule> {
  return compileScript(await stripTypesAsync(source, url), url, source)
}

function compileScript(script: Script, url: string, source: string): CompiledModule {
  const isPlain = !mayHaveGenerators(script.code)
  if (isPlain && !/\b(import|export)\b/.test(script.code)) return unchanged(script, [], script.map !== undefined)
  const program = parse(script, url, source)
  if (!program) return unchanged(script, [], false)
  const imports = findImports(program)
  const functions = isPlain ? [] : findProcessFunctions(program)
  if (functions.length === 0) return unchanged(script, imports, isModule(program))

  const anonymous = functions.find(({ binding }) => binding === undefined)
  const named = anonymous && nameDefault(script.code, anonymous)
  const bindings = functions.map(({ binding }) => binding ?? named?.binding ?? '')
  return {
    code: print({ code: named?.code ?? script.code, map: script.map }, tag(functions, bindings), named?.exports ?? ''),
    functions: functions.flatMap(({ names }) => names),
    imports,
    esm: isModule(program),
  }
}

function unchanged(script: Script, imports: readonly Import[], esm: boolean): CompiledModule {
  return { code: print(script, { first: '', last: '' }, ''), functions: [], imports, esm }
}
