// ets and counters, of scheduling.erl; persistent_term, of servers.erl.

import {
  atomics,
  BadArg,
  counters,
  Ets,
  type Pid,
  type Process,
  persistentTerm,
  receive,
  self,
  send,
  spawnWith,
  type Table,
} from 'multibeam'
import { all, down, type Rows } from './row.ts'

function* makesTable(): Process {
  yield* Ets.new('tt', { named: true, access: 'public' })
}

function* makesInherited(heir: Pid): Process {
  const table = yield* Ets.new('tt', { named: true, heir: { pid: heir, data: 'hd' } })
  yield* Ets.insert(table, ['a', 1])
}

/** Erlang's `catch`, for a bad argument. */
function* badarg(code: Process<unknown>): Process<unknown> {
  try {
    return yield* code
  } catch (error) {
    if (error instanceof BadArg) return 'badarg'
    throw error
  }
}

function* insertsInto(to: Pid, table: Table): Process {
  send(to, ['inserted', yield* badarg(Ets.insert(table, ['a', 1]))])
}

export const tables = {
  *ets_owner_dies(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, makesTable)
    yield* down(ref)
    return [yield* Ets.info('tt'), Ets.whereis('tt')]
  },

  *ets_heir(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, makesInherited, self())
    yield* down(ref)
    const rows = yield* Ets.lookup('tt', 'a')
    // Erlang calls a named table by its name.
    const table = Ets.whereis('tt')
    const messages = (yield* all()).map((message) => {
      const [tag, given, , data] = message as unknown[]
      return [tag, given === table ? 'tt' : given, data]
    })
    return [messages, rows, yield* Ets.delete('tt')]
  },

  *ets_protected_write_other(place) {
    const table = yield* Ets.new('x', { access: 'protected' })
    spawnWith(place, insertsInto, self(), table)
    return (yield* receive<['inserted', unknown]>('inserted'))[1]
  },

  *counters() {
    const counter = counters.new(1, { writeConcurrency: true })
    counters.add(counter, 1, 5)
    const ref = atomics.new(1)
    atomics.add(ref, 1, 2n ** 63n - 1n)
    atomics.add(ref, 1, 1)
    return [counters.get(counter, 1), atomics.get(ref, 1), atomics.compareExchange(ref, 1, 0, 3)]
  },

  *persistent_term() {
    yield* persistentTerm.put('k', 1)
    const value = persistentTerm.get('k')
    const erased = yield* persistentTerm.erase('k')
    return [value, erased, yield* badarg(getTerm('k'))]
  },
} satisfies Rows

function* getTerm(key: unknown): Process<unknown> {
  return persistentTerm.get(key)
}
