/** How often `count` processes are started, so that starting a few takes long enough to be measured; as in Erlang's side. */
export function roundsOf(count: number, operations: number): number {
  return Math.max(1, Math.floor(operations / (4 * count)))
}
