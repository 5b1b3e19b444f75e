import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import { isProcessCode, type Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { matchesRow, valuePattern } from '../../shared-state/ets/row-pattern.ts'
import { awaitMany } from '../task/await.ts'
import { async } from '../task/start-task.ts'
import {
  alive,
  type EntryRow,
  isAlive,
  open,
  type Partition,
  partitionFor,
  partitionsOfKey,
  partitionsOfProcess,
} from './tables.ts'

/** Who has a key, and what it says about itself. */
export type RegistryEntry<V = unknown> = [pid: Pid, value: V]

/** Which values: those that a term with `_` for anything matches, or those for which a function says so. */
export type ValueMatch<V> = unknown | ((value: V) => boolean)

/** The entries of a key, one at the most if keys are unique. Source: Elixir's `Registry.lookup/2`. */
export function* lookup<V = unknown>(registry: string, key: unknown): Process<RegistryEntry<V>[]> {
  const call = 'Registry.lookup'
  const found: RegistryEntry<V>[] = []
  for (const partition of partitionsOfKey(call, open(call, registry), key)) {
    found.push(...(yield* lookupIn<V>(partition, key)))
  }
  return found
}

function* lookupIn<V>({ entries }: Partition, key: unknown): Process<RegistryEntry<V>[]> {
  return alive(yield* Ets.lookup(entries, key)).map(([, pid, value]) => [pid, value as V])
}

/** The process that has a unique key; undefined if none has. Source: Elixir's `Registry.whereis_name/1`. */
export function* whereis(registry: string, key: unknown): Process<Pid | undefined> {
  const call = 'Registry.whereis'
  const tables = open(call, registry)
  if (tables.keys !== 'unique') {
    throw new BadArg(`${call}: the keys of ${inspect(registry)} are not unique; use Registry.lookup`)
  }
  const { entries } = partitionFor(call, tables, key, tables.server)
  return alive(yield* Ets.lookup(entries, key))[0]?.[1]
}

/** The keys of a process, one for each of its entries. Source: Elixir's `Registry.keys/2`. */
export function* keys(registry: string, pid: Pid): Process<unknown[]> {
  const call = 'Registry.keys'
  const found: unknown[] = []
  for (const { byPid } of partitionsOfProcess(call, open(call, registry), pid)) {
    for (const [, key] of yield* Ets.lookup(byPid, pid)) found.push(key)
  }
  return isAlive(pid) ? found : []
}

/** The values of a process's entries with a key. Source: Elixir's `Registry.values/3`. */
export function* values<V = unknown>(registry: string, key: unknown, pid: Pid): Process<V[]> {
  const call = 'Registry.values'
  const partition = partitionFor(call, open(call, registry), key, pid)
  return (yield* lookupIn<V>(partition, key)).filter(([holder]) => holder === pid).map(([, value]) => value)
}

/** The entries of a key whose values match. Source: Elixir's `Registry.match/4`. */
export function* match<V = unknown>(registry: string, key: unknown, which: ValueMatch<V>): Process<RegistryEntry<V>[]> {
  const matches = matcherOf<V>(which)
  return (yield* lookup<V>(registry, key)).filter(([, value]) => matches(value))
}

/** How many entries of a key have values that match. Source: Elixir's `Registry.count_match/4`. */
export function* countMatch<V = unknown>(registry: string, key: unknown, which: ValueMatch<V>): Process<number> {
  return (yield* match<V>(registry, key, which)).length
}

/** What a function makes of each entry of the registry; what is undefined is left out. Source: Elixir's `Registry.select/2`. */
export function* select<T>(
  registry: string,
  project: (key: unknown, pid: Pid, value: unknown) => T | undefined,
): Process<T[]> {
  const results: T[] = []
  for (const row of yield* allRows('Registry.select', registry)) {
    const result = project(...row)
    if (result !== undefined) results.push(result)
  }
  return results
}

/** Of how many entries of the registry a function says so. Source: Elixir's `Registry.count_select/2`. */
export function* countSelect(
  registry: string,
  predicate: (key: unknown, pid: Pid, value: unknown) => boolean,
): Process<number> {
  const rows = yield* allRows('Registry.countSelect', registry)
  return rows.filter((row) => predicate(...row)).length
}

/** How many entries there are. Source: Elixir's `Registry.count/1`. */
export function* count(registry: string): Process<number> {
  return (yield* allRows('Registry.count', registry)).length
}

function* allRows(call: string, registry: string): Process<EntryRow[]> {
  const rows: EntryRow[] = []
  for (const { entries } of open(call, registry).partitions) {
    for (const row of alive(yield* Ets.tab2list(entries))) rows.push(row)
  }
  return rows
}

export interface DispatchOptions {
  /**
   * In a registry of several partitions with duplicate keys: each partition's entries are dispatched by a task of its own, at the same time.
   * `fn` is sent there, so it must be a process function or one that its module exports. Default: false.
   */
  parallel?: boolean
}

/**
 * Calls `fn` with the entries of a key, if there are any: to send each of them a message, or to choose one. `fn` may be process code.
 * In a registry of several partitions with duplicate keys it is called once for each partition that has entries of the key. What it throws is thrown
 * here; from a task of `parallel` it ends this process, as from every task. Throws BadArg. Source: Elixir's `Registry.dispatch/4`.
 */
export function* dispatch<V = unknown>(
  registry: string,
  key: unknown,
  fn: (entries: RegistryEntry<V>[]) => unknown,
  options: DispatchOptions = {},
): Process<void> {
  const call = 'Registry.dispatch'
  checkOptions(call, options, ['parallel'] satisfies (keyof DispatchOptions)[])
  const partitions = partitionsOfKey(call, open(call, registry), key)
  const step = fn as (entries: RegistryEntry[]) => unknown
  if (options.parallel === true && partitions.length > 1) {
    const tasks = partitions.map((partition) => async(dispatchIn, partition, key, step))
    yield* awaitMany(tasks, Number.POSITIVE_INFINITY)
    return
  }
  for (const partition of partitions) yield* dispatchIn(partition, key, step)
}

export function* dispatchIn(
  partition: Partition,
  key: unknown,
  fn: (entries: RegistryEntry[]) => unknown,
): Process<void> {
  const entries = yield* lookupIn(partition, key)
  if (entries.length === 0) return
  const result = fn(entries)
  if (isProcessCode(result)) yield* result
}

export function matcherOf<V>(which: ValueMatch<V>): (value: V) => boolean {
  if (typeof which === 'function') return which as (value: V) => boolean
  const pattern = valuePattern(which)
  return (value) => matchesRow(pattern, value)
}
