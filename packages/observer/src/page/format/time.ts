/** A span of time, two units at most: `850 ms`, `3.2 s`, `4 min 5 s`, `2 h 13 min`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return pair(seconds, 60, 'min', 1, 's')
  if (seconds < 86_400) return pair(seconds, 3600, 'h', 60, 'min')
  return pair(seconds, 86_400, 'd', 3600, 'h')
}

function pair(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % large) / small)
  const first = `${Math.floor(seconds / large)} ${largeUnit}`
  return rest === 0 ? first : `${first} ${rest} ${smallUnit}`
}

/** How long ago something was: `now` within a second, then `5 s ago`. */
export function formatAgo(milliseconds: number): string {
  return milliseconds < 1000 ? 'now' : `${formatDuration(Math.floor(milliseconds / 1000) * 1000)} ago`.replace('.0', '')
}

/** Time of day, in the browser's zone: `14:03:09`. */
export function formatClock(sinceEpoch: number): string {
  const date = new Date(sinceEpoch)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':')
}
