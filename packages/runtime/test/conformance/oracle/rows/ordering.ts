import { type Pid, Process, receive, self, send, spawnWith } from 'multibeam'
import { all, down, exitWhenTold, queued, type Rows } from './row.ts'

function* count(): Process {
  let counted = 0
  for (;;) {
    const message = yield* receive<'inc' | ['get', Pid]>()
    if (message === 'inc') counted++
    else send(message[1], ['count', counted])
  }
}

function* increment(counter: Pid, times: number): Process {
  for (let i = 0; i < times; i++) send(counter, 'inc')
}

function* sendNumbers(to: Pid, name: string, numbers: number): Process {
  for (let n = 1; n <= numbers; n++) send(to, [name, n])
}

/** Traps exits; told to go, it tells what has come before, an exit by its reason. */
function* trapAndTell(to: Pid): Process {
  Process.flag('trapExit', true)
  send(to, 'ready')
  yield* receive('go')
  const messages = yield* queued()
  send(to, ['came', messages.map((message) => (Array.isArray(message) ? message[2] : message))])
}

function* tags(): Process<unknown> {
  return (yield* all()).map((message) => (message as unknown[])[0])
}

export const ordering = {
  *many_to_one_10s(place) {
    const counter = spawnWith(place, count)
    const refs = Array.from({ length: 10 }, (_, i) => {
      const [, ref] = spawnWith({ ...(i % 2 === 0 ? place : {}), monitor: true }, increment, counter, 1000)
      return ref
    })
    for (const ref of refs) yield* down(ref)
    send(counter, ['get', self()])
    const [, counted] = yield* receive<[string, number]>('count')
    return counted
  },

  *order_pairs_interleave_ok(place) {
    const names = ['a', 'b', 'c']
    for (const name of names) spawnWith(place, sendNumbers, self(), name, 2000)
    const next = new Map(names.map((name) => [name, 1]))
    const ordered = new Map(names.map((name) => [name, true]))
    for (let i = 0; i < 6000; i++) {
      const [name, n] = yield* receive<[string, number]>()
      if (n !== next.get(name)) ordered.set(name, false)
      next.set(name, n + 1)
    }
    return [...ordered.values()]
  },

  *link_msg_then_exit_order(place) {
    const pid = spawnWith(place, trapAndTell, self())
    yield* receive('ready')
    send(pid, 'm1')
    Process.exit(pid, 'sig1')
    send(pid, 'm2')
    Process.exit(pid, 'sig2')
    send(pid, 'go')
    const [, came] = yield* receive<[string, unknown]>('came')
    return came
  },

  *'exit_EXIT_before_DOWN?'(place) {
    Process.flag('trapExit', true)
    const pid = spawnWith({ ...place, link: true }, exitWhenTold, 'q')
    Process.monitor(pid)
    send(pid, 'x')
    return yield* tags()
  },

  *mon_then_link(place) {
    Process.flag('trapExit', true)
    const pid = spawnWith(place, exitWhenTold, 'q')
    Process.monitor(pid)
    Process.link(pid)
    send(pid, 'x')
    return yield* tags()
  },
} satisfies Rows
