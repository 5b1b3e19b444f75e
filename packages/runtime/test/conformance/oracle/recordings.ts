// The rows of the oracle: those its programs have, and what Erlang/OTP said to each (recorded by scripts/record-oracle.mjs).

import { readFileSync } from 'node:fs'
import { parseTerm } from './erlang-term.ts'

export const programs = [
  'processes',
  'ordering',
  'scheduling',
  'servers',
  'supervisors',
  'behaviours',
  'trees',
] as const

/** Those that are written in Elixir. */
const elixir: readonly string[] = ['behaviours', 'trees']

/** The names of the rows in a program's text, in order. */
export function rowsOfProgram(program: string): string[] {
  if (elixir.includes(program)) {
    return Array.from(text(`${program}.exs`).matchAll(/^H\.p\("([^"]+)", fn ->/gm), ([, name]) => name as string)
  }
  const rows = text(`${program}.erl`).matchAll(/^\s+\{(?:'([^']+)'|(\w+)), fun\(\) ->/gm)
  return Array.from(rows, ([, quoted, plain]) => (quoted ?? plain) as string)
}

/** The recorded terms by row, in order. */
export function recordingOf(program: string): Map<string, unknown> {
  const rows = text(`${program}.out`).trimEnd().split('\n')
  return new Map(
    rows.map((row) => {
      const arrow = row.indexOf(' => ')
      return [row.slice(0, arrow), parseTerm(row.slice(arrow + 4))]
    }),
  )
}

function text(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
