// The stack that a crash is reported with: the lines of the program, as its author wrote them.

import { linesOfProgram, sourceStack } from '@multibeam/compiler/support'
import { isOwnLine } from './own-lines.ts'

/** `MULTIBEAM_STACKS=full` in the environment keeps the lines of this package, for who looks for a mistake in it. */
const full = process.env.MULTIBEAM_STACKS === 'full'

/** Causes of causes that are looked at. Chosen: more than anybody writes, and a circle ends. */
const MOST_CAUSES = 10

/** The stacks of an error that has left its process, and of its causes, become those of the source; one that cannot be written stays as it is. */
export function showSource(error: Error): void {
  let next: unknown = error
  for (let i = 0; i < MOST_CAUSES && next instanceof Error; i++) {
    try {
      const stack = sourceStack(next)
      const shown = stack === undefined || full ? stack : linesOfProgram(stack, isOwnLine)
      if (shown !== undefined && shown !== next.stack) Reflect.set(next, 'stack', shown)
      next = next.cause
    } catch {
      // A getter of the user's throws: the stack stays what it is.
      return
    }
  }
}
