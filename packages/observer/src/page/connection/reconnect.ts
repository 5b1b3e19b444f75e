/** Chosen: the server is on this machine, or at the end of a tunnel; asking it is cheap, and nobody likes to wait. */
const FIRST_MILLISECONDS = 500
const LONGEST_MILLISECONDS = 5_000

/** How long to wait before a further attempt, the first being 0: twice as long each time, up to five seconds. */
export function reconnectDelay(attempt: number): number {
  return Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** Math.min(attempt, 10))
}
