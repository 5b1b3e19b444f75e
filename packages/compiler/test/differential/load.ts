// The forms in which a program is run: as it was written, compiled, and by the interpreter's fallback.

import { transformSync } from 'esbuild'
import { type CompiledModule, compileModule } from '../../src/index.ts'
import type { Case } from './corpus/case.ts'
import type { Main } from './drive.ts'

export interface Loaded {
  readonly main: Main
  /** Main called by process code of the same kind, not by who drives it: compiled calls have a form of their own. */
  readonly called: Main
}

let modules = 0

/** Evaluates a module, anew each time. */
async function evaluate(code: string): Promise<Loaded> {
  const url = `data:text/javascript,${encodeURIComponent(`${code}\n// module ${++modules}\n`)}`
  const { main, called } = (await import(/* @vite-ignore */ url)) as { main: Main; called?: Main }
  return { main, called: called ?? main }
}

/** The text of the module with a function that calls `main`, where it has one of that name. */
export function sourceOf({ source }: Case): string {
  if (!/\b(?:function\* |const )main\b/.test(source)) return source
  return `${source}export function* called(t) { const value = yield* main(t); return value }\n`
}

export function urlOf({ typescript }: Case): string {
  return `file:///corpus/program.${typescript ? 'ts' : 'js'}`
}

/** The reference: native generators. */
export function loadNative(program: Case): Promise<Loaded> {
  const source = sourceOf(program)
  return evaluate(program.typescript ? transformSync(source, { loader: 'ts', target: 'node20' }).code : source)
}

/** `batch`: see CompileOptions; 1 has it suspend at each iteration. */
export async function loadCompiled(program: Case, batch = 1): Promise<Loaded & { readonly module: CompiledModule }> {
  const module = compileModule(sourceOf(program), urlOf(program), { batch })
  return { ...(await evaluate(module.code)), module }
}

export function loadInterpreted(program: Case): Promise<Loaded> {
  return evaluate(compileModule(sourceOf(program), urlOf(program), { interpret: true }).code)
}
