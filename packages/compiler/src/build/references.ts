// Where a module names other files: what `import` and `export … from` name, `import('…')`, and
// `new URL('…', import.meta.url)`, by which a program tells the VM where its process modules are.

import type { Expression, Node, Program, SpreadElement } from 'acorn'
import { tools } from '../parse/tools.ts'

export interface Reference {
  readonly specifier: string
  readonly kind: 'import' | 'import()' | 'url'
  /** Of the string literal with its quotes: offsets into the code. */
  readonly start: number
  readonly end: number
}

/** The references of a module, in source order. `code` is what the compiler printed. */
export function findReferences(code: string): Reference[] {
  if (!/\b(?:import|from)\b/.test(code)) return []
  const found: Reference[] = []
  const add = (node: Expression | SpreadElement | null | undefined, kind: Reference['kind']) => {
    if (node?.type !== 'Literal' || typeof node.value !== 'string') return
    found.push({ specifier: node.value, kind, start: node.start, end: node.end })
  }
  tools.walk.simple(parseModule(code), {
    ImportDeclaration: (node) => add(node.source, 'import'),
    ExportNamedDeclaration: (node) => add(node.source, 'import'),
    ExportAllDeclaration: (node) => add(node.source, 'import'),
    ImportExpression: (node) => add(node.source, 'import()'),
    NewExpression({ callee, arguments: [first, second] }) {
      if (callee.type === 'Identifier' && callee.name === 'URL' && isImportMetaUrl(second)) add(first, 'url')
    },
  })
  return found.sort((a, b) => a.start - b.start)
}

function parseModule(code: string): Program {
  return tools.acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true })
}

function isImportMetaUrl(node: Node | undefined): boolean {
  const { type, object, property } = (node ?? {}) as { type?: string; object?: Node; property?: { name?: string } }
  return type === 'MemberExpression' && object?.type === 'MetaProperty' && property?.name === 'url'
}
