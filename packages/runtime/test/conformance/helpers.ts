// Processes that many rows and statements use.

import { exit, type Process, receive, type TaskResult } from 'multibeam'

export function* end(): Process {}

/** Waits for 'x', and returns. */
export function* idle(): Process {
  yield* receive('x')
}

/** Waits for 'x', and exits. */
export function* exitWhenTold(reason: unknown): Process {
  yield* receive('x')
  exit(reason)
}

export function* exitWith(reason: unknown): Process {
  exit(reason)
}

/**
 * The results of a stream whose first task ends at once and whose others never do. On a busy machine the first may be late, too; then once more, with
 * twice the time.
 */
export function* inTime<T>(stream: (timeout: number) => Process<TaskResult<T>[]>): Process<TaskResult<T>[]> {
  for (let timeout = 30; ; timeout *= 2) {
    const results = yield* stream(timeout)
    if (results[0]?.[0] === 'ok') return results
  }
}
