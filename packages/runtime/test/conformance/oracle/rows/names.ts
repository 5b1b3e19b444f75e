import { BadArg, Process, self, send, spawnWith } from 'multibeam'
import { dead, down, type Rows } from './row.ts'

function* registerAndEnd(name: string): Process {
  yield* Process.register(self(), name)
}

/** What `catch` makes of a bad argument. */
function* refused(attempt: () => Process<unknown>): Process<unknown> {
  try {
    return yield* attempt()
  } catch (error) {
    if (error instanceof BadArg) return 'badarg'
    throw error
  }
}

export const names = {
  *register_dup_name() {
    yield* Process.register(self(), 'r1')
    return yield* refused(() => Process.register(self(), 'r1'))
  },

  *register_dup_pid() {
    yield* Process.register(self(), 'r1')
    return yield* refused(() => Process.register(self(), 'r2'))
  },

  *register_dead(place) {
    return yield* Process.register(yield* dead(place), 'r3')
  },

  *register_undefined() {
    return yield* Process.register(self(), 'undefined')
  },

  *unregister_missing() {
    return yield* Process.unregister('nonesuch')
  },

  *whereis_missing() {
    return Process.whereis('nonesuch')
  },

  *name_freed_on_exit(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, registerAndEnd, 'zz')
    yield* down(ref)
    return Process.whereis('zz')
  },

  *whereis_alive_after_exit(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, registerAndEnd, 'foo')
    yield* down(ref)
    const sent = yield* refused(function* () {
      send('foo', 'x')
    })
    return [Process.whereis('foo'), sent]
  },

  *register_then_new_same_name(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, registerAndEnd, 'foo')
    yield* down(ref)
    yield* Process.register(self(), 'foo')
    return yield* Process.unregister('foo')
  },

  *process_info_dead(place) {
    return yield* Process.info(yield* dead(place), 'status')
  },

  *pi_regname_none() {
    // Erlang's process_info gives an empty list for this item alone.
    return (yield* Process.info(self(), 'registeredName')) ?? []
  },
} satisfies Rows
