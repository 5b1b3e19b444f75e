// `export default function* () {}` has no binding that a tag could read. It gets one:
//
//   export default function* (n) {      ->      function* $default      (n) {
//                                               … end of the module: export { $default as default };
//
// Everything from the parenthesis on keeps its line and column, so that source maps stay true.

import type { ProcessFunction } from '../analyse/process-functions.ts'

export interface NamedDefault {
  readonly code: string
  /** The new binding, and the statement that exports it, to stand at the end of the module. */
  readonly binding: string
  readonly exports: string
}

export function nameDefault(code: string, { start, node }: ProcessFunction): NamedDefault {
  const binding = freshName(code)
  const parenthesis = findParenthesis(code, node.start)
  const lines = code.slice(start, parenthesis).split('\n')
  const head = `function* ${binding}`
  const named =
    lines.length === 1
      ? head.padEnd(parenthesis - start)
      : `${head}${'\n'.repeat(lines.length - 1)}${' '.repeat(lines.at(-1)?.length ?? 0)}`
  return {
    code: code.slice(0, start) + named + code.slice(parenthesis),
    binding,
    exports: `export { ${binding} as default };`,
  }
}

/** The parenthesis that opens the parameters of the anonymous `function*` at `start`; comments may lie between. */
function findParenthesis(code: string, start: number): number {
  const head = /function(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*\*(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y
  head.lastIndex = start
  const match = head.exec(code)
  if (!match) throw new Error(`no anonymous generator at offset ${start}: the syntax tree does not fit the code`)
  return start + match[0].length
}

function freshName(code: string): string {
  let name = '$default'
  while (code.includes(name)) name += '_'
  return name
}
