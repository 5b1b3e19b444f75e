import { BadArg } from '../../errors.ts'
import { Process } from '../../process/process.ts'
import { type ChildStart, runStart } from '../child-spec.ts'
import { NotStarted, type StartResult } from '../start/start-result.ts'
import { stop } from '../supervisor/stop-child.ts'

/** Starts the child of a partition, and gives it the name by which keys find it. */
export function* startPartition(start: ChildStart, name: string): Process<StartResult> {
  const result = yield* runStart(start)
  if (!result.ok) return result
  const { pid } = result
  try {
    yield* Process.register(pid, name)
    return result
  } catch (error) {
    // It has a name of its own, has ended already, or somebody else is called so.
    yield* stop(pid, 'brutalKill')
    if (!(error instanceof BadArg)) throw error
    return new NotStarted(error, false)
  }
}
