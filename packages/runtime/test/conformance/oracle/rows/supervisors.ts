// supervisor, of supervisors.erl.

import { DynamicSupervisor, NotStarted, Process, type StartResult, Supervisor } from 'multibeam'
import type { Rows } from './row.ts'
import { begun, childOf, killedTooOften, result, site, told, toldUntilExit, which, worker } from './supervising.ts'

const significant = { restart: 'transient', significant: true } as const

export function* ignored(): Process<StartResult> {
  return new NotStarted('ignore', true)
}

export function* wrong(): Process<StartResult> {
  return new NotStarted('foo', false)
}

const x = { id: 'x', start: [ignored] } as const

export const supervisors = {
  *any_significant(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a', {}, significant), worker(here, 'b')]
    const pid = yield* begun(here, 2, Supervisor.startLink(children, { autoShutdown: 'anySignificant' }))
    Process.exit(yield* childOf(pid, 'a'), 'shutdown')
    return yield* toldUntilExit(here, 0, pid)
  },

  *any_signif_crash_transient(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a', {}, significant), worker(here, 'b')]
    const pid = yield* begun(here, 2, Supervisor.startLink(children, { autoShutdown: 'anySignificant' }))
    Process.exit(yield* childOf(pid, 'a'), 'boom')
    return yield* told(here, 1)
  },

  *all_significant(place) {
    const here = yield* site(place)
    const temporary = { restart: 'temporary', significant: true } as const
    const children = [worker(here, 'a', {}, temporary), worker(here, 'b', {}, temporary)]
    const pid = yield* begun(here, 2, Supervisor.startLink(children, { autoShutdown: 'allSignificant' }))
    const b = yield* childOf(pid, 'b')
    Process.exit(yield* childOf(pid, 'a'), 'boom')
    const first = yield* told(here, 0)
    Process.exit(b, 'shutdown')
    return [first, yield* toldUntilExit(here, 0, pid)]
  },

  *signif_terminate_child_no(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a', {}, significant)]
    const pid = yield* begun(here, 1, Supervisor.startLink(children, { autoShutdown: 'anySignificant' }))
    yield* Supervisor.terminateChild(pid, 'a')
    return [yield* told(here, 0), yield* Process.alive(pid)]
  },

  *permanent_signif(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a', {}, { significant: true })]
    return result(yield* Supervisor.startLink(children, { autoShutdown: 'anySignificant' }))
  },

  *intensity_1_in_5(place) {
    const here = yield* site(place)
    const [restarts, reason] = yield* killedTooOften(here, () =>
      Supervisor.startLink([worker(here, 'a')], { maxRestarts: 1, maxSeconds: 5 }),
    )
    return [...restarts, [...(yield* told(here, 0)), ['EXIT', reason]]]
  },

  *term_child_spec(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a')], { maxRestarts: 5 }))
    const results = [
      result(yield* Supervisor.terminateChild(pid, 'a')),
      yield* which(pid),
      result(yield* Supervisor.startChild(pid, worker(here, 'a'))),
    ]
    yield* Supervisor.restartChild(pid, 'a')
    results.push(result(yield* Supervisor.deleteChild(pid, 'a')), result(yield* Supervisor.restartChild(pid, 'a')))
    yield* Supervisor.terminateChild(pid, 'a')
    results.push(result(yield* Supervisor.deleteChild(pid, 'a')), result(yield* Supervisor.restartChild(pid, 'a')))
    return [...results, result(yield* Supervisor.terminateChild(pid, 'zz'))]
  },

  *get_childspec_defaults() {
    const { pid } = yield* Supervisor.startLink([x, { ...x, id: 'y', type: 'supervisor' }])
    const { restart, shutdown, type, significant } = (yield* Supervisor.getChildSpec(pid, 'x')) ?? {}
    const y = yield* Supervisor.getChildSpec(pid, 'y')
    return [new Map(Object.entries({ restart, shutdown, type, significant })), y?.shutdown]
  },

  *dup_id_in_init(place) {
    const here = yield* site(place)
    return result(yield* Supervisor.startLink([worker(here, 'a'), worker(here, 'a')]))
  },

  *ofo_ignore() {
    const { pid } = yield* Supervisor.startLink([x])
    return yield* which(pid)
  },

  *child_badret() {
    const { pid } = yield* Supervisor.startLink([])
    return result(yield* Supervisor.startChild(pid, { id: 'x', start: [wrong] }))
  },

  *simple_one_for_one(place) {
    const here = yield* site(place)
    const { pid } = yield* DynamicSupervisor.startLink()
    yield* DynamicSupervisor.startChild(pid, worker(here, 'q1'))
    const { pid: second } = yield* DynamicSupervisor.startChild(pid, worker(here, 'q2'))
    const ids = (yield* DynamicSupervisor.whichChildren(pid)).map(({ id }) => id)
    return [yield* told(here, 2), ids, result(yield* DynamicSupervisor.terminateChild(pid, second))]
  },

  *sofo_ignore() {
    const { pid } = yield* DynamicSupervisor.startLink()
    const started = yield* DynamicSupervisor.startChild(pid, x)
    // Erlang's {ok, undefined}, Elixir's :ignore.
    const shown = !started.ok && started.ignored ? ['ok', undefined] : started
    return [shown, yield* DynamicSupervisor.whichChildren(pid)]
  },
} satisfies Rows
