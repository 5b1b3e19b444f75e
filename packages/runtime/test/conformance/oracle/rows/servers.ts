// gen_server and sys, of behaviours.exs.

import { ExitSignal, exit, GenServer, type Pid, Process, receive, Sys, self, send, spawnWith } from 'multibeam'
import { all, dead, down, exitOf, type Place, quiet, type Rows } from './row.ts'
import { D, S } from './server-definitions.ts'

/** What a call exits with; its value if it does not. */
export function* caught(code: Process<unknown>): Process<unknown> {
  try {
    return yield* code
  } catch (thrown) {
    if (thrown instanceof ExitSignal) return thrown.reason
    throw thrown
  }
}

function* causeOf(code: Process<unknown>): Process<unknown> {
  return ((yield* caught(code)) as unknown[])[0]
}

function* stopped(place: Place): Process<Pid> {
  const { pid } = yield* S.start(null, place)
  yield* S.stop(pid)
  return pid
}

function* startsLinked(place: Place, to: Pid, trap: boolean, reason: unknown): Process {
  const { pid } = yield* S.startLink(trap ? ['trap', to] : to, place)
  send(to, ['s', pid])
  exit(reason)
}

/** What a server tells whose parent exits, and the server. */
function* afterParentsExit(place: Place, trap: boolean, reason: unknown): Process<[Pid, unknown[]]> {
  spawnWith(place, startsLinked, place, self(), trap, reason)
  const [, pid] = yield* receive<[string, Pid]>('s')
  return [pid, ['s', ...(yield* all())]]
}

function* callFor(to: Pid, server: Pid): Process {
  send(to, ['failed', yield* causeOf(S.call(server, 'state'))])
}

function* add1(state: number): Process<number> {
  return state + 1
}

export const servers = {
  *call_timeout_exit(place) {
    const { pid } = yield* S.start(null, place)
    return yield* S.callWithin(20, pid, 'slow', 100)
  },

  *call_timeout_late_reply(place) {
    const { pid } = yield* S.start(null, place)
    const cause = yield* causeOf(S.callWithin(10, pid, 'lateSlow', self()))
    send(pid, 'go')
    yield* receive('going')
    return [cause, yield* all(), yield* Process.alive(pid)]
  },

  *call_dead_noproc(place) {
    return yield* S.call(yield* stopped(place), 'state')
  },

  *call_unreg_noproc() {
    return yield* S.call('nope_', 'state')
  },

  *call_self() {
    return yield* S.call(self(), 'x' as 'state')
  },

  *call_server_crashes(place) {
    const { pid } = yield* S.start(null, place)
    const [reason, [module, call]] = (yield* caught(S.call(pid, 'stop', 'r1'))) as [unknown, unknown[]]
    return [reason, module, call]
  },

  *call_stop_reply(place) {
    const { pid, ref } = yield* S.startMonitor(null, place)
    const reply = yield* S.call(pid, 'stopReply')
    yield* down(ref)
    return [reply, yield* Process.alive(pid)]
  },

  *call_badret(place) {
    const { pid } = yield* S.start(null, place)
    return yield* causeOf(S.call(pid, 'badret'))
  },

  *throw_is_return(place) {
    const { pid } = yield* S.start(null, place)
    return yield* S.call(pid, 'throwret')
  },

  *call_noreply_timeout(place) {
    const { pid } = yield* S.start(null, place)
    return yield* causeOf(S.callWithin(20, pid, 'noreply'))
  },

  *reply_early(place) {
    const { pid } = yield* S.start(null, place)
    return yield* S.call(pid, 'replyThenNoreply')
  },

  *cast_dead_ok(place) {
    S.cast(yield* stopped(place), 'note', 1)
    return 'ok'
  },

  *cast_unreg_ok() {
    S.cast('nope_', 'note', 1)
    return 'ok'
  },

  *cast_call_order(place) {
    const { pid } = yield* S.start(self(), place)
    for (const n of [1, 2, 3]) S.cast(pid, 'note', n)
    yield* S.call(pid, 'state')
    return yield* all()
  },

  *start_ignore(place) {
    const result = yield* S.startLink(['ignore'], place)
    return result.ok || result.reason
  },

  *start_stop(place) {
    Process.flag('trapExit', true)
    const result = yield* S.startLink(['stop', 'no'], place)
    return [['error', result.ok || result.reason], yield* all()]
  },

  *start_stop_notrap(place) {
    yield* S.startLink(['stop', 'no'], place)
    return 'survived'
  },

  *start_raise(place) {
    Process.flag('trapExit', true)
    const result = yield* S.startLink(['raise'], place)
    const reason = result.ok ? undefined : (result.reason as Error)
    return ['error', reason?.message, typeof reason?.stack === 'string']
  },

  *start_timeout(place) {
    Process.flag('trapExit', true)
    const result = yield* S.startLink(['sleep'], { ...place, timeout: 20 })
    return [['error', result.ok || result.reason], yield* all()]
  },

  *start_already(place) {
    const { pid } = yield* S.start(null, { ...place, name: 'dupn' })
    const again = yield* S.start(null, { ...place, name: 'dupn' })
    return again.ok || (again.reason as unknown[])[1] === pid
  },

  *start_already_init_not_run(place) {
    yield* S.start(['reg', self(), 1], { ...place, name: 'dupn2' })
    yield* S.start(['reg', self(), 2], { ...place, name: 'dupn2' })
    return (yield* all()).length
  },

  *continue_before_msgs(place) {
    const { pid } = yield* S.start(['cont', self()], place)
    send(pid, 'm')
    return yield* all()
  },

  *init_timeout_fires(place) {
    yield* S.start(['timeout', self(), 20], place)
    return [yield* receive()]
  },

  *timeout_cancelled_by_msg(place) {
    // The message waits when the time begins: however busy the machine is, it comes first.
    yield* S.start(['timeout', self(), 30, 'm'], place)
    const first = yield* receive()
    Process.sendAfter(self(), 'later', 60)
    const second = yield* receive()
    return second === 'later' ? [first] : [first, second]
  },

  *terminate_on_exit_notrap(place) {
    const { pid } = yield* S.start(self(), place)
    Process.exit(pid, 'shutdown')
    return yield* all()
  },

  *terminate_trap_nonparent_exit(place) {
    const { pid } = yield* S.start(['trap', self()], place)
    Process.exit(pid, 'shutdown')
    const [, [, , reason]] = yield* receive<[string, [string, Pid, unknown]]>('info')
    return ['handle_info_EXIT', reason]
  },

  *terminate_trap_parent_exit(place) {
    Process.flag('trapExit', true)
    const { pid } = yield* S.startLink(['trap', self()], place)
    Process.exit(pid, 'shutdown')
    return [yield* receive('terminate'), ['EXIT', yield* exitOf(pid)]]
  },

  *parent_exit_trap_server(place) {
    return (yield* afterParentsExit(place, true, 'parent_gone'))[1]
  },

  *parent_exit_normal_trap_server(place) {
    return (yield* afterParentsExit(place, true, 'normal'))[1]
  },

  *parent_exit_normal_notrap_server(place) {
    const [pid] = yield* afterParentsExit(place, false, 'normal')
    return yield* Process.alive(pid)
  },

  *terminate_on_raise(place) {
    const { pid } = yield* S.start(self(), place)
    const error = (yield* causeOf(S.call(pid, 'crash'))) as Error
    const [, reason] = yield* receive<[string, Error]>('terminate')
    return [[error.message, typeof error.stack === 'string'], reason.message]
  },

  *stop_dead(place) {
    return yield* S.stop(yield* stopped(place))
  },

  *stop_reason_mismatch(place) {
    const { pid } = yield* S.start(self(), place)
    yield* S.stop(pid, 'shutdown')
    return ['ok', yield* all()]
  },

  *sys_get_state(place) {
    const { pid } = yield* S.start(7, place)
    return [yield* Sys.getState(pid), yield* Sys.replaceState(pid, add1), yield* Sys.getState(pid)]
  },

  *sys_suspend(place) {
    const { pid } = yield* S.start(7, place)
    yield* Sys.suspend(pid)
    const cause = yield* causeOf(S.callWithin(20, pid, 'state'))
    yield* Sys.resume(pid)
    return [cause, yield* S.call(pid, 'state')]
  },

  *no_handle_info_default(place) {
    const { pid } = yield* D.start(1, place)
    send(pid, 'x')
    yield* quiet()
    return yield* Process.alive(pid)
  },

  *multi_call(place) {
    yield* S.start(3, { ...place, name: 'mc' })
    const { replies, bad } = yield* S.multiCall(['mc', 'x@y'], 'state', [], 60_000)
    return [replies, bad]
  },

  *reply_dead_from(place) {
    const { pid } = yield* S.start(null, place)
    const request = S.sendRequest(yield* dead(place), 'state')
    GenServer.reply([pid, request.ref], 'x')
    return 'ok'
  },

  *call_killed(place) {
    const { pid } = yield* S.start(null, place)
    yield* Sys.suspend(pid)
    spawnWith(place, callFor, self(), pid)
    yield* quiet()
    Process.exit(pid, 'kill')
    return (yield* receive<unknown[]>('failed'))[1]
  },
} satisfies Rows
