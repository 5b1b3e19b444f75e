// The forms in which a program is run: as it was written, compiled, and by the interpreter's fallback.

import { transformSync } from 'esbuild'
import { type CompiledModule, compileModule } from '../../src/index.ts'
import type { Case } from './corpus/case.ts'
import type { Main } from './drive.ts'

let modules = 0

/** Evaluates a module, anew each time. */
async function evaluate(code: string): Promise<Main> {
  const url = `data:text/javascript,${encodeURIComponent(`${code}\n// module ${++modules}\n`)}`
  const { main } = (await import(/* @vite-ignore */ url)) as { main: Main }
  return main
}

export function urlOf({ typescript }: Case): string {
  return `file:///corpus/program.${typescript ? 'ts' : 'js'}`
}

/** The reference: native generators. */
export function loadNative(program: Case): Promise<Main> {
  const { source, typescript } = program
  return evaluate(typescript ? transformSync(source, { loader: 'ts', target: 'node20' }).code : source)
}

export async function loadCompiled(program: Case): Promise<{ readonly main: Main; readonly compiled: CompiledModule }> {
  const compiled = compileModule(program.source, urlOf(program))
  return { main: await evaluate(compiled.code), compiled }
}

export function loadInterpreted(program: Case): Promise<Main> {
  return evaluate(compileModule(program.source, urlOf(program), { interpret: true }).code)
}
