import { execution } from '@multibeam/compiler/support'

/**
 * What a process may do in one slice. Compiled code counts one for each call and loop iteration, 1 to 3 ns each: a slice of a process that
 * only computes is a few microseconds.
 */
export const REDUCTIONS = 2048

/** What a send, a receive or a spawn counts: 50 to 100 ns each. */
export const OPERATION = 8

/** Counts an operation; true when the slice is over. */
export function isSliceOver(): boolean {
  execution.reductions -= OPERATION
  return execution.reductions < 0
}
