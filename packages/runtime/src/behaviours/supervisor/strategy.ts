/**
 * Who is restarted with a child that has exited: only that child; every child; that child and those started after it.
 * Source: Erlang's `supervisor`, "Supervision Principles".
 */
export type Strategy = 'one_for_one' | 'one_for_all' | 'rest_for_one'

export const STRATEGIES: readonly Strategy[] = ['one_for_one', 'one_for_all', 'rest_for_one']

/**
 * The children that a restart of `id` concerns, in the order in which they are started, `id` among them; they are stopped in reverse.
 * `ids` are all children in the order of their start.
 */
export function concernedBy<Id>(strategy: Strategy, ids: Iterable<Id>, id: Id): Id[] {
  // Spares a look at all children of a supervisor that has thousands.
  if (strategy === 'one_for_one') return [id]
  const all = [...ids]
  return strategy === 'one_for_all' ? all : all.slice(all.indexOf(id))
}
