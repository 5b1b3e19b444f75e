// One module through the phases: parse (strip types, read), analyse (what is in it), transform and lower (process functions to what can
// leave and be entered again), generate, print.

import { findDefinitions } from './analyse/definitions.ts'
import { type ExportedFunction, findExportedFunctions } from './analyse/exported-functions.ts'
import { findGenerators } from './analyse/find-generators.ts'
import { findImports, type Import, isModule } from './analyse/imports.ts'
import { findModuleAssignments } from './analyse/module-variables.ts'
import { findPins } from './analyse/pins.ts'
import { analyse } from './analyse/process-code.ts'
import { findProcessFunctions } from './analyse/process-functions.ts'
import { type ES, id } from './ast.ts'
import { generate } from './generate/functions.ts'
import { addChecks } from './generate/interpreted.ts'
import { describe } from './generate/module.ts'
import { SupportNames } from './generate/support-names.ts'
import { Names } from './names.ts'
import { locator } from './parse/locate.ts'
import { parse } from './parse/parse.ts'
import { type Script, stripTypes, stripTypesAsync } from './parse/strip-types.ts'
import { tools } from './parse/tools.ts'
import { printProgram, printTagged, printUnchanged } from './print/print.ts'
import { type FunctionReport, report, type Warning } from './report.ts'
import { mayHaveProcessCode, withoutQuery } from './source-kind.ts'
import { Rewriter } from './transform/rewrite.ts'
import { tag, tagOrdinary } from './transform/tag.ts'
import { tellDefinitions } from './transform/tell.ts'

export interface CompiledModule {
  /** JavaScript; what was changed, or came from TypeScript, carries an inline source map with the source in it. */
  readonly code: string
  /** The names of the process functions as the scheduler will know them, in source order. */
  readonly functions: readonly string[]
  /** What the module imports, types not counted. */
  readonly imports: readonly Import[]
  /** Whether it is an ES module by its syntax; a `.js` file may be CommonJS or a plain script. */
  readonly esm: boolean
  /** How each process function was compiled, in source order. */
  readonly reports: readonly FunctionReport[]
  readonly warnings: readonly Warning[]
}

export interface CompileOptions {
  /** Leaves every process function a generator, with reduction checks: for comparing the two. */
  readonly interpret?: boolean
  /**
   * Iterations of a loop that are counted at once, a power of two. Few enough that a function with a short loop, called again and again, is
   * counted about right; 1 lets a test suspend at each. Default 16.
   */
  readonly batch?: number
  /**
   * What stacks call the source: a URL relative to that of the running module if it begins with a dot, else a name that is shown as it is.
   * Default: the file's own name, beside the module.
   */
  readonly name?: string
}

/**
 * Compiles a process module: types are stripped by the extension of `url`, process functions become suspendable functions.
 * A JavaScript module without generators comes back as it is.
 * @throws CompileError at the first syntax error
 */
export function compileModule(source: string, url: string, options?: CompileOptions): CompiledModule {
  return compileScript(stripTypes(source, url), url, source, options)
}

/** The same, with esbuild's part done in its own process: for many modules at once. */
export async function compileModuleAsync(
  source: string,
  url: string,
  options?: CompileOptions,
): Promise<CompiledModule> {
  return compileScript(await stripTypesAsync(source, url), url, source, options)
}

function compileScript(script: Script, url: string, source: string, options: CompileOptions = {}): CompiledModule {
  const isPlain = !mayHaveProcessCode(script.code)
  if (isPlain && !/\b(import|export)\b/.test(script.code)) return unchanged(script, [], script.map !== undefined)
  const parsed = parse(script, url, source)
  if (!parsed) return unchanged(script, [], false)
  const imports = findImports(parsed)
  const esm = isModule(parsed)
  const program = parsed as unknown as ES.Program
  if (isPlain || (findGenerators(program).length === 0 && findDefinitions(program).length === 0))
    return tagged(script, program, imports, esm)
  return { imports, esm, ...transform(script, url, source, program, options) }
}

function transform(
  script: Script,
  url: string,
  source: string,
  program: ES.Program,
  options: CompileOptions,
): Omit<CompiledModule, 'imports' | 'esm'> {
  const names = new Names(program)
  const exported = findProcessFunctions(program as never)
  const ordinary = findExportedFunctions(program as never)
  nameDefault(program, names)
  const scopes = analyseScopes(program)
  const analysis = analyse(program, scopes, names, options.interpret === true)
  const warnings = findModuleAssignments(analysis.functions)
  const pins = analysis.functions.map(findPins)
  const locate = locator(script)

  const global = globalName(scopes)
  const support = new SupportNames(names, global)
  const rewriter = new Rewriter(analysis, support, names)
  rewriter.module(program)
  const compiled = analysis.functions.filter(({ reasons }) => reasons.length === 0)
  const generated = compiled.map((code) => generate(code, names, support, rewriter, options.batch ?? 16))
  for (const code of analysis.functions) if (code.reasons.length > 0) addChecks(code, support)
  tellDefinitions(program, support)
  for (const { functions } of generated) program.body.push(...functions)

  const tags = tag(
    exported,
    exported.map(({ binding, node }) => binding ?? node.id?.name ?? ''),
    global,
  )
  const ordinaryTags = tagOrdinary(ordinary, global)
  const first = describe(generated, support, options.name ?? nameOf(url), locate) + tags.first + ordinaryTags.first
  return {
    code: printProgram(script, url, source, program, first, tags.last + ordinaryTags.last),
    functions: exported.flatMap((one) => one.names),
    reports: analysis.functions.map((code, i) =>
      report(code, generated.find((one) => one.code === code)?.sites ?? [], pins[i] ?? [], script.code, locate),
    ),
    warnings: warnings.map(({ name, node }) => ({
      message: `process code assigns \`${name}\`, a variable of its module: every scheduler has its own; keep state in a process`,
      ...locate(node),
    })),
  }
}

function nameOf(url: string): string {
  return `./${withoutQuery(url).split('/').at(-1)}`
}

/** `export default function* () {}` has no binding that a tag could read. It gets one. */
function nameDefault(program: ES.Program, names: Names): void {
  for (const statement of program.body) {
    if (statement.type !== 'ExportDefaultDeclaration') continue
    const { declaration } = statement
    if (declaration.type === 'FunctionDeclaration' && declaration.generator && !declaration.id) {
      ;(declaration as { id: ES.Identifier }).id = id(names.fresh('$default'))
    }
  }
}

type Scopes = ReturnType<typeof tools.scope.analyze>

function analyseScopes(program: ES.Program): Scopes {
  return tools.scope.analyze(program as never, { ecmaVersion: 2022, sourceType: 'module' })
}

/** Node knows the global object by two names: a module may well have taken one. */
function globalName(scopes: Scopes): string {
  return scopes.scopes.some(({ type, set }) => type === 'module' && set.has('globalThis')) ? 'global' : 'globalThis'
}

/** A module without process functions; its ordinary ones are told. */
function tagged(script: Script, program: ES.Program, imports: readonly Import[], esm: boolean): CompiledModule {
  const ordinary: readonly ExportedFunction[] = findExportedFunctions(program as never)
  if (ordinary.length === 0) return unchanged(script, imports, esm)
  // The scopes are asked only where it may matter: most modules never name the global object.
  const global = script.code.includes('globalThis') ? globalName(analyseScopes(program)) : 'globalThis'
  const { first, last } = tagOrdinary(ordinary, global)
  return { ...unchanged(script, imports, esm), code: printTagged(script, first, last) }
}

function unchanged(script: Script, imports: readonly Import[], esm: boolean): CompiledModule {
  return { code: printUnchanged(script), functions: [], imports, esm, reports: [], warnings: [] }
}
