// Processes that many rows and statements use.

import { exit, type Process, receive } from 'multibeam'

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
