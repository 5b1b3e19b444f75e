/** An operation is measured in so many turns, of which the middle one counts: one takes less time than a hiccup of a shared machine. As in Erlang's side. */
export const TURNS = 9

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}
