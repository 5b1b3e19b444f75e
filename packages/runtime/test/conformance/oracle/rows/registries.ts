// Registry of behaviours.exs, and pg of scheduling.erl.

import { _, GenServer, type Pid, Process, pg, Registry, type ServerRef, spawnWith } from 'multibeam'
import { down, idle, type Place, type Rows } from './row.ts'
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
} satisfies Rows
