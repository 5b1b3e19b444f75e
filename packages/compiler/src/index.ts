// The compiler's entry: compile one module, compile a program into the cache, load process modules in a thread.

export type { Import } from './analyse/imports.ts'
export { type CachedModule, compileCached } from './cache/compile-cached.ts'
export { type CompiledModule, type CompileOptions, compileModule } from './compile.ts'
export { CompileError, ModuleNotFound, type SourcePosition } from './error.ts'
export { type CompiledGraph, compileGraph } from './graph/compile-graph.ts'
export { installLoader, installLoaderIfNeeded, prepareImport } from './install.ts'
export type { Finding, FunctionReport, Warning } from './report.ts'
