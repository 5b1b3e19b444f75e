// Supervisor, DynamicSupervisor and PartitionSupervisor, of trees.exs.

import {
  Agent,
  DynamicSupervisor,
  PartitionSupervisor,
  type Pid,
  Process,
  type Ref,
  type StartResult,
  type Strategy,
  Supervisor,
  send,
} from 'multibeam'
import { all, type Place, quiet, type Rows } from './row.ts'
import {
  begun,
  childOf,
  counts,
  killedTooOften,
  result,
  site,
  told,
  toldUntilExit,
  which,
  worker,
} from './supervising.ts'

/** What follows from the kill of b. */
function* killB(place: Place, ids: readonly string[], strategy: Strategy, count: number): Process<unknown> {
  const here = yield* site(place)
  const children = ids.map((id) => worker(here, id, { trap: true }))
  const pid = yield* begun(here, ids.length, Supervisor.startLink(children, { strategy }))
  Process.exit(yield* childOf(pid, 'b'), 'kill')
  return yield* told(here, count)
}

/** What is told of the stop of a supervisor with one child, which is monitored. */
function* stopOne(place: Place, options: object, shutdown: 'brutalKill' | number): Process<unknown> {
  const here = yield* site(place)
  const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a', options, { shutdown })]))
  const ref = Process.monitor(yield* childOf(pid, 'a'))
  yield* Supervisor.stop(pid)
  return yield* toldUntilExit(here, 0, pid, [ref])
}

/** A supervisor with one child, which exits when it is told to. */
function* exitsOnce(
  place: Place,
  restart: 'permanent' | 'transient',
  reason: unknown,
  count: number,
): Process<[unknown, Pid]> {
  const here = yield* site(place)
  const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a', {}, { restart })]))
  const child = yield* childOf(pid, 'a')
  if (reason === 'kill') Process.exit(child, 'kill')
  else send(child, ['exit', reason])
  return [yield* told(here, count), pid]
}

/** An agent that keeps what comes first, from its supervisor. */
function* startKeeper(value: number, options: object): Process<StartResult> {
  return yield* Agent.startLink(same, { args: [value], ...options })
}

function* same(value: number): Process<number> {
  return value
}

export const trees = {
  *start_order_shutdown_reverse(place) {
    const here = yield* site(place)
    const { pid } = yield* Supervisor.startLink(['a', 'b', 'c'].map((id) => worker(here, id, { trap: true })))
    yield* Supervisor.stop(pid)
    return yield* toldUntilExit(here, 6, pid)
  },

  *one_for_one(place) {
    return yield* killB(place, ['a', 'b', 'c'], 'one_for_one', 1)
  },

  *one_for_all(place) {
    return yield* killB(place, ['a', 'b', 'c'], 'one_for_all', 5)
  },

  *rest_for_one(place) {
    return yield* killB(place, ['a', 'b', 'c', 'd'], 'rest_for_one', 5)
  },

  *intensity_default_3in5(place) {
    const here = yield* site(place)
    const [restarts, reason] = yield* killedTooOften(here, () => Supervisor.startLink([worker(here, 'a')]))
    return [restarts, [...(yield* told(here, 0)), ['EXIT', reason]]]
  },

  *intensity_0(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a'), worker(here, 'b', { trap: true })]
    const pid = yield* begun(here, 2, Supervisor.startLink(children, { maxRestarts: 0 }))
    Process.exit(yield* childOf(pid, 'a'), 'kill')
    return yield* toldUntilExit(here, 1, pid)
  },

  *intensity_shared_by_children(place) {
    const here = yield* site(place)
    const children = [worker(here, 'a'), worker(here, 'b')]
    const pid = yield* begun(here, 2, Supervisor.startLink(children, { maxRestarts: 1, maxSeconds: 500 }))
    Process.exit(yield* childOf(pid, 'a'), 'kill')
    yield* told(here, 1)
    Process.exit(yield* childOf(pid, 'b'), 'kill')
    return yield* toldUntilExit(here, 0, pid)
  },

  *permanent_normal_restarts(place) {
    return (yield* exitsOnce(place, 'permanent', 'normal', 2))[0]
  },

  *transient_normal(place) {
    const [seen, pid] = yield* exitsOnce(place, 'transient', 'normal', 1)
    return [seen, yield* which(pid), yield* counts(pid)]
  },

  *transient_shutdown_tuple(place) {
    return (yield* exitsOnce(place, 'transient', ['shutdown', 'x'], 1))[0]
  },

  *transient_killed_restarts(place) {
    return (yield* exitsOnce(place, 'transient', 'kill', 1))[0]
  },

  *temporary_removed(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a', {}, { restart: 'temporary' })]))
    Process.exit(yield* childOf(pid, 'a'), 'kill')
    return [yield* told(here, 0), yield* which(pid)]
  },

  *brutal_kill_reason(place) {
    return yield* stopOne(place, { trap: true }, 'brutalKill')
  },

  *shutdown_timeout_kill(place) {
    return yield* stopOne(place, { trap: true, slow: 100_000 }, 10)
  },

  *shutdown_notrap_reason(place) {
    return yield* stopOne(place, {}, 5000)
  },

  *start_child_fails_init(place) {
    const here = yield* site(place)
    const started = yield* Supervisor.startLink([
      worker(here, 'a', { trap: true }),
      worker(here, 'b', { fails: 'nope' }),
    ])
    const exits = (yield* all()).map((message) => ['EXIT', (message as unknown[])[2]])
    return [result(started), [...(yield* told(here, 2)), ...exits]]
  },

  *restart_init_fail_counts(place) {
    const here = yield* site(place)
    const { pid } = yield* Supervisor.startLink([worker(here, 'a', { failsAgain: 'nope' })])
    Process.exit(yield* childOf(pid, 'a'), 'kill')
    return (yield* toldUntilExit(here, 0, pid)).slice(-1)
  },

  *dup_child_id(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a')]))
    const [, [reason, other]] = result(yield* Supervisor.startChild(pid, worker(here, 'a'))) as [string, [string, Pid]]
    return reason === 'alreadyStarted' && other === (yield* childOf(pid, 'a'))
  },

  *dup_child_id_init(place) {
    const here = yield* site(place)
    return result(yield* Supervisor.startLink([worker(here, 'a'), worker(here, 'a')]))
  },

  *terminate_child_keeps_spec(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a')]))
    const results = [
      result(yield* Supervisor.terminateChild(pid, 'a')),
      yield* which(pid),
      result(yield* Supervisor.startChild(pid, worker(here, 'a'))),
    ]
    yield* Supervisor.restartChild(pid, 'a')
    results.push(result(yield* Supervisor.deleteChild(pid, 'a')), result(yield* Supervisor.restartChild(pid, 'a')))
    return [...results, result(yield* Supervisor.terminateChild(pid, 'zz'))]
  },

  *which_children_order(place) {
    const here = yield* site(place)
    const { pid } = yield* Supervisor.startLink(['a', 'b', 'c'].map((id) => worker(here, id)))
    return (yield* Supervisor.whichChildren(pid)).map(({ id }) => id)
  },

  *significant_no_autoshutdown(place) {
    const here = yield* site(place)
    return result(yield* Supervisor.startLink([worker(here, 'a', {}, { restart: 'transient', significant: true })]))
  },

  *one_for_all_temporary(place) {
    return yield* amongAll(place, 'a', 1)
  },

  *one_for_all_temp_dies(place) {
    return yield* amongAll(place, 'b', 0)
  },

  *sup_ignores_random_msgs(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 1, Supervisor.startLink([worker(here, 'a')]))
    send(pid, 'junk')
    yield* quiet()
    return yield* Process.alive(pid)
  },

  *dynsup_max_children(place) {
    const here = yield* site(place)
    const { pid } = yield* DynamicSupervisor.startLink({ maxChildren: 1 })
    return [
      result(yield* DynamicSupervisor.startChild(pid, worker(here, 'a'))),
      result(yield* DynamicSupervisor.startChild(pid, worker(here, 'b'))),
      result(yield* DynamicSupervisor.terminateChild(pid, here.recorder)),
    ]
  },

  *dynsup_same_id_ok(place) {
    const here = yield* site(place)
    const { pid } = yield* DynamicSupervisor.startLink()
    for (let i = 0; i < 2; i++) yield* DynamicSupervisor.startChild(pid, worker(here, 'a'))
    const ids = (yield* DynamicSupervisor.whichChildren(pid)).map(({ id }) => id)
    return [new Map(Object.entries(yield* DynamicSupervisor.countChildren(pid))), ids]
  },

  *dynsup_restart(place) {
    const here = yield* site(place)
    const { pid } = yield* DynamicSupervisor.startLink({ maxRestarts: 1, maxSeconds: 500 })
    yield* DynamicSupervisor.startChild(pid, worker(here, 'a'))
    const b = yield* DynamicSupervisor.startChild(pid, worker(here, 'b', { trap: true }))
    yield* told(here, 2)
    Process.exit(b.pid, 'kill')
    const restarted = yield* told(here, 1)
    const first = (yield* DynamicSupervisor.whichChildren(pid)).find((child) => child.pid !== b.pid)
    Process.exit(first?.pid as Pid, 'kill')
    return [restarted, (yield* toldUntilExit(here, 1, pid)).length]
  },

  *partition_sup(place) {
    const here = yield* site(place)
    yield* PartitionSupervisor.startLink({ name: 'PS', child: worker(here, 'p'), partitions: 3 })
    const pids = [0, 1, 2, 3, 4, 5].map((key) => Process.whereis(PartitionSupervisor.via('PS', key)))
    const ids = (yield* PartitionSupervisor.whichChildren('PS')).map(({ id }) => id)
    const partitions = PartitionSupervisor.partitions('PS')
    yield* PartitionSupervisor.stop('PS')
    return [partitions, new Set(pids).size, pids[0] === pids[3], ids]
  },

  *dynsup_extra_arguments(place) {
    const { pid: supervisor } = yield* DynamicSupervisor.startLink({ ...place, extraArguments: [7] })
    const { pid } = yield* DynamicSupervisor.startChild(supervisor, { id: 'x', start: [startKeeper, {}] })
    const before = yield* Agent.get(pid, same)
    Process.exit(pid, 'kill')
    yield* quiet()
    const [child] = yield* DynamicSupervisor.whichChildren(supervisor)
    const restarted = child?.pid as Pid
    const after = yield* Agent.get(restarted, same)
    yield* DynamicSupervisor.stop(supervisor)
    return [before, after, pid === restarted]
  },

  *nested_sup_escalation(place) {
    const here = yield* site(place)
    const inner = {
      id: 'in',
      type: 'supervisor',
      start: [Supervisor.startLink, [worker(here, 'w')], { maxRestarts: 0 }],
    } as const
    const pid = yield* begun(here, 2, Supervisor.startLink([worker(here, 'z', { trap: true }), inner]))
    const innerPid = (yield* Supervisor.whichChildren(pid)).find(({ id }) => id === 'in')?.pid as Pid
    Process.exit(yield* childOf(innerPid, 'w'), 'kill')
    return [yield* told(here, 1), yield* Process.alive(pid)]
  },

  *sup_killed_orphans_die(place) {
    const here = yield* site(place)
    const pid = yield* begun(here, 2, Supervisor.startLink([worker(here, 'a'), worker(here, 'b', { trap: true })]))
    const refs: Ref[] = []
    for (const id of ['a', 'b']) refs.push(Process.monitor(yield* childOf(pid, id)))
    Process.exit(pid, 'kill')
    const [term, ...others] = yield* toldUntilExit(here, 1, pid, refs)
    return [...others, term]
  },
} satisfies Rows

/** What follows from the kill of a child under one_for_all, b being temporary. */
function* amongAll(place: Place, victim: string, count: number): Process<unknown> {
  const here = yield* site(place)
  const children = [worker(here, 'a'), worker(here, 'b', {}, { restart: 'temporary' })]
  const pid = yield* begun(here, 2, Supervisor.startLink(children, { strategy: 'one_for_all' }))
  Process.exit(yield* childOf(pid, victim), 'kill')
  return [yield* told(here, count), yield* counts(pid)]
}
