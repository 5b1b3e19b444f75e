// Registry of behaviours.exs, and pg of scheduling.erl.

import {
  _,
  GenServer,
  type Pid,
  Process,
  pg,
  Registry,
  receive,
  type ServerRef,
  self,
  send,
  spawnWith,
} from 'multibeam'
import { all, down, idle, type Place, type Rows } from './row.ts'
import { caught } from './servers.ts'

/** A registry of the row's own, whatever ran before. */
function nameIn(place: Place, name: string): string {
  return `${name} ${place.scheduler ?? 'anywhere'}`
}

/** Ends what the row has started, so that its name is free for the next one. */
function* stop(pid: Pid): Process {
  Process.unlink(pid)
  const ref = Process.monitor(pid)
  Process.exit(pid, 'kill')
  yield* down(ref)
}

function* registers(registry: string): Process {
  yield* Registry.register(registry, 'k', 1)
}

function* staysRegistered(registry: string, to: Pid): Process {
  yield* Registry.register(registry, 'k', 2)
  send(to, 'in')
  yield* receive('x')
}

/** What a listener has been told, without the rest. */
function* toldAll(): Process<unknown[]> {
  return (yield* all()).map((message) => (message as unknown[])[0])
}

const Anybody = GenServer.define({ init: () => 0, call: { y: (n) => ({ n }) as never } })

export const registries = {
  *registry_unique_dup(place) {
    const name = nameIn(place, 'RU')
    const { pid } = yield* Registry.startLink({ keys: 'unique', name })
    const a = yield* Registry.register(name, 'k', 1)
    const b = yield* Registry.register(name, 'k', 2)
    const entries = yield* Registry.lookup(name, 'k')
    yield* stop(pid)
    return [a.ok ? 'ok' : a, b.ok ? b : b.reason[0], entries.length]
  },

  *registry_dup_keys(place) {
    const name = nameIn(place, 'RD')
    const { pid } = yield* Registry.startLink({ keys: 'duplicate', name })
    yield* Registry.register(name, 'k', 1)
    yield* Registry.register(name, 'k', 2)
    const count = yield* Registry.countMatch(name, 'k', _)
    const gone = yield* Registry.unregister(name, 'k')
    const entries = yield* Registry.lookup(name, 'k')
    yield* stop(pid)
    return [count, gone ? 'ok' : gone, entries]
  },

  *registry_autocleanup(place) {
    const name = nameIn(place, 'RC')
    const { pid } = yield* Registry.startLink({ keys: 'unique', name })
    const [, ref] = spawnWith({ ...place, monitor: true }, registers, name)
    yield* down(ref)
    const result = [yield* Registry.lookup(name, 'k'), [0, 1].includes(yield* Registry.count(name))]
    yield* stop(pid)
    return result
  },

  *registry_via_call_missing(place) {
    const name = nameIn(place, 'RV')
    const { pid } = yield* Registry.startLink({ keys: 'unique', name })
    const server: ServerRef = Registry.via(name, 'x')
    const [reason] = (yield* caught(Anybody.call(server, 'y'))) as [unknown]
    yield* stop(pid)
    return reason
  },

  *pg(place) {
    const { pid } = yield* pg.startLink()
    const p = spawnWith(place, idle)
    yield* pg.join('g', p)
    yield* pg.join('g', p)
    const twice = (yield* pg.getMembers('g')).length
    yield* pg.leave('g', p)
    const once = (yield* pg.getMembers('g')).length
    yield* stop(p)
    const none = (yield* pg.getMembers('g')).length
    const left = yield* pg.leave('g', p)
    yield* stop(pid)
    return [twice, once, none, left]
  },

  *registry_unregister_match(place) {
    const name = nameIn(place, 'RM')
    const { pid } = yield* Registry.startLink({ keys: 'duplicate', name })
    for (const value of [1, 2, 2]) yield* Registry.register(name, 'k', value)
    yield* Registry.register(name, 'o', 2)
    const other = spawnWith(place, staysRegistered, name, self())
    yield* receive('in')
    const some = yield* Registry.unregisterMatch(name, 'k', 2)
    const left = [yield* Registry.values(name, 'k', self()), (yield* Registry.keys(name, self())).sort()]
    const none = yield* Registry.unregisterMatch(name, 'k', (value: unknown) => value === 7)
    const all = yield* Registry.unregisterMatch(name, 'k', _)
    const after = [yield* Registry.keys(name, self()), yield* Registry.countMatch(name, 'k', _)]
    yield* stop(other)
    yield* stop(pid)
    return [some ? 'ok' : some, left, none ? 'ok' : none, all ? 'ok' : all, after]
  },

  *registry_unregister_match_unique(place) {
    const name = nameIn(place, 'RQ')
    const { pid } = yield* Registry.startLink({ keys: 'unique', name })
    yield* Registry.register(name, 'k', ['a', 1])
    const other = yield* Registry.unregisterMatch(name, 'k', ['b', _])
    const before = (yield* Registry.lookup(name, 'k')).length
    const its = yield* Registry.unregisterMatch(name, 'k', ['a', _])
    const after = [yield* Registry.lookup(name, 'k'), yield* Registry.keys(name, self())]
    yield* stop(pid)
    return [other ? 'ok' : other, before, its ? 'ok' : its, ...after]
  },

  *registry_unregister_match_told(place) {
    const name = nameIn(place, 'RT')
    const { pid } = yield* Registry.startLink({ keys: 'duplicate', name, listeners: [self()] })
    for (const value of [1, 2]) yield* Registry.register(name, 'k', value)
    yield* Registry.unregisterMatch(name, 'k', 1)
    const first = yield* toldAll()
    yield* Registry.unregisterMatch(name, 'k', (value: number) => value === 2)
    const second = yield* toldAll()
    yield* stop(pid)
    return [first, second]
  },

  *registry_count_select(place) {
    const name = nameIn(place, 'RS')
    const { pid } = yield* Registry.startLink({ keys: 'duplicate', name })
    for (const value of [1, 2, 3]) yield* Registry.register(name, 'k', value)
    const count = yield* Registry.countSelect(name, (_key, _pid, value) => (value as number) > 1)
    yield* stop(pid)
    return count
  },

  *whereis(place) {
    const name = nameIn(place, 'WA')
    const { pid } = yield* Anybody.startLink(undefined, { ...place, name })
    const found = [
      (yield* GenServer.whereis(name)) === pid,
      (yield* GenServer.whereis(pid)) === pid,
      yield* GenServer.whereis('nobody'),
    ]
    yield* stop(pid)
    return found
  },
} satisfies Rows
