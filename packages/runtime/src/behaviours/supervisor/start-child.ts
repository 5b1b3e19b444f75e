import type { Pid } from '@multibeam/scheduler'
import { ExitSignal } from '../../process/exit-signal.ts'
import type { Process } from '../../process/process.ts'
import { type ChildStart, runStart } from '../child-spec.ts'

/** The child's pid and what it has told its starter, without a pid if it said that it is not needed; or why it could not be started. */
export type Attempt =
  | { readonly pid: Pid | undefined; readonly info: unknown }
  | { readonly failure: { readonly reason: unknown } }

/** Starts a child, whatever its start function does. Source: supervisor.erl, `do_start_child_i/3`. */
export function* startChild(start: ChildStart): Process<Attempt> {
  try {
    const result = yield* runStart(start)
    if (result.ok) return { pid: result.pid, info: result.info }
    return result.ignored ? { pid: undefined, info: undefined } : { failure: { reason: result.reason } }
  } catch (thrown) {
    return { failure: { reason: ['EXIT', thrown instanceof ExitSignal ? thrown.reason : thrown] } }
  }
}
