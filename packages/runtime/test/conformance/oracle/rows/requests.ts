// gen_server and sys, of servers.erl.

import { GenServer, Process, ProcLib, receive, Sys, self } from 'multibeam'
import { all, down, exitWith, quiet, type Rows } from './row.ts'
import { Erl } from './server-definitions.ts'
import { caught } from './servers.ts'

function* ackMe(): Process {
  ProcLib.initAck(42)
}

function* crashMe(): Process {
  throw new Error('zz')
}

export const requests = {
  *send_request(place) {
    const { pid } = yield* Erl.start(self(), place)
    const response = yield* GenServer.waitResponse(Erl.sendRequest(pid, 'x'), { after: 60_000 })
    return typeof response === 'object' && response.ok ? ['reply', response.reply] : response
  },

  *send_request_dead(place) {
    const { pid } = yield* Erl.start(self(), place)
    yield* Erl.stop(pid)
    const response = yield* GenServer.receiveResponse(Erl.sendRequest(pid, 'x'), { after: 60_000 })
    return typeof response === 'object' && !response.ok ? response.reason : response
  },

  *'call_timeout0?'(place) {
    const { pid } = yield* Erl.start(self(), place)
    yield* Erl.call(pid, 'to', 10)
    return [yield* receive()]
  },

  *timeout_reset_by_call(place) {
    const { pid } = yield* Erl.start(self(), place)
    // The second call waits when the first is answered: however busy the machine is, no time passes between them.
    yield* Sys.suspend(pid)
    const calls = [Erl.sendRequest(pid, 'to', 30), Erl.sendRequest(pid, 'x')] as const
    yield* Sys.resume(pid)
    for (const call of calls) yield* GenServer.receiveResponse<unknown>(call)
    Process.sendAfter(self(), 'later', 80)
    const next = yield* receive()
    return next === 'later' ? [] : [next]
  },

  *start_monitor(place) {
    const { pid, ref } = yield* Erl.startMonitor(self(), place)
    Process.exit(pid, 'kill')
    return yield* down(ref)
  },

  *stop_call_shutdown(place) {
    Process.flag('trapExit', true)
    const { pid } = yield* Erl.startLink(self(), place)
    const [reason] = (yield* caught(Erl.call(pid, 'stopNoreply'))) as [unknown]
    return [reason, (yield* all()).map((message) => (message as unknown[])[2])]
  },

  *multi_call_missing() {
    const { replies, bad } = yield* Erl.multiCall(['nosuch'], 'x', [])
    return [replies, bad]
  },

  *proc_lib_ack(place) {
    const result = yield* ProcLib.start(ackMe, [], place)
    return ['ok', result.ok && result.info]
  },

  *proc_lib_start_link_fail(place) {
    Process.flag('trapExit', true)
    const result = yield* ProcLib.startLink(exitWith, ['foo'], place)
    return ['error', result.ok || result.reason]
  },

  *proc_lib_crash_start(place) {
    const result = yield* ProcLib.start(crashMe, [], place)
    return result.ok || (result.reason as Error).message
  },

  *hibernate_state(place) {
    const { pid } = yield* Erl.start(self(), place)
    yield* Erl.call(pid, 'hib')
    yield* quiet()
    const current = yield* Process.info(pid, 'currentFunction')
    return [current?.name, yield* Erl.call(pid, 'x')]
  },

  *sys_status(place) {
    const { pid } = yield* Erl.start(7, place)
    const { state } = yield* Sys.getStatus(pid)
    return (state as { behaviour: string }).behaviour
  },

  *sys_statistics(place) {
    const { pid } = yield* Erl.start(self(), place)
    yield* Sys.statistics(pid, true)
    yield* Erl.call(pid, 'x')
    const statistics = (yield* Sys.statistics(pid, 'get')) ?? {}
    const { startTime, currentTime, reductions, messagesIn, messagesOut } = statistics as Record<string, number>
    return Object.keys({ startTime, currentTime, reductions, messagesIn, messagesOut })
  },
} satisfies Rows
