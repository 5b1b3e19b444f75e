import { nameIntrinsic } from '@multibeam/compiler/support'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { System } from '../../system/system.ts'
import { CHILD_OPTIONS, type ChildOptions, type ChildSpec } from '../child-spec.ts'
import type { ViaName } from '../start/server-name.ts'
import { start } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { Via } from '../start/via.ts'
import { register, unregister, unregisterMatch, updateValue } from './entries.ts'
import { count, countMatch, countSelect, dispatch, keys, lookup, match, select, values, whereis } from './lookups.ts'
import { checkRegistryOptions, type RegistryOptions } from './options.ts'
import { serveRegistry } from './serve.ts'
import { open } from './tables.ts'

/** Starts a registry, linked to this process. Throws BadArg. Source: Elixir's `Registry.start_link/1`. */
function* startLink(options: RegistryOptions): Process<StartResult> {
  const call = 'Registry.startLink'
  checkRegistryOptions(call, options)
  const { name, keys: kind, partitions = 1, listeners = [], meta: metadata = [] } = options
  // Beside its tables, which stay where they are made.
  const scheduler = System.schedulerId()
  return yield* start(call, serveRegistry, [name, kind, partitions, listeners, metadata], { name, scheduler }, 'link')
}

/** The spec of a registry as the child of a supervisor. Its id is its name unless another one is given. */
function child(options: RegistryOptions, more: ChildOptions = {}): ChildSpec {
  checkRegistryOptions('Registry.child', options)
  checkOptions('Registry.child', more, CHILD_OPTIONS)
  return { id: options.name, ...more, start: [startLink, options] }
}

/** A value of the registry itself; undefined if there is none. Source: Elixir's `Registry.meta/2`. */
function* meta<V = unknown>(registry: string, key: unknown): Process<V | undefined> {
  const [row] = yield* Ets.lookup(open('Registry.meta', registry).metadata, key)
  return row?.[1] as V | undefined
}

/** Source: Elixir's `Registry.put_meta/3`. */
function* putMeta(registry: string, key: unknown, value: unknown): Process<true> {
  return yield* Ets.insert(open('Registry.putMeta', registry).metadata, [[key, value]])
}

/** Source: Elixir's `Registry.delete_meta/2`. */
function* deleteMeta(registry: string, key: unknown): Process<true> {
  return yield* Ets.delete(open('Registry.deleteMeta', registry).metadata, key)
}

/** A name in a registry. */
type RegisteredName = readonly [registry: string, key: unknown, value?: unknown]

/** Looks names of processes up in registries. */
export const RegistryVia = Via.define<RegisteredName>({
  *register([registry, key, value]) {
    return (yield* register(registry, key, value)).ok
  },
  unregister: ([registry, key]) => unregister(registry, key),
  whereis: ([registry, key]) => whereis(registry, key),
})

/** The name of a process that is registered under a unique key, for `startLink({ name })`, `call` and the like. Source: Elixir's `{:via, Registry, {registry, key}}`. */
function via(registry: string, key: unknown, value?: unknown): ViaName {
  return { via: RegistryVia as Via, name: [registry, key, value] }
}

/**
 * Processes found by keys that are any terms: one process a key (`unique`), or many (`duplicate`). An entry vanishes with its process: it is
 * gone when the process's DOWN arrives.
 *
 * A registry's entries lie in tables on the scheduler where it was started, see `Ets`: calls from there are cheap. With `partitions` the others
 * lie on the schedulers that follow; a partition that ends takes the whole registry along, so that its supervisor starts all of it anew.
 * All calls throw BadArg if there is no such registry. Source: Elixir's `Registry`.
 */
export const Registry = /* @__PURE__ */ nameIntrinsic('multibeam.Registry', {
  startLink,
  child,
  register,
  unregister,
  unregisterMatch,
  lookup,
  whereis,
  keys,
  values,
  updateValue,
  dispatch,
  match,
  countMatch,
  count,
  select,
  countSelect,
  meta,
  putMeta,
  deleteMeta,
  via,
} as const)
