import { nameIntrinsic } from '@multibeam/compiler/support'
import { isPid, isRef, type Pid, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { machineFor } from '../../machine/current.ts'
import { checkOptions } from '../../options.ts'
import { receive, timeout } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { checkName } from '../../signals/names.ts'
import { System } from '../../system/system.ts'
import { CHILD_OPTIONS, type ChildOptions, type ChildSpec } from '../child-spec.ts'
import { call } from '../gen/call.ts'
import { CALL } from '../gen/messages.ts'
import { start as startProcess } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { type ScopeRequest, serveScope, tableOf } from './serve.ts'
import type { GroupRow } from './state.ts'

/** Specified: OTP's default scope. */
const DEFAULT_SCOPE = 'pg'

/** Starts a scope: groups that know nothing of those of another scope. Its process is registered under its name. Throws BadArg. */
function* start(scope: string = DEFAULT_SCOPE): Process<StartResult> {
  checkName('pg.start', scope)
  return yield* startProcess('pg.start', serveScope, [scope], optionsOf(scope))
}

/** `start`, linked to this process. Source: `pg:start_link/1`. */
function* startLink(scope: string = DEFAULT_SCOPE): Process<StartResult> {
  checkName('pg.startLink', scope)
  return yield* startProcess('pg.startLink', serveScope, [scope], optionsOf(scope), 'link')
}

/** Beside its table, which stays where it is made. */
function optionsOf(name: string): { name: string; scheduler: number } {
  return { name, scheduler: System.schedulerId() }
}

/** The spec of a scope as the child of a supervisor. */
function child(scope: string = DEFAULT_SCOPE, options: ChildOptions = {}): ChildSpec {
  checkName('pg.child', scope)
  checkOptions('pg.child', options, CHILD_OPTIONS)
  return { id: scope, ...options, start: [startLink, scope] }
}

/** Processes join a group: `join(group, pids)` of the default scope, or `join(scope, group, pids)`. Each time counts. Source: `pg:join/3`. */
function join(group: unknown, pids: Pid | readonly Pid[]): Process<'ok'>
function join(scope: string, group: unknown, pids: Pid | readonly Pid[]): Process<'ok'>
function* join(...args: unknown[]): Process<'ok'> {
  const [scope, group, pids] = scoped(args, 3)
  return (yield* ask(scope, ['join', group, pidsOf('pg.join', pids)])) as 'ok'
}

/** Processes leave a group, each once; `'notJoined'` if none of them was in it. Source: `pg:leave/3`. */
function leave(group: unknown, pids: Pid | readonly Pid[]): Process<'ok' | 'notJoined'>
function leave(scope: string, group: unknown, pids: Pid | readonly Pid[]): Process<'ok' | 'notJoined'>
function* leave(...args: unknown[]): Process<'ok' | 'notJoined'> {
  const [scope, group, pids] = scoped(args, 3)
  return (yield* ask(scope, ['leave', group, pidsOf('pg.leave', pids)])) as 'ok' | 'notJoined'
}

/** The members of a group that live, each as often as it has joined; none if there is no such scope. Source: `pg:get_members/2`. */
function getMembers(group: unknown): Process<Pid[]>
function getMembers(scope: string, group: unknown): Process<Pid[]>
function* getMembers(...args: unknown[]): Process<Pid[]> {
  const [scope, group] = scoped(args, 2)
  const table = Ets.whereis<GroupRow>(tableOf(scope))
  if (table === undefined) return []
  return living((yield* rowsOf(table, group))[0]?.[1] ?? [])
}

/** The groups that have members. Source: `pg:which_groups/1`. */
function* whichGroups(scope: string = DEFAULT_SCOPE): Process<unknown[]> {
  const table = Ets.whereis<GroupRow>(tableOf(scope))
  if (table === undefined) return []
  return (yield* rowsOf(table)).filter(([, members]) => living(members).length > 0).map(([group]) => group)
}

/**
 * Joins and leaves of a group come as messages `[ref, 'join' | 'leave', group, pids]` from now on; also the members at this moment.
 * Source: `pg:monitor/2`.
 */
function monitor(group: unknown): Process<[ref: Ref, members: Pid[]]>
function monitor(scope: string, group: unknown): Process<[ref: Ref, members: Pid[]]>
function* monitor(...args: unknown[]): Process<[ref: Ref, members: Pid[]]> {
  const [scope, group] = scoped(args, 2)
  return (yield* ask(scope, ['monitor', group])) as [Ref, Pid[]]
}

/** The same for all groups of a scope. Source: `pg:monitor_scope/1`. */
function* monitorScope(scope: string = DEFAULT_SCOPE): Process<[ref: Ref, groups: [group: unknown, members: Pid[]][]]> {
  return (yield* ask(scope, ['monitorScope'])) as [Ref, GroupRow[]]
}

/** Ends such a monitor; nothing of it stays in the mailbox. False if it was none. Source: `pg:demonitor/2`. */
function* demonitor(ref: Ref, scope: string = DEFAULT_SCOPE): Process<boolean> {
  if (!isRef(ref)) throw new BadArg(`pg.demonitor: ${inspect(ref)} is no ref`)
  const found = (yield* ask(scope, ['demonitor', ref])) as boolean
  while ((yield* receive([ref], { after: 0 })) !== timeout);
  return found
}

function* ask(scope: string, request: ScopeRequest): Process<unknown> {
  checkName('pg', scope)
  return yield* call(scope, [CALL, 0, 0, ...request], Number.POSITIVE_INFINITY, 'pg.call')
}

/** The arguments with their scope, which is the default one if there is one argument less. */
function scoped(args: readonly unknown[], most: number): [scope: string, group: unknown, pids: unknown] {
  const [scope, group, pids] = args.length < most ? [DEFAULT_SCOPE, ...args] : args
  checkName('pg', scope)
  return [scope as string, group, pids]
}

function pidsOf(name: string, given: unknown): readonly Pid[] {
  const pids = Array.isArray(given) ? given : [given]
  const other = pids.find((pid) => !isPid(pid))
  if (other !== undefined || pids.includes(undefined)) {
    throw new BadArg(`${name}: ${inspect(other)} is no pid; give a pid or an array of pids`)
  }
  return pids
}

/** The scope may end while it is asked. */
function* rowsOf(
  table: NonNullable<ReturnType<typeof Ets.whereis<GroupRow>>>,
  ...group: [] | [unknown]
): Process<GroupRow[]> {
  try {
    return group.length === 0 ? yield* Ets.tab2list(table) : yield* Ets.lookup(table, group[0])
  } catch (error) {
    if (error instanceof BadArg && (yield* Ets.info(table)) === undefined) return []
    throw error
  }
}

/** Members that have ended are no members, before their scope has heard of it. */
function living(members: readonly Pid[]): Pid[] {
  const { endpoint } = machineFor('pg')
  return members.filter((pid) => endpoint.isAlive(pid))
}

/**
 * Process groups: named by any term, joined by any process, as often as it likes. A member leaves when it ends. Scopes are apart from
 * each other. Source: OTP's `pg`. There is one node, so `getLocalMembers` and `whichLocalGroups` are `getMembers` and `whichGroups`.
 */
export const pg = /* @__PURE__ */ nameIntrinsic('multibeam.pg', {
  start,
  startLink,
  child,
  join,
  leave,
  getMembers,
  getLocalMembers: getMembers,
  whichGroups,
  whichLocalGroups: whichGroups,
  monitor,
  monitorScope,
  demonitor,
} as const)
