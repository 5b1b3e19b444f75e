// The servers of behaviours.exs and servers.erl.

import { exit, GenServer, ignore, noreply, type Pid, Process, receive, reply, self, send, stop } from 'multibeam'

type Init = readonly [how: string, ...args: unknown[]] | Pid | number | null

/** `S` of behaviours.exs. Its state is often a process that it tells what happens. */
export const S = GenServer.define({
  *init(init: Init) {
    if (!Array.isArray(init)) return init as unknown
    const [how, a, b, c] = init as unknown as readonly [string, unknown, unknown, unknown]
    switch (how) {
      case 'ignore':
        return ignore()
      case 'stop':
        return stop(a)
      case 'raise':
        throw new Error('boom')
      case 'bad':
        return reply('bad_ret', 0) as never
      case 'sleep':
        yield* receive('never')
        return null
      case 'cont':
        return noreply(a, { continue: 'c' })
      case 'timeout':
        // There when the server begins to wait.
        if (c !== undefined) send(self(), c)
        return noreply(a, { timeout: b as number })
      case 'trap':
        Process.flag('trapExit', true)
        return a
      default:
        send(a as Pid, ['init', b])
        return a
    }
  },
  call: {
    state: (s) => reply(s, s),
    slow: (s, _ms: number) => noreply(s),
    *lateSlow(s, to: Pid) {
      yield* receive('go')
      send(to, 'going')
      return reply('late', s)
    },
    noreply: (s) => noreply(s),
    stopReply: (s) => stop('normal', s, { reply: 'bye' }),
    stop: (s, reason: unknown) => stop(reason, s),
    badret: () => 'wat' as never,
    throwret: (s) => {
      throw reply('thrown', s)
    },
    crash: () => {
      throw new Error('x')
    },
    replyThenNoreply: (s) => {
      GenServer.reply(GenServer.from(), 'early')
      return noreply(s)
    },
  },
  cast: {
    note: (s, n: number) => {
      send(s as Pid, ['cast', n])
      return noreply(s)
    },
    crash: () => exit('castcrash'),
  },
  continue: (_value, s) => {
    send(s as Pid, 'continued')
    return noreply(s)
  },
  info: (message, s) => {
    send(s as Pid, message === 'timeout' ? 'got_timeout' : ['info', message])
    return noreply(s)
  },
  terminate: (reason, s) => {
    if (typeof s === 'number' && s > 100) send(s as Pid, ['terminate', reason])
  },
})

/** The server of servers.erl. */
export const Erl = GenServer.define({
  init: (to: Pid | number) => to,
  call: {
    x: (s) => reply('y', s),
    to: (s, ms: number) => reply('ok', s, { timeout: ms }),
    hib: (s) => reply('ok', s, { hibernate: true }),
    stopNoreply: (s) => stop('shutdown', s),
  },
  cast: { _: (s) => noreply(s) },
  info: (message, s) => {
    send(s as Pid, ['info', message])
    return noreply(s)
  },
})

/** Has no callback but `init`. */
export const D = GenServer.define({ init: (x: number) => x, call: {} as Record<never, never> })
