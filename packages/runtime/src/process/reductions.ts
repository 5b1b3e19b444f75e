import { execution } from '@multibeam/compiler/support'

/**
 * What a process may do in one slice. Compiled code counts one for each call and loop iteration, 1 to 3 ns each: a slice of a process that
 * only computes is a few microseconds.
 */
export const REDUCTIONS = 2048

/** What a send, a receive or a spawn counts: 50 to 100 ns each. */
export const OPERATION = 8

/** What each message that waits where one is sent counts in addition, and of how many: then a slice is four sends. Measured: barber, which takes 1.7 of its time with a quarter of it; count takes 1.15 of the time without. */
const WAITING = 4 * OPERATION
const MOST_WAITING = 16

/**
 * What a message counts for its sender beside the operation when it makes `queued` of a mailbox whose process has work already. Whoever fills a mailbox faster than it is emptied
 * gives up its turn sooner, so that what it waits for itself is not kept waiting by what it sends. (Erlang counted four of 2000 for each message in the mailbox,
 * while mailboxes had one lock.) Barber on two schedulers took 240 to 300 µs a haircut without, and 8 to 10 with it.
 */
export function costOfQueue(queued: number): number {
  return Math.min(queued, MOST_WAITING) * WAITING
}

/** Counts an operation; true when the slice is over. */
export function isSliceOver(): boolean {
  execution.reductions -= OPERATION
  return execution.reductions < 0
}
