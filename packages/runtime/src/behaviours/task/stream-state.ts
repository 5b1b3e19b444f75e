import type { Pid, Ref } from '@multibeam/scheduler'
import type { ProcessFunction } from '../../process/suspension.ts'
import type { CheckedStreamOptions } from './stream-options.ts'
import type { TaskResult } from './task-type.ts'

/** A task of a stream that has not ended. */
export interface RunningTask {
  readonly index: number
  readonly pid: Pid
  readonly input: unknown
  /** When its time is over, on the VM's clock. */
  readonly due: number
  /** Its result is there; who traps exits also waits for its end. */
  answered: boolean
}

/** What a stream knows. Plain data, so that the process may move while it waits, unless the inputs come from an iterator. */
export interface StreamState {
  /** An alias: what comes after the stream's end is dropped. */
  readonly ref: Ref
  readonly fn: ProcessFunction
  readonly options: CheckedStreamOptions
  /** The process traps exits: links then tell it of each task's end, and of crashes too. */
  readonly traps: boolean
  readonly inputs: readonly unknown[] | Iterator<unknown>
  /** Tasks that have been started. */
  started: number
  /** By index, so in the order of their start, which is that of their time limits. */
  readonly running: Map<number, RunningTask>
  /** Indexes by pid, if it traps exits. */
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

export function forget({ running, byPid }: StreamState, { index, pid }: RunningTask): void {
  running.delete(index)
  byPid.delete(pid)
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
