import type { Pid, Ref } from '@multibeam/scheduler'
import { exit } from '../../process/exit.ts'
import { flag } from '../../process/flag.ts'
import { makeRef } from '../../process/identity.ts'
import { monitor } from '../../process/monitor.ts'
import { receive } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { replyTo } from '../gen/call.ts'
import { CALL, type CallMessage, fromOf } from '../gen/messages.ts'
import { initAck } from '../start/ack.ts'
import { parent } from '../start/lineage.ts'
import { addMembers, type GroupRow, membersOf, removeMembers, type ScopeState } from './state.ts'

/** What the process of a scope is asked. */
export type ScopeRequest =
  | readonly ['join' | 'leave', group: unknown, pids: readonly Pid[]]
  | readonly ['monitor', group: unknown]
  | readonly ['monitorScope']
  | readonly ['demonitor', ref: Ref]

type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** The name of the table of a scope. */
export function tableOf(scope: string): string {
  return `$pg:${scope}`
}

/** The process of a scope: changes the groups, one request after the other, and removes members that have ended. */
export function* serveScope(scope: string): Process<never> {
  flag('trapExit', true)
  const state: ScopeState = {
    table: yield* Ets.new<GroupRow>(tableOf(scope), { named: true }),
    groupsOf: new Map(),
    subscriptions: new Map(),
    watched: new Set(),
  }
  const starter = parent()
  initAck()
  for (;;) {
    const message = yield* receive<unknown>()
    if (!Array.isArray(message)) continue
    if (message[0] === CALL) {
      const from = fromOf(message as unknown as CallMessage)
      replyTo(from, yield* answer(state, from[0], message.slice(3) as unknown as ScopeRequest))
    } else if (message[0] === 'DOWN') {
      yield* hasEnded(state, (message as Down)[3])
    } else if (message[0] === 'EXIT' && message[1] === starter) {
      exit(message[2])
    }
  }
}

function* answer(state: ScopeState, caller: Pid, request: ScopeRequest): Process<unknown> {
  switch (request[0]) {
    case 'join':
      for (const pid of request[2]) watch(state, pid)
      yield* addMembers(state, request[1], request[2])
      return 'ok'
    case 'leave':
      return (yield* removeMembers(state, request[1], request[2])) ? 'ok' : 'notJoined'
    case 'monitor': {
      const ref = subscribe(state, caller, request[1], false)
      return [ref, yield* membersOf(state, request[1])]
    }
    case 'monitorScope': {
      const ref = subscribe(state, caller, undefined, true)
      return [ref, yield* Ets.tab2list(state.table)]
    }
    case 'demonitor':
      return state.subscriptions.delete(request[1])
  }
}

function subscribe(state: ScopeState, pid: Pid, group: unknown, all: boolean): Ref {
  const ref = makeRef()
  state.subscriptions.set(ref, { pid, group, all })
  watch(state, pid)
  return ref
}

function watch({ watched }: ScopeState, pid: Pid): void {
  if (watched.has(pid)) return
  watched.add(pid)
  monitor(pid)
}

function* hasEnded(state: ScopeState, pid: Pid): Process {
  state.watched.delete(pid)
  for (const [ref, subscription] of Array.from(state.subscriptions)) {
    if (subscription.pid === pid) state.subscriptions.delete(ref)
  }
  // One message for each time that it has joined, as OTP's.
  for (const group of Array.from(state.groupsOf.get(pid) ?? [])) yield* removeMembers(state, group, [pid])
}
