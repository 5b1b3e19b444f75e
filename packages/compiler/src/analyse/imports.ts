import type { Expression, Program } from 'acorn'
import { tools } from '../parse/tools.ts'

export interface Import {
  readonly specifier: string
  /** `import()`: it may never run, or be meant to fail, so that a missing file is no error of the importer. */
  readonly dynamic: boolean
}

/** What a module imports by names written in it, each once, in source order. */
export function findImports(program: Program): Import[] {
  const found = new Map<string, Import>()
  const add = (source: Expression | null | undefined, dynamic: boolean) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return
    const specifier = source.value
    // The stricter of the two counts when a module is imported in both ways.
    if (!found.has(specifier) || !dynamic) found.set(specifier, { specifier, dynamic })
  }
  tools.walk.simple(program, {
    ImportDeclaration: (node) => add(node.source, false),
    ExportNamedDeclaration: (node) => add(node.source, false),
    ExportAllDeclaration: (node) => add(node.source, false),
    ImportExpression: (node) => add(node.source, true),
  })
  return [...found.values()]
}

/** Whether a file is an ES module by its syntax, for `.js` files whose package.json does not say. */
export function isModule(program: Program): boolean {
  return program.body.some(({ type }) => /^(Import|Export)/.test(type))
}
