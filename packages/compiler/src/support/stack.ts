// Stacks of suspended code. When a call is entered again its callers are frames in memory, not on the machine's stack: V8 cannot show them.

import type { Frame } from './frame.ts'

/** Lines shown of a deep recursion. Chosen: what a person may read. */
const MOST_LINES = 30

/** Calls looked at on the machine's stack: some of them are machinery, and not shown. */
const MOST_LINES_NOW = 50

const callers = new WeakMap<Error, readonly string[]>()

/** One line a frame, the innermost first: `at name (file:line:column)`. */
export function linesOf(frame: Frame | null): string[] {
  const lines: string[] = []
  let left = 0
  for (let next = frame; next !== null; next = next.up) {
    if (lines.length === MOST_LINES) left++
    else lines.push(`at ${next.code.name} (${next.code.position(next.pc) ?? next.code.url})`)
  }
  if (left > 0) lines.push(`… ${left} more`)
  return lines
}

/** An exception leaves a call for its callers: they are remembered, and looked at only if somebody wants the stack. */
export function noteCallers(error: unknown, frame: Frame | null): void {
  if (frame !== null && error instanceof Error && !callers.has(error)) callers.set(error, linesOf(frame))
}

/** The stack of an error that has left its process: names and lines of the source, through all suspensions, and nothing of the machinery. */
export function sourceStack(error: Error): string | undefined {
  const { stack } = error
  if (typeof stack !== 'string') return stack
  const lines = stack.split('\n')
  const end = lines.findIndex((line) => /^\s+at (?:Object\.)?run \(.*compiler[\\/](?:dist|src)[\\/]/.test(line))
  const own = (end === -1 ? lines : lines.slice(0, end)).map((line) => line.replace(COMPILED_NAME, 'at $1'))
  const above = end === -1 ? [] : (callers.get(error) ?? [])
  return [...own, ...above.map((line) => `    ${line}`)].join('\n')
}

/** A file of the published packages, or of the repository's: the home of the package. */
const OF_A_PACKAGE =
  /^(.*\/(?:node_modules\/(?:multibeam|@multibeam\/\w+)|packages\/(?:compiler|runtime|scheduler))\/)(?:src|dist)\//

/** The directories of this package's code, as stack traces show them. */
const OWN = directoriesOf(import.meta.url)

/**
 * Where the files of a package are that one of them, by its URL, belongs to: as URLs, and as paths. None for one that a bundler has put into a
 * program's own file: its directory is the program's.
 */
export function directoriesOf(url: string): string[] {
  const home = OF_A_PACKAGE.exec(url)?.[1]
  if (home === undefined) return []
  return [`${home}src/`, `${home}dist/`].flatMap((directory) => [directory, decodeURI(new URL(directory).pathname)])
}

/** The code that runs now, one line a call, the innermost first, up to whoever drives it; without this package's own lines. */
export function linesNow(): string[] {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = MOST_LINES_NOW
  const error = new Error()
  Error.stackTraceLimit = stackTraceLimit
  return (sourceStack(error) ?? '')
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => !isOwnLine(line))
}

/**
 * A stack without the lines of this package and those that `isOthers` tells; whole, if no line would be left: an error within has to be seen. Lines of
 * the message stay, whatever they say.
 */
export function linesOfProgram(stack: string, isOthers: (line: string) => boolean): string {
  const lines = stack.split('\n')
  const isCall = (line: string): boolean => /^\s+at /.test(line)
  const shown = lines.filter((line) => !isCall(line) || !(isOwnLine(line) || isOthers(line)))
  return shown.some(isCall) ? shown.join('\n') : stack
}

function isOwnLine(line: string): boolean {
  return OWN.some((directory) => line.includes(directory))
}

/** What V8 makes of the two forms of a function: `at Code.main$resume`, `at main$direct`. */
const COMPILED_NAME = /at (?:Code\.)?([\w$]+?)\$(?:direct|resume)(?:\$\d+)?(?: \[as \w+\])?(?= \()/
