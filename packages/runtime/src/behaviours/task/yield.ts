import { unlink } from '../../process/link.ts'
import { demonitor } from '../../process/monitor.ts'
import type { Process } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import { System } from '../../system/system.ts'
import { receiveAnyResult, receiveResult } from './answer.ts'
import { checkTask, checkTasks, TASK_TIMEOUT, type TaskRef, type TaskResult } from './task-type.ts'

/**
 * How a task has ended: `['ok', value]` or `['exit', reason]`; undefined if it has not within `ms` milliseconds, and then it may be asked again.
 * Throws BadArg. Source: Elixir's `Task.yield/2`.
 */
export function* yieldTask<T>(task: TaskRef<T>, ms: number = TASK_TIMEOUT): Process<TaskResult<T> | undefined> {
  checkTask('Task.yield', task)
  checkTimeout('Task.yield', ms)
  const result = yield* receiveResult<T>(task.ref, ms)
  return typeof result === 'symbol' ? undefined : result
}

/** `yield` of several tasks, within `ms` milliseconds for all of them: each with its result. Source: Elixir's `Task.yield_many/2`. */
export function* yieldMany<T>(
  tasks: readonly TaskRef<T>[],
  ms: number = TASK_TIMEOUT,
): Process<[task: TaskRef<T>, result: TaskResult<T> | undefined][]> {
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
  return tasks.map((task) => [task, results.get(task.ref) as TaskResult<T> | undefined])
}

/**
 * Lets a task go on alone: it is no longer linked to this process, and cannot be awaited any more. How it has ended, if it has; else undefined.
 * Source: Elixir's `Task.ignore/1`.
 */
export function* ignoreTask<T>(task: TaskRef<T>): Process<TaskResult<T> | undefined> {
  checkTask('Task.ignore', task)
  const result = yield* receiveResult<T>(task.ref, 0)
  if (typeof result !== 'symbol') return result
  unlink(task.pid)
  demonitor(task.ref, { flush: true })
  return undefined
}
