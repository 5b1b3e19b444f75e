import { unlink } from '../../process/link.ts'
import { demonitor } from '../../process/monitor.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import { System } from '../../system/system.ts'
import { receiveAnyResult, receiveResult } from './answer.ts'
import {
  type Awaitable,
  checkRunning,
  checkTask,
  checkTasks,
  TASK_TIMEOUT,
  type TaskRef,
  type TaskResult,
} from './task-type.ts'

/**
 * How a task has ended: `['ok', value]` or `['exit', reason]`; undefined if it has not within `ms` milliseconds, and then it may be asked again.
 * Throws BadArg. Source: Elixir's `Task.yield/2`.
 */
export function* yieldTask<T>(task: Awaitable<T>, ms: number = TASK_TIMEOUT): Process<TaskResult<T> | undefined> {
  checkTask('Task.yield', task)
  checkTimeout('Task.yield', ms)
  const result = yield* receiveResult<T>(task.ref, ms)
  return typeof result === 'symbol' ? undefined : result
}

/** What `yieldMany` gives of several tasks. */
export type ResultsOf<L extends readonly Awaitable<unknown>[]> = {
  -readonly [I in keyof L]: [task: L[I], result: (L[I] extends Awaitable<infer T> ? TaskResult<T> : never) | undefined]
}

/** `yield` of several tasks, within `ms` milliseconds for all of them: each with its result. Source: Elixir's `Task.yield_many/2`. */
export function* yieldMany<const L extends readonly Awaitable<unknown>[]>(
  tasks: L,
  ms: number = TASK_TIMEOUT,
): Process<ResultsOf<L>> {
  checkTasks('Task.yieldMany', tasks)
  checkTimeout('Task.yieldMany', ms)
  const due = System.uptime() + ms
  const waiting = new Set(tasks.map(({ ref }) => ref))
  const results = new Map<number, TaskResult<unknown>>()
  while (waiting.size > 0) {
    const answer = yield* receiveAnyResult(waiting, Math.max(0, due - System.uptime()))
    if (typeof answer === 'symbol') break
    waiting.delete(answer[0])
    results.set(answer[0], answer[1])
  }
  return tasks.map((task) => [task, results.get(task.ref)]) as unknown as ResultsOf<L>
}

/**
 * Lets a task go on alone: it is no longer linked to this process, and cannot be awaited any more. How it has ended, if it has; else undefined.
 * Source: Elixir's `Task.ignore/1`.
 */
export function* ignoreTask<T>(task: TaskRef<T>): Process<TaskResult<T> | undefined> {
  checkRunning('Task.ignore', task)
  const result = yield* receiveResult<T>(task.ref, 0)
  if (typeof result !== 'symbol') return result
  unlink(task.pid)
  demonitor(task.ref, { flush: true })
  return undefined
}
