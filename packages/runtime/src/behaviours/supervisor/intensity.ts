/** How often children may be restarted. */
export interface Intensity {
  /** Restarts within `maxSeconds` that are allowed; one more ends the supervisor. */
  readonly maxRestarts: number
  readonly maxSeconds: number
}

/** When children were restarted lately: milliseconds on the VM's clock, the oldest first, from index `from` on. */
export interface Restarts {
  readonly times: number[]
  from: number
}

/** Times that may lie before `from` until they are removed. Chosen: removing them then costs a fraction of a restart. */
const FORGOTTEN = 64

export function noRestarts(): Restarts {
  return { times: [], from: 0 }
}

/**
 * Counts a restart at `now`; false if it is one too many. A restart that is as old as `maxSeconds` still counts.
 * Source: supervisor.erl, `add_restart/1`; it rounds to whole seconds, this does not.
 */
export function countRestart(restarts: Restarts, now: number, { maxRestarts, maxSeconds }: Intensity): boolean {
  if (maxRestarts === Number.POSITIVE_INFINITY) return true
  const { times } = restarts
  times.push(now)
  const oldest = now - maxSeconds * 1000
  // Not more than one too many is ever remembered.
  while ((times[restarts.from] as number) < oldest || times.length - restarts.from > maxRestarts + 1) restarts.from++
  if (restarts.from >= FORGOTTEN && restarts.from * 2 >= times.length) {
    times.splice(0, restarts.from)
    restarts.from = 0
  }
  return times.length - restarts.from <= maxRestarts
}
