import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { styleText } from 'node:util'
import { compileModule, ModuleNotFound } from '@multibeam/compiler'
import type { ExplainCommand } from './arguments.ts'
import { type Explanation, formatExplanation } from './explanation.ts'
import { shownPath } from './shown-path.ts'

/** Tells how the process functions of a module are compiled; the exit code. */
export function explain({ file, json }: ExplainCommand): number {
  try {
    const explanation = explanationOf(file)
    // `stream`: no colours where nobody sees them, nor where NO_COLOR says so.
    const paint = (style: Parameters<typeof styleText>[0], text: string) =>
      styleText(style, text, { stream: process.stdout })
    console.log(json ? JSON.stringify(explanation, undefined, 2) : formatExplanation(explanation, paint))
    return 0
  } catch (error) {
    console.error(`multibeam explain: ${describe(error, file)}`)
    return 1
  }
}

function explanationOf(file: string): Explanation {
  const path = resolve(file)
  if (!/\.(?:[mc]?ts|tsx|m?js)$/.test(path)) throw new Error(`${file} is no TypeScript or JavaScript module`)
  const { reports, warnings } = compileModule(readFileSync(path, 'utf8'), pathToFileURL(path).href)
  return { file: shownPath(path), functions: reports, warnings }
}

function describe(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' ? new ModuleNotFound(resolve(file)).message : error.message
}
