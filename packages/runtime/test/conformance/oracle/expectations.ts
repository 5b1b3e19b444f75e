import { expectedOf } from './correspondence.ts'
import { programs, recordingOf } from './recordings.ts'
import { rows } from './rows/run-row.ts'

/** The rows that have a counterpart, with the term that it should give. */
export function expectations(): [name: string, expected: unknown][] {
  return programs
    .flatMap((program) => [...recordingOf(program)])
    .filter(([name]) => Object.hasOwn(rows, name))
    .map(([name, term]) => [name, expectedOf(term)])
}
