import { makeRef, self } from '../../process/identity.ts'
import { send } from '../../process/send.ts'
import type { CompletedTask } from './task-type.ts'

/**
 * A value as a task of this process that has answered already: for code that awaits tasks, some of which there is nothing to compute for.
 *
 * Throws UnsendableTerm. Source: Elixir's `Task.completed/1`.
 */
export function completed<T>(value: T): CompletedTask<T> {
  const owner = self()
  const ref = makeRef()
  send(owner, [ref, value])
  return { pid: undefined, ref, owner }
}
