import type { Pid, Ref } from '@multibeam/scheduler'
import { ExitSignal } from '../../process/exit-signal.ts'
import { send } from '../../process/send.ts'
import { isProcessCode, type Process, type ProcessFunction } from '../../process/suspension.ts'
import { adopt, adoptParentAlone, type Lineage } from './lineage.ts'

/**
 * What a task sends to its stream: its value, or that it has exited with `'normal'`, which a link does not tell. A process has one stream at a
 * time, and the stream's alias keeps out what is for an earlier one; so a constant tag will do, which a receive takes without an object.
 */
export const ANSWER = '$stream'
export type StreamAnswer =
  | [tag: typeof ANSWER, index: number, value: unknown]
  | [tag: typeof ANSWER, index: number, value: undefined, exit: 'normal']
  /** Of a task that is not linked: the DOWN of its monitor, which has this tag. */
  | [tag: typeof ANSWER, ref: Ref, 'process', pid: Pid, reason: unknown]

/** A task of a stream whose owner has neither ancestors nor callers, started by that owner. Four parameters fit a frame as it is. */
export function* streamTask(stream: Ref, index: number, fn: ProcessFunction, input: unknown): Process {
  adoptParentAlone()
  yield* answer(stream, index, fn, input)
}

export function* descendedStreamTask(
  lineage: Lineage,
  stream: Ref,
  index: number,
  fn: ProcessFunction,
  input: unknown,
): Process {
  adopt(lineage)
  yield* answer(stream, index, fn, input)
}

/** Computes a value, and sends it to the stream. */
export function* answer(stream: Ref, index: number, fn: ProcessFunction, input: unknown): Process {
  try {
    const result: unknown = fn(input)
    const value = isProcessCode(result) ? yield* result : result
    send(stream, [ANSWER, index, value])
  } catch (error) {
    if (error instanceof ExitSignal && error.reason === 'normal') send(stream, [ANSWER, index, undefined, 'normal'])
    throw error
  }
}
