import type { Ref } from '@multibeam/scheduler'
import { sendExitTo } from '../../process/exit.ts'
import { unlink } from '../../process/link.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { receive, timeout } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import { checkRunning, TASK_TIMEOUT, type TaskRef, type TaskResult } from './task-type.ts'

type Down = ['DOWN', ref: Ref, 'process', who: unknown, reason: unknown]

/**
 * Ends a task, and waits until it has ended: it gets the exit signal `'shutdown'`, and `'kill'` if it lives `ms` milliseconds later; with
 * `'brutalKill'` it is killed at once. `['ok', value]` if it had answered before, `['exit', reason]` if it has ended for another reason, else
 * undefined. This process does not end with it.
 *
 * Throws BadArg. Source: Elixir's `Task.shutdown/2`.
 */
export function* shutdownTask<T>(
  task: TaskRef<T>,
  ms: number | 'brutalKill' = TASK_TIMEOUT,
): Process<TaskResult<T> | undefined> {
  checkRunning('Task.shutdown', task)
  if (ms !== 'brutalKill') checkTimeout('Task.shutdown', ms)
  const { pid, ref } = task
  // The signal must not come back over the link.
  unlink(pid)
  const brutal = ms === 'brutalKill'
  sendExitTo(pid, brutal ? 'kill' : 'shutdown')
  // One of its own: an await whose time was over has ended the task's.
  const end = monitor(pid)
  let down = yield* receive<Down>(['DOWN', end], { after: brutal ? Number.POSITIVE_INFINITY : ms })
  if (down === timeout) {
    sendExitTo(pid, 'kill')
    down = yield* receive<Down>(['DOWN', end])
  }
  const earlier = yield* receive<Down>(['DOWN', ref], { after: 0 })
  demonitor(ref)
  const answer = yield* receive<[Ref, T]>([ref], { after: 0 })
  if (typeof answer !== 'symbol') return ['ok', answer[1]]
  const reason = (earlier === timeout ? (down as Down) : earlier)[4]
  // As in Elixir: killed because it took too long is no shutdown.
  return reason === (brutal ? 'killed' : 'shutdown') ? undefined : ['exit', reason]
}
