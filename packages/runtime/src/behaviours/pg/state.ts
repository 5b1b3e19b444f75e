import type { Pid, Ref } from '@multibeam/scheduler'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets, type Table } from '../../shared-state/ets/ets.ts'
import { equalTerms } from '../../shared-state/ets/row-pattern.ts'

/** A group, any term, and its members: a process that has joined twice is there twice. */
export type GroupRow = [group: unknown, members: Pid[]]

/** Who is told of joins and leaves. */
export interface Subscription {
  readonly pid: Pid
  /** The group; all groups if `all`. */
  readonly group: unknown
  readonly all: boolean
}

/** What the process of a scope knows; plain data. Members are in the table, where everybody reads them. */
export interface ScopeState {
  readonly table: Table<GroupRow>
  /** The groups of each member, one for each time that it has joined. */
  readonly groupsOf: Map<Pid, unknown[]>
  readonly subscriptions: Map<Ref, Subscription>
  /** Monitored: members and subscribers. */
  readonly watched: Set<Pid>
}

export function* membersOf({ table }: ScopeState, group: unknown): Process<Pid[]> {
  const [row] = yield* Ets.lookup(table, group)
  return row?.[1] ?? []
}

export function* addMembers(state: ScopeState, group: unknown, pids: readonly Pid[]): Process {
  const members = yield* membersOf(state, group)
  yield* Ets.insert(state.table, [[group, [...members, ...pids]]])
  for (const pid of pids) {
    const groups = state.groupsOf.get(pid)
    if (groups === undefined) state.groupsOf.set(pid, [group])
    else groups.push(group)
  }
  notify(state, 'join', group, pids)
}

/** Each pid leaves as often as it is named, if it has joined so often; false if none of them had. */
export function* removeMembers(state: ScopeState, group: unknown, pids: readonly Pid[]): Process<boolean> {
  const members = yield* membersOf(state, group)
  const left: Pid[] = []
  for (const pid of pids) {
    const at = members.indexOf(pid)
    if (at === -1) continue
    members.splice(at, 1)
    left.push(pid)
    forgetGroup(state, pid, group)
  }
  if (left.length === 0) return false
  if (members.length === 0) yield* Ets.delete(state.table, group)
  else yield* Ets.insert(state.table, [[group, members]])
  notify(state, 'leave', group, left)
  return true
}

function forgetGroup({ groupsOf }: ScopeState, pid: Pid, group: unknown): void {
  const groups = groupsOf.get(pid) ?? []
  const at = groups.findIndex((other) => equalTerms(other, group))
  if (at !== -1) groups.splice(at, 1)
  if (groups.length === 0) groupsOf.delete(pid)
}

function notify({ subscriptions }: ScopeState, what: 'join' | 'leave', group: unknown, pids: readonly Pid[]): void {
  for (const [ref, subscription] of subscriptions) {
    if (subscription.all || equalTerms(subscription.group, group)) send(subscription.pid, [ref, what, group, pids])
  }
}
