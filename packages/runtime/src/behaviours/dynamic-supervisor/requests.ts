import type { Pid } from '@multibeam/scheduler'
import type { Process } from '../../process/process.ts'
import type { CompleteChildSpec } from '../supervisor/complete-spec.ts'
import { type ChildCount, type ChildInfo, type Outcome, startedAs } from '../supervisor/requests.ts'
import { startChild } from '../supervisor/start-child.ts'
import { isExpected, stop } from '../supervisor/stop-child.ts'
import { tellDynamic } from './restart.ts'
import type { DynamicChild, DynamicState } from './state.ts'

/** What a DynamicSupervisor is asked, and by which function. */
export type DynamicRequest =
  | readonly ['startChild', CompleteChildSpec]
  | readonly ['terminateChild', Pid]
  | readonly ['whichChildren']
  | readonly ['countChildren']

/** Answers a request. Source: Elixir's `DynamicSupervisor`, `handle_call/3`. */
export function* answerDynamic(state: DynamicState, request: DynamicRequest): Process<unknown> {
  switch (request[0]) {
    case 'startChild':
      return yield* addAndStart(state, request[1])
    case 'terminateChild':
      return yield* terminate(state, request[1])
    case 'whichChildren':
      return Array.from(state.children, infoOf)
    case 'countChildren':
      return countDynamicChildren(state.children.values())
  }
}

function* addAndStart({ children, options }: DynamicState, spec: CompleteChildSpec): Process<unknown> {
  if (children.size >= options.maxChildren) return { ok: false, reason: 'maxChildren' }
  const [fn, ...args] = spec.start
  const { extraArguments } = options
  const start = extraArguments.length === 0 ? spec.start : ([fn, ...extraArguments, ...args] as const)
  const started = yield* startChild(start)
  if ('failure' in started) return { ok: false, reason: started.failure.reason }
  // A temporary one is never started again: what it was given is not kept.
  const kept = spec.restart === 'temporary' ? { ...spec, start: [fn] as const } : { ...spec, start }
  if (started.pid !== undefined) children.set(started.pid, { spec: kept, restarting: false, restarted: undefined })
  return startedAs(started)
}

function* terminate(state: DynamicState, pid: Pid): Process<Outcome<'notFound'>> {
  const child = state.children.get(pid)
  if (child === undefined) return { ok: false, reason: 'notFound' }
  state.children.delete(pid)
  if (!child.restarting) {
    const { shutdown, restart } = child.spec
    const reason = yield* stop(pid, shutdown)
    if (!isExpected(reason, restart, shutdown)) tellDynamic(state, 'shutdownError', pid, child, reason)
  }
  return { ok: true }
}

function infoOf([pid, { spec, restarting }]: readonly [Pid, DynamicChild]): ChildInfo {
  return { id: undefined, pid: restarting ? 'restarting' : pid, type: spec.type }
}

function countDynamicChildren(children: Iterable<DynamicChild>): ChildCount {
  const count = { specs: 0, active: 0, supervisors: 0, workers: 0 }
  for (const { spec, restarting } of children) {
    count.specs++
    if (!restarting) count.active++
    if (spec.type === 'supervisor') count.supervisors++
    else count.workers++
  }
  return count
}
