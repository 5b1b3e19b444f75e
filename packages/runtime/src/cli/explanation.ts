// What `multibeam explain` prints: a paragraph for each process function, then the warnings, then the sum.

import type { FunctionReport, SourcePosition, Warning } from '@multibeam/compiler'

/** What is known of one module. */
export interface Explanation {
  /** As the user should read it. */
  readonly file: string
  readonly functions: readonly FunctionReport[]
  readonly warnings: readonly Warning[]
}

type Style = 'bold' | 'dim' | 'green' | 'yellow'

/** Gives text a style, or leaves it as it is where nobody sees styles. */
export type Paint = (style: Style, text: string) => string

/** The text, without a last newline. Positions are written as editors and terminals take them for links. */
export function formatExplanation({ file, functions, warnings }: Explanation, paint: Paint): string {
  const paragraphs = functions.map((report) => formatFunction(report, file, paint).join('\n'))
  if (warnings.length > 0) paragraphs.push(formatWarnings(warnings, file, paint).join('\n'))
  return [...paragraphs, summary(functions, warnings, file)].join('\n\n')
}

function formatFunction(report: FunctionReport, file: string, paint: Paint): string[] {
  const { name, compiled, reasons, sites, pins, captures } = report
  const how = compiled ? paint('green', 'compiled') : paint('yellow', 'interpreted')
  const lines = [`${paint('bold', name)}  ${how}  ${paint('dim', `${file}:${position(report)}`)}`]
  const add = (title: string, entries: readonly string[]) => {
    if (entries.length > 0) lines.push(`  ${title}`, ...entries.map((entry) => `    ${entry}`))
  }
  add(
    'not compiled because of',
    places(reasons, ({ what }) => what, paint),
  )
  add(
    'may be suspended at',
    places(sites, ({ kind, what }) => (what === '' ? kind : `${kind.padEnd(5)}  ${what}`), paint),
  )
  add(
    'kept on its scheduler, while suspended, by',
    places(pins, ({ what }) => what, paint),
  )
  add(
    'takes along',
    captures.map(({ name, reassigned }) => formatCapture(name, reassigned)),
  )
  return lines
}

function formatCapture(name: string, reassigned: SourcePosition | undefined): string {
  return reassigned === undefined ? name : `${name}, which is assigned again at ${position(reassigned)}`
}

function formatWarnings(warnings: readonly Warning[], file: string, paint: Paint): string[] {
  const lines = warnings.map((warning) => `  ${paint('dim', `${file}:${position(warning)}`)}  ${warning.message}`)
  return [paint('yellow', 'warnings'), ...lines]
}

/** A line for each, with the positions in a column. */
function places<T extends SourcePosition>(entries: readonly T[], text: (entry: T) => string, paint: Paint): string[] {
  const width = Math.max(...entries.map((entry) => position(entry).length))
  return entries.map((entry) => `${paint('dim', position(entry).padEnd(width))}  ${text(entry)}`)
}

function summary(functions: readonly FunctionReport[], warnings: readonly Warning[], file: string): string {
  if (functions.length === 0) {
    return `${file}: no process functions (a process function is a function* that never uses a bare yield)`
  }
  const interpreted = functions.filter(({ compiled }) => !compiled).length
  const parts = [count(functions.length, 'process function')]
  parts.push(interpreted === 0 ? 'all compiled' : `${interpreted} interpreted`)
  if (warnings.length > 0) parts.push(count(warnings.length, 'warning'))
  return `${file}: ${parts.join(', ')}`
}

function position({ line, column }: SourcePosition): string {
  return `${line}:${column}`
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
