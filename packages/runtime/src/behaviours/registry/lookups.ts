import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { isProcessCode, type Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { matchesRow, valuePattern } from '../../shared-state/ets/row-pattern.ts'
import { alive, isAlive, open } from './tables.ts'

/** Who has a key, and what it says about itself. */
export type RegistryEntry<V = unknown> = [pid: Pid, value: V]

/** Which values: those that a term with `_` for anything matches, or those for which a function says so. */
export type ValueMatch<V> = unknown | ((value: V) => boolean)

/** The entries of a key, one at the most if keys are unique. Source: Elixir's `Registry.lookup/2`. */
export function* lookup<V = unknown>(registry: string, key: unknown): Process<RegistryEntry<V>[]> {
  const { entries } = open('Registry.lookup', registry)
  return alive(yield* Ets.lookup(entries, key)).map(([, pid, value]) => [pid, value as V])
}

/** The process that has a unique key; undefined if none has. Source: Elixir's `Registry.whereis_name/1`. */
export function* whereis(registry: string, key: unknown): Process<Pid | undefined> {
  const { keys, entries } = open('Registry.whereis', registry)
  if (keys !== 'unique') {
    throw new BadArg(`Registry.whereis: the keys of ${inspect(registry)} are not unique; use Registry.lookup`)
  }
  return alive(yield* Ets.lookup(entries, key))[0]?.[1]
}

/** The keys of a process, one for each of its entries. Source: Elixir's `Registry.keys/2`. */
export function* keys(registry: string, pid: Pid): Process<unknown[]> {
  const { byPid } = open('Registry.keys', registry)
  const rows = yield* Ets.lookup(byPid, pid)
  return isAlive(pid) ? rows.map(([, key]) => key) : []
}

/** The values of a process's entries with a key. Source: Elixir's `Registry.values/3`. */
export function* values<V = unknown>(registry: string, key: unknown, pid: Pid): Process<V[]> {
  return (yield* lookup<V>(registry, key)).filter(([holder]) => holder === pid).map(([, value]) => value)
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
  const { entries } = open('Registry.select', registry)
  const results: T[] = []
  for (const row of alive(yield* Ets.tab2list(entries))) {
    const result = project(...row)
    if (result !== undefined) results.push(result)
  }
  return results
}

/** How many entries there are. Source: Elixir's `Registry.count/1`. */
export function* count(registry: string): Process<number> {
  const { entries } = open('Registry.count', registry)
  return alive(yield* Ets.tab2list(entries)).length
}

/**
 * Calls `fn` with the entries of a key, if there are any: to send each of them a message, or to choose one. `fn` may be process code.
 * Source: Elixir's `Registry.dispatch/4`.
 */
export function* dispatch<V = unknown>(
  registry: string,
  key: unknown,
  fn: (entries: RegistryEntry<V>[]) => unknown,
): Process<void> {
  const entries = yield* lookup<V>(registry, key)
  if (entries.length === 0) return
  const result = fn(entries)
  if (isProcessCode(result)) yield* result
}

export function matcherOf<V>(which: ValueMatch<V>): (value: V) => boolean {
  if (typeof which === 'function') return which as (value: V) => boolean
  const pattern = valuePattern(which)
  return (value) => matchesRow(pattern, value)
}
