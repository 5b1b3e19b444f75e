import { execution } from '@multibeam/compiler/support'

/**
 * What a process may do in one slice. Compiled code counts one for each call and loop iteration, 1 to 3 ns each: a slice of a process that
 * only computes is a few microseconds.
 */
export const REDUCTIONS = 2048

/** What a send, a receive or a spawn counts: 50 to 100 ns each. */
export const OPERATION = 8

/**
 * A mailbox of so many messages is no long one: who fills it pays nothing. Chosen: with none free, count on two schedulers took up to 2.5 times as long, with 64 up to
 * 1.2 times; barber takes 27 µs a haircut with 64, and 10 with none.
 */
const FREE_WAITING = 64
/** What each message beyond them counts in addition, and of how many: then a slice is four sends more. Chosen by barber, measured with none free. */
const WAITING = 4 * OPERATION
const MOST_WAITING = 16

/**
 * What a message counts for its sender beside the operation when it makes `queued` of a mailbox whose process has work already. Whoever fills a mailbox faster than it is emptied
 * gives up its turn sooner, so that what it waits for itself is not kept waiting by what it sends. (Erlang counted four of 2000 for each message in the mailbox,
 * while mailboxes had one lock.) Barber on two schedulers takes 250 to 300 µs a haircut without, and 27 with it.
 */
export function costOfQueue(queued: number): number {
  return queued <= FREE_WAITING ? 0 : Math.min(queued - FREE_WAITING, MOST_WAITING) * WAITING
}

/** Counts an operation; true when the slice is over. */
export function isSliceOver(): boolean {
  execution.reductions -= OPERATION
  return execution.reductions < 0
}
