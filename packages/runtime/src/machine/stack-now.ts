// The stack of the process that runs now, as it sees itself: its code on the machine's stack. Callers that were suspended meanwhile are frames.

import { linesNow } from '@multibeam/compiler/support'
import { isOwnLine } from './own-lines.ts'

/** One line a call of process code and what it calls, the innermost first: `at name (file:line:column)`. */
export function linesOfRunning(): string[] {
  return linesNow().filter((line) => !isOwnLine(line))
}

/** The function of such a line; undefined for one that has no name in it. */
export function callOfLine(line: string | undefined): { url: string | undefined; name: string } | undefined {
  const [, name, place] = /^at (?:async )?(.+?) \((.+?)(?::\d+)*\)$/.exec(line ?? '') ?? []
  if (name === undefined) return undefined
  return { url: place === undefined || URL.canParse(place) ? place : `file://${place}`, name }
}
