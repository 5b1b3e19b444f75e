// Which lines of a stack are this package's own.

import { directoriesOf } from '@multibeam/compiler/support'
import { schedulerUrl } from '@multibeam/scheduler'

/** Where this package and the one below it lie; the compiler leaves its own lines out itself. */
const OWN = [import.meta.url, schedulerUrl].flatMap(directoriesOf)

/** Whether a line of a stack, `at name (file:line:column)`, lies in this package or the one below it. */
export function isOwnLine(line: string): boolean {
  return OWN.some((directory) => line.includes(directory))
}
