// Which files the compiler looks at, told from the name and, quickly, from the text.

import { fileURLToPath } from 'node:url'

export type SourceKind = 'typescript' | 'javascript'

/** The kind of a module's source by its extension; undefined for what the compiler leaves to Node (`.json`, `.cjs`, …). */
export function sourceKind(url: string): SourceKind | undefined {
  const path = withoutQuery(url)
  if (/\.d\.m?ts$/.test(path)) return undefined
  if (/\.(ts|mts|tsx)$/.test(path)) return 'typescript'
  if (/\.(js|mjs)$/.test(path)) return 'javascript'
  return undefined
}

/**
 * Whether the text may have a generator function or method, or a definition (see analyse/definitions.ts). Cheap beside parsing; errs towards
 * yes: a product of a call, or a comment, may look like a method.
 */
export function mayHaveProcessCode(source: string): boolean {
  return /function\s*[*/]|\*\s*(?:[\w$#]+\s*[(<]|['"[/])|\.\s*define\b/.test(source)
}

/** Whether the text may export a function, which is told to schedulers for `dirty`. Errs towards yes. */
export function mayExportFunctions(source: string): boolean {
  return /\bexport\b/.test(source) && /\bfunction\b|=>/.test(source)
}

export function isInNodeModules(url: string): boolean {
  return url.includes('/node_modules/')
}

/** A module may be loaded as `file.ts?version=2`: the file, its text and its source map are the same. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '')
}

/** How messages name a module: its path where it is a file. */
export function displayPath(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(withoutQuery(url)) : url
}
