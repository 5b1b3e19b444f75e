import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { _ } from '../../mailbox/pattern.ts'
import { self } from '../../process/identity.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets, type Table } from '../../shared-state/ets/ets.ts'
import type { ValueMatch } from './lookups.ts'
import { tell, WATCH } from './serve.ts'
import { type EntryRow, isAlive, type KeyRow, open, type Partition, partitionFor } from './tables.ts'

/** Whether this process has got the key; else who has it. */
export type Registered = { ok: true; pid: Pid } | { ok: false; reason: ['alreadyRegistered', pid: Pid] }

/**
 * Gives this process an entry: a key of the registry, any term, and what it says about itself. In a registry of unique keys it fails if
 * another one has the key, or this one. The entry is gone when the process is. Source: Elixir's `Registry.register/3`.
 */
export function* register(registry: string, key: unknown, value: unknown = undefined): Process<Registered> {
  const call = 'Registry.register'
  const tables = open(call, registry)
  const { keys, listeners } = tables
  const pid = self()
  const partition = partitionFor(call, tables, key, pid)
  const { server, entries, byPid } = partition
  const row: EntryRow = [key, pid, value]
  if (keys === 'unique') {
    const holder = yield* holderOf(partition, key)
    if (holder !== undefined) return { ok: false, reason: ['alreadyRegistered', holder] }
  }
  // Watched first: then none of its entries outlives it.
  send(server, [WATCH, pid])
  yield* Ets.insert(byPid, [pid, key])
  if (keys === 'duplicate') {
    yield* Ets.insert(entries, [row])
  } else {
    while (!(yield* Ets.insertNew(entries, [row]))) {
      const holder = yield* holderOf(partition, key)
      if (holder === undefined) continue
      yield* Ets.matchDelete(byPid, [pid, key])
      return { ok: false, reason: ['alreadyRegistered', holder] }
    }
  }
  tell(listeners, ['register', registry, key, pid, value])
  return { ok: true, pid: server }
}

/** Who has a unique key; one that has ended loses it here. */
function* holderOf({ entries }: Partition, key: unknown): Process<Pid | undefined> {
  const [row] = yield* Ets.lookup(entries, key)
  if (row === undefined) return undefined
  if (isAlive(row[1])) return row[1]
  yield* Ets.matchDelete(entries, [key, row[1], _])
  return undefined
}

/** Takes away this process's entries with a key; true, also if there are none. Source: Elixir's `Registry.unregister/2`. */
export function* unregister(registry: string, key: unknown): Process<true> {
  const call = 'Registry.unregister'
  const tables = open(call, registry)
  const { entries, byPid } = partitionFor(call, tables, key, self())
  const removed = yield* Ets.matchDelete(entries, [key, self(), _])
  yield* Ets.matchDelete(byPid, [self(), key])
  if (removed > 0) tell(tables.listeners, ['unregister', registry, key, self()])
  return true
}

/** In the table of a process's keys, behind one of them: others like it are being put back. */
const KEPT = '$kept'

/**
 * Takes away those of this process's entries with a key whose values match; true, also if none do. Listeners are told when no entry of the process
 * with the key is left. Source: Elixir's `Registry.unregister_match/4`.
 */
export function* unregisterMatch<V = unknown>(registry: string, key: unknown, which: ValueMatch<V>): Process<true> {
  const call = 'Registry.unregisterMatch'
  const tables = open(call, registry)
  const pid = self()
  const { entries, byPid } = partitionFor(call, tables, key, pid)
  const before = yield* ownRows(entries, key, pid)
  if (typeof which !== 'function') yield* Ets.matchDelete(entries, [key, pid, which])
  else for (const row of before) if (which(row[2])) yield* Ets.deleteObject(entries, row)
  const left = (yield* ownRows(entries, key, pid)).length
  if (left === before.length) return true
  // All of them like one another: those that stay are put in anew, and meanwhile one stands for them, should this process be killed.
  if (left > 0) yield* Ets.insert(byPid, [[pid, key, KEPT]])
  yield* Ets.matchDelete(byPid, [pid, key])
  if (left === 0) tell(tables.listeners, ['unregister', registry, key, pid])
  else {
    yield* Ets.insert(
      byPid,
      Array.from({ length: left }, (): KeyRow => [pid, key]),
    )
    yield* Ets.matchDelete(byPid, [pid, key, KEPT])
  }
  return true
}

function* ownRows(entries: Table<EntryRow>, key: unknown, pid: Pid): Process<EntryRow[]> {
  return (yield* Ets.lookup(entries, key)).filter(([, holder]) => holder === pid)
}

/**
 * Replaces the value of a unique key that this process has by `fn(value)`: the new and the old one; undefined if it has not got the key.
 * Source: Elixir's `Registry.update_value/3`.
 */
export function* updateValue<V>(
  registry: string,
  key: unknown,
  fn: (value: V) => V,
): Process<[value: V, previous: V] | undefined> {
  const call = 'Registry.updateValue'
  const tables = open(call, registry)
  if (tables.keys !== 'unique') {
    throw new BadArg(`${call}: the keys of ${inspect(registry)} are not unique; unregister and register anew`)
  }
  const { entries } = partitionFor(call, tables, key, self())
  const [row] = yield* Ets.lookup(entries, key)
  if (row === undefined || row[1] !== self()) return undefined
  const previous = row[2] as V
  const value = fn(previous)
  yield* Ets.updateElement(entries, key, [2, value])
  return [value, previous]
}
