import { execution } from '@multibeam/compiler/support'

/** What a send, a receive or a spawn counts: 50 to 100 ns each. */
export const OPERATION = 8

/**
 * A mailbox of so many messages is no long one: who fills it pays nothing. Chosen by count on two schedulers, in parts of its time with nothing to pay: up to 2.5 with
 * none free, up to 1.2 with 64.
 */
const FREE_WAITING = 64
/** So many messages may wait for the sender itself before it pays for the others', too. Chosen: the stages of a pipeline (sieve) keep their long slices. */
const FREE_OWN = 64
/** What each message beyond them counts in addition, and of how many: then a slice is four sends more. Chosen by barber. */
const WAITING = 4 * OPERATION
const MOST_WAITING = 16

/**
 * What a message counts for its sender beside the operation when it makes `queued` of a mailbox whose process has work already, and `own` messages wait for the sender. Whoever
 * fills a mailbox faster than it is emptied gives up its turn sooner, so that what it waits for itself is not kept waiting by what it sends. One that does not get its
 * own work done does so at once: processes that fill each other's mailboxes would go on doing it. (Erlang counted four of 2000 for each message in the
 * mailbox, while mailboxes had one lock.) Barber on two schedulers takes 250 to 300 µs a haircut without, 27 with the first and 8 to 13 with both.
 */
export function costOfQueue(queued: number, own: number): number {
  const tooMany = Math.max(queued - FREE_WAITING, Math.min(queued, own - FREE_OWN))
  return tooMany <= 0 ? 0 : Math.min(tooMany, MOST_WAITING) * WAITING
}

/** Counts an operation; true when the slice is over. */
export function isSliceOver(): boolean {
  execution.reductions -= OPERATION
  return execution.reductions < 0
}
