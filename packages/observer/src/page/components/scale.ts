/** Seconds that a chart shows, at least and at most. Chosen: filled soon after the page was opened; the history is five minutes. */
const SHORTEST_SECONDS = 5
const LONGEST_SECONDS = 300

/** Ends at the latest value; begins as far back as there are values, so that they fill the chart, but for its first seconds. */
export function timeRange(least: number | null, most: number | null): [begin: number, end: number] {
  const end = most ?? 0
  const begin = Math.max(least ?? end, end - LONGEST_SECONDS)
  return [Math.min(begin, end - SHORTEST_SECONDS), end]
}

/** A little above the highest value, and never flat. */
export function roof(most: number | null): number {
  return Math.max(1, (most ?? 0) * 1.1)
}
