// What the compiler has to say about a module: `multibeam explain` prints it.

import type { ProcessCode } from './analyse/process-code.ts'
import { reassignment } from './analyse/variables.ts'
import { type ES, endOf, startOf } from './ast.ts'
import type { SourcePosition } from './error.ts'
import type { Site } from './lower/ir.ts'

export interface Finding extends SourcePosition {
  readonly what: string
}

export interface FunctionReport extends SourcePosition {
  readonly name: string
  readonly compiled: boolean
  /** Why it is interpreted; empty if it is compiled. */
  readonly reasons: readonly Finding[]
  /** Where it may suspend. `what` is the source there, shortened. */
  readonly sites: readonly (Finding & { readonly kind: Site['kind'] })[]
  /** What may keep a process that is suspended in it on its core. */
  readonly pins: readonly Finding[]
  /** What an inline function takes from the functions around it. */
  readonly captures: readonly { readonly name: string; readonly reassigned: SourcePosition | undefined }[]
}

export interface Warning extends SourcePosition {
  readonly message: string
}

/** Gives the place in the author's text of a node of the stripped code. */
export type Locate = (node: ES.Node) => SourcePosition

export function report(
  { name, node, reasons, captures, self }: ProcessCode,
  sites: readonly Site[],
  pins: readonly { readonly what: string; readonly node: ES.Node }[],
  text: string,
  locate: Locate,
): FunctionReport {
  return {
    name,
    ...locate(node),
    compiled: reasons.length === 0,
    reasons: reasons.map(({ what, node: at }) => ({ what, ...locate(at) })),
    sites: sites.map(({ kind, node: at }) => ({ kind, what: shorten(textOf(at, text)), ...locate(at) })),
    pins: pins.map(({ what, node: at }) => ({ what, ...locate(at) })),
    captures: captures
      .filter((local) => local !== self)
      .map(({ original, variable }) => {
        const again = reassignment(variable)
        return { name: original, reassigned: again && locate(again) }
      }),
  }
}

function textOf(node: ES.Node, text: string): string {
  return text.slice(startOf(node), endOf(node))
}

function shorten(text: string): string {
  const line = text.split('\n', 1)[0]?.trim() ?? ''
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
