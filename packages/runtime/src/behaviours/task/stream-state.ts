import type { Pid, Ref } from '@multibeam/scheduler'
import type { ProcessFunction } from '../../process/suspension.ts'
import type { CheckedStreamOptions } from './stream-options.ts'
import type { TaskResult } from './task-type.ts'

/** A task of a stream that has not ended. */
export interface RunningTask {
  readonly index: number
  readonly pid: Pid
  readonly input: unknown
  /** Undefined if it is linked instead. */
  readonly monitor: Ref | undefined
  /** When its time is over, on the VM's clock. */
  readonly due: number
  /** Its result is there; its end is waited for, too, if it is watched. */
  answered: boolean
}

/**
 * How a stream learns of the end of a task, besides by its answer: not at all, since a crash ends the process by the link (`'link'`); by the link's
 * EXIT message, in a process that traps exits (`'trap'`); by a monitor (`'monitor'`).
 */
export type Watch = 'link' | 'trap' | 'monitor'

/** What a stream knows. Plain data, so that the process may move while it waits, unless the inputs come from an iterator. */
export interface StreamState {
  /** An alias: what comes after the stream's end is dropped. */
  readonly ref: Ref
  readonly fn: ProcessFunction
  readonly options: CheckedStreamOptions
  readonly watch: Watch
  readonly inputs: readonly unknown[] | Iterator<unknown>
  /** Tasks that have been started. */
  started: number
  /** Those that have not ended. */
  running: number
  /** By index, so in the order of their start, which is that of their time limits; undefined are those that have ended, and all before `oldest`. */
  readonly tasks: (RunningTask | undefined)[]
  oldest: number
  /** Indexes by pid, if tasks are watched. */
  readonly byPid: Map<Pid, number>
  readonly results: TaskResult<unknown>[]
  timer: Ref | undefined
}

export function settle({ results, options }: StreamState, index: number, result: TaskResult<unknown>): void {
  if (options.ordered) results[index] = result
  else results.push(result)
}

export function settleExit(state: StreamState, { index, input }: RunningTask, reason: unknown): void {
  settle(state, index, ['exit', state.options.zipInputOnExit ? [input, reason] : reason])
}

export function remember(state: StreamState, task: RunningTask): void {
  state.tasks.push(task)
  state.running++
  state.started++
  if (state.watch !== 'link') state.byPid.set(task.pid, task.index)
}

export function forget(state: StreamState, { index, pid }: RunningTask): void {
  const { tasks } = state
  tasks[index] = undefined
  state.running--
  while (state.oldest < state.started && tasks[state.oldest] === undefined) state.oldest++
  if (state.watch !== 'link') state.byPid.delete(pid)
}

/** Those that run, in the order of their start. */
export function runningTasks({ tasks, oldest }: StreamState): RunningTask[] {
  return tasks.slice(oldest).filter((task) => task !== undefined)
}

/** The next input, as an iterator gives it. */
export function nextInput({ inputs, started }: StreamState): IteratorResult<unknown, unknown> {
  if (!Array.isArray(inputs)) return (inputs as Iterator<unknown>).next()
  return started < inputs.length ? { done: false, value: inputs[started] } : { done: true, value: undefined }
}

/** The stream ends before its inputs do: what gives them may clean up. */
export function closeInputs({ inputs }: StreamState): void {
  if (!Array.isArray(inputs)) (inputs as Iterator<unknown>).return?.()
}
