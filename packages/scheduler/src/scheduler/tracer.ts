import type { Executor } from '../endpoint/executor.ts'
import type { Task } from '../task.ts'

/**
 * Stands in the executor's place while a scheduler is traced: what the executor is asked, it is asked, and hands on. So slices, processes that come
 * and go, and signals need no test whether somebody looks. What a scheduler does by itself, and seldom, it is told.
 */
export interface Tracer<T extends Task> extends Executor<T> {
  /** There is nothing to do: the scheduler goes to sleep. */
  parks(): void
  /** It has work to do again, or was woken for nothing. */
  wakes(): void
  /** It is about to take over processes, `count` of them, that another scheduler had published. */
  steals(victim: number, count: number): void
  /** It runs nothing any more. */
  stops(): void
}
