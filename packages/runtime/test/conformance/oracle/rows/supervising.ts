// What the rows about supervisors share.

import { type Pid, type Process, type Ref, type StartResult, Supervisor } from 'multibeam'
import { events, type Site } from '../../workers.ts'
import { down, exitOf, quiet } from './row.ts'

export { childOf, killedTooOften, site, worker } from '../../workers.ts'

/** A result as Erlang gives it. */
export function result(outcome: StartResult | { ok: boolean; reason?: unknown }): unknown {
  return outcome.ok ? 'ok' : ['error', outcome.reason]
}

/** What the children of a row have told of: so many events, and what else has come when all is quiet. */
export function* told(here: Site, count: number): Process<unknown[]> {
  const first = yield* events(here, count)
  yield* quiet()
  return [...first, ...(yield* events(here, 0))]
}

/** `told`, then the DOWNs of these monitors, then the EXIT of the supervisor: none of them can come later than the next. */
export function* toldUntilExit(here: Site, count: number, supervisor: Pid, refs: Ref[] = []): Process<unknown[]> {
  const exit = ['EXIT', yield* exitOf(supervisor)]
  const downs: unknown[] = []
  for (const ref of refs) downs.push(['DOWN', yield* down(ref)])
  return [...(yield* told(here, count)), ...downs, exit]
}

/** The children without what Erlang knows of their modules. */
export function* which(supervisor: Pid): Process<unknown[]> {
  return (yield* Supervisor.whichChildren(supervisor)).map(({ id, pid, type }) => [id, pid, type])
}

/** Counts as Erlang shows them. */
export function* counts(supervisor: Pid): Process<Map<string, unknown>> {
  return new Map(Object.entries(yield* Supervisor.countChildren(supervisor)))
}

/** The supervisor, whose children have told of their start. */
export function* begun(here: Site, count: number, start: Process<StartResult>): Process<Pid> {
  const { pid } = yield* start
  yield* events(here, count)
  return pid
}
