import { exit } from '../../process/exit.ts'
import { demonitor } from '../../process/monitor.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import { System } from '../../system/system.ts'
import { receiveAnyResult, receiveResult } from './answer.ts'
import { type Awaitable, checkTask, checkTasks, TASK_TIMEOUT } from './task-type.ts'

/**
 * The value of a task of this process. If the task exits instead, this process exits with `[reason, ['Task', 'await', [task, ms]]]`; if it takes
 * longer than `ms` milliseconds, with `'timeout'` as the reason. A task is awaited once.
 *
 * Throws BadArg for a task of another process. Source: Elixir's `Task.await/2`.
 */
export function* awaitTask<T>(task: Awaitable<T>, ms: number = TASK_TIMEOUT): Process<T> {
  checkTask('Task.await', task)
  checkTimeout('Task.await', ms)
  const result = yield* receiveResult<T>(task.ref, ms)
  if (typeof result === 'symbol') {
    demonitor(task.ref, { flush: true })
    exit(['timeout', ['Task', 'await', [task, ms]]])
  }
  if (result[0] === 'exit') exit([result[1], ['Task', 'await', [task, ms]]])
  return result[1]
}

/** What the values of several tasks are. */
export type ValuesOf<L extends readonly Awaitable<unknown>[]> = {
  -readonly [I in keyof L]: L[I] extends Awaitable<infer T> ? T : never
}

/**
 * The values of several tasks, in their order, within `ms` milliseconds for all of them. If one of them exits, or the time is over, this
 * process exits as with `await`. Source: Elixir's `Task.await_many/2`.
 */
export function* awaitMany<const L extends readonly Awaitable<unknown>[]>(
  tasks: L,
  ms: number = TASK_TIMEOUT,
): Process<ValuesOf<L>> {
  checkTasks('Task.awaitMany', tasks)
  checkTimeout('Task.awaitMany', ms)
  const due = System.uptime() + ms
  const waiting = new Set(tasks.map(({ ref }) => ref))
  const values = new Map<number, unknown>()
  while (waiting.size > 0) {
    const answer = yield* receiveAnyResult(waiting, Math.max(0, due - System.uptime()))
    if (typeof answer === 'symbol') {
      for (const ref of waiting) demonitor(ref, { flush: true })
      exit(['timeout', ['Task', 'awaitMany', [tasks, ms]]])
    }
    const [ref, result] = answer
    waiting.delete(ref)
    if (result[0] === 'exit') {
      for (const other of waiting) demonitor(other, { flush: true })
      exit([result[1], ['Task', 'awaitMany', [tasks, ms]]])
    }
    values.set(ref, result[1])
  }
  return tasks.map(({ ref }) => values.get(ref)) as ValuesOf<L>
}
