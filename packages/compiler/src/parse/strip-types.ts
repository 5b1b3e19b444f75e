// TypeScript to JavaScript, one file by itself: types go; enums, namespaces and parameter properties become code.

import type { Message, TransformFailure, TransformOptions, TransformResult } from 'esbuild'
import { CompileError } from '../error.ts'
import { displayPath, sourceKind, withoutQuery } from '../source-kind.ts'
import { tools } from './tools.ts'

/** The oldest Node that runs what the compiler prints; 20.0 would lose `with { type: 'json' }`. Part of the cache key. */
export const target = 'node20.19'

/** JavaScript, and the source map that leads from it to what was written; none if it *is* what was written. */
export interface Script {
  readonly code: string
  readonly map: string | undefined
}

export function stripTypes(source: string, url: string): Script {
  if (sourceKind(url) !== 'typescript') return { code: source, map: undefined }
  try {
    return scriptOf(tools.esbuild.transformSync(source, options(url)))
  } catch (error) {
    throw compileError(error, source, url)
  }
}

/** The same through esbuild's service process, which works on many modules at once. */
export async function stripTypesAsync(source: string, url: string): Promise<Script> {
  if (sourceKind(url) !== 'typescript') return { code: source, map: undefined }
  try {
    return scriptOf(await tools.esbuild.transform(source, options(url)))
  } catch (error) {
    throw compileError(error, source, url)
  }
}

function options(url: string): TransformOptions {
  return {
    loader: withoutQuery(url).endsWith('.tsx') ? 'tsx' : 'ts',
    target,
    sourcemap: 'external',
    // An absolute URL: a stack trace then names the same file wherever the map is read.
    sourcefile: withoutQuery(url),
    logLevel: 'silent',
  }
}

function scriptOf(result: TransformResult): Script {
  return { code: result.code, map: result.map }
}

function compileError(error: unknown, source: string, url: string): unknown {
  const [first] = (error as Partial<TransformFailure>).errors ?? []
  return first ? new CompileError(first.text, displayPath(url), position(first), source) : error
}

function position({ location }: Message) {
  return location ? { line: location.line, column: location.column + 1 } : undefined
}
