// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import {
  type From,
  GenServer,
  noreply,
  type Pid,
  type Process,
  type Response,
  reply,
  stop,
  type Timeout,
} from 'multibeam'

const Counter = GenServer.define({
  init: (start: number) => start,
  call: {
    get: (count) => reply(count, count),
    add: (count, n: number) => reply(`${count + n}`, count + n),
    *later(count, to: Pid, greeting?: string) {
      return greeting === undefined ? reply(to, count) : stop('normal', count, { reply: true })
    },
    nobody: (count) => noreply(count),
  },
  cast: { reset: () => noreply(0), set: (_count, n: number) => noreply(n) },
  info: (_message, count) => noreply(count + 1),
  terminate: (_reason, count) => count.toFixed(),
})

/** Its init takes nothing. */
const Clock = GenServer.define({ init: () => 0, call: { now: (time) => reply(time, time) } })

export function* withoutArgument(): Process {
  yield* Clock.startLink()
  yield* Clock.startLink(undefined, { name: 'clock' })
  Clock.child()
  Clock.child(undefined, { id: 'clock' })
  // @ts-expect-error options stand behind the argument, which is undefined here
  yield* Clock.startLink({ name: 'clock' })
  // @ts-expect-error the same
  Clock.child({ id: 'clock' })
}

export function* right(pid: Pid): Process {
  const { pid: started } = yield* Counter.startLink(0, { name: 'counter' })
  const result = yield* Counter.start(0)
  if (result.ok) result.pid satisfies Pid
  else result.reason satisfies unknown
  const { ref } = yield* Counter.startMonitor(0)
  ref satisfies number
  const count: number = yield* Counter.call(started, 'get')
  const text: string = yield* Counter.callWithin(100, 'counter', 'add', count)
  const either: Pid | boolean = yield* Counter.call(pid, 'later', pid)
  const unknown: unknown = yield* Counter.call(pid, 'nobody')
  Counter.cast(pid, 'reset')
  Counter.cast('counter', 'set', 2)
  const request = Counter.sendRequest(pid, 'add', 1)
  const response: Response<string> | Timeout = yield* GenServer.receiveResponse(request)
  const from: From<string> = GenServer.from<string>()
  GenServer.reply(from, text)
  void [either, unknown, response]
}

export function* wrong(pid: Pid): Process {
  // @ts-expect-error the argument of init is a number
  yield* Counter.startLink('0')
  // @ts-expect-error init takes an argument
  yield* Counter.startLink()
  // @ts-expect-error no such option
  yield* Counter.startLink(0, { nome: 'counter' })
  // @ts-expect-error no such call
  yield* Counter.call(pid, 'got')
  // @ts-expect-error an argument is missing
  yield* Counter.call(pid, 'add')
  // @ts-expect-error a wrong argument
  yield* Counter.call(pid, 'add', '2')
  // @ts-expect-error one argument too many
  yield* Counter.call(pid, 'get', 1)
  // @ts-expect-error the reply is a string
  const n: number = yield* Counter.call(pid, 'add', 2)
  // @ts-expect-error a cast is no call
  yield* Counter.call(pid, 'reset')
  // @ts-expect-error no such cast
  Counter.cast(pid, 'get')
  // @ts-expect-error a wrong argument
  Counter.cast(pid, 'set', 'x')
  // @ts-expect-error the reply is a string
  GenServer.reply(GenServer.from<string>(), 1)
  void n
}

GenServer.define({
  init: () => 0,
  // @ts-expect-error a call returns an outcome
  call: { get: (count) => count },
})
GenServer.define({
  init: () => 0,
  // @ts-expect-error the state is a number
  call: { get: (count) => reply(count, 'state') },
})
GenServer.define({
  init: () => 0,
  // @ts-expect-error a cast has nobody to reply to
  cast: { get: (count) => reply(count, count) },
})
GenServer.define({
  init: () => 0,
  // @ts-expect-error the state is a number
  info: (_message, _state) => noreply('x'),
})
GenServer.define({
  init: () => 0,
  // @ts-expect-error no such callback
  calls: {},
})
// @ts-expect-error a server has an init
GenServer.define({ call: {} })
