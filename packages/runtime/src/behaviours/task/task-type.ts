import { isPid, type Pid, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { self } from '../../process/identity.ts'

declare const resultType: unique symbol

/** What can be awaited. */
export interface Awaitable<T> {
  /** The monitor, and the address of the answer. */
  readonly ref: Ref
  /** Who may await it. */
  readonly owner: Pid
  readonly [resultType]?: T
}

/** A value that is awaited like a task's, and that no process computes. Made by `Task.completed`. */
export interface CompletedTask<T> extends Awaitable<T> {
  readonly pid: undefined
}

/**
 * A task that has been started by `Task.async` or its like, and that its owner awaits. Its answer is the message `[ref, value]`, its end
 * `['DOWN', ref, 'process', pid, reason]`: a server that does not await it takes them in its `info`.
 */
export interface TaskRef<T> extends Awaitable<T> {
  readonly pid: Pid
}

/** How a task ended: with a value, or without one. */
export type TaskResult<T> = ['ok', value: T] | ['exit', reason: unknown]

/** Milliseconds. Specified: Elixir's default for `await`, `yield`, `shutdown` and each task of a stream. */
export const TASK_TIMEOUT = 5000

/** Refuses what is no task of this process, and no time. */
export function checkTask(call: string, task: Awaitable<unknown>): void {
  if (typeof task !== 'object' || task === null || typeof task.ref !== 'number') {
    throw new BadArg(`${call}: ${inspect(task)} is no task; give what Task.async returned`)
  }
  if (task.owner === self()) return
  const { pid } = task as Partial<TaskRef<unknown>>
  throw new BadArg(
    `${call}: the task ${inspect(pid)} belongs to ${inspect(task.owner)}, and ${inspect(self())} is not its owner; ` +
      'its answer goes to the owner alone',
  )
}

export function checkTasks(call: string, tasks: readonly Awaitable<unknown>[]): void {
  if (!Array.isArray(tasks)) throw new BadArg(`${call}: ${inspect(tasks)} is no array of tasks`)
  for (const task of tasks) checkTask(call, task)
}

/** The same for what ends a task or lets it go: one that is no process cannot be. */
export function checkRunning(call: string, task: TaskRef<unknown>): void {
  checkTask(call, task)
  if (isPid(task.pid)) return
  throw new BadArg(`${call}: ${inspect(task)} has no process; await it, or let it be`)
}
