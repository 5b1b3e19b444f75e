// What rows have in common: where their helper processes run, and how to wait without a clock.

import { type Pid, type Process, receive, spawnWith } from 'multibeam'
import { end } from '../../helpers.ts'
import { down } from '../../observing.ts'

export { end, exitWhenTold, exitWith, idle } from '../../helpers.ts'
export { all, down, exitOf, queued, quiet } from '../../observing.ts'

/** Where the helper processes of a row run, as options of `spawnWith`: anywhere, or on one scheduler. */
export interface Place {
  readonly scheduler?: number
}

/** Where the row's own process runs, if its helpers have a place. */
export const HOME = 1

/** Computes the term that the row of the same name gives in Erlang/OTP. */
export type Row = (place: Place) => Process<unknown>

export type Rows = Readonly<Record<string, Row>>

/** Where a helper's own helper runs: back where the row is. */
export function across(place: Place): Place {
  return place.scheduler === undefined ? place : { scheduler: HOME }
}

// ---- helper processes that many rows use

/** Waits for what never comes. */
export function* waitForEver(): Process {
  yield* receive('never')
}

/** The pid of a process that is no more. */
export function* dead(place: Place): Process<Pid> {
  const [pid, ref] = spawnWith({ ...place, monitor: true }, end)
  yield* down(ref)
  return pid
}
