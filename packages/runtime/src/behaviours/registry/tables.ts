import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { machineFor } from '../../machine/current.ts'
import type { Table } from '../../shared-state/ets/ets.ts'
import { persistentTerm } from '../../shared-state/persistent-term/persistent-term.ts'
import { partitionOf } from '../partition-supervisor/route.ts'

/** Whether a key has one process, or as many as like. */
export type RegistryKeys = 'unique' | 'duplicate'

/** An entry: the key, who has it, and what it says about itself. */
export type EntryRow = [key: unknown, pid: Pid, value: unknown]

/** That a process has an entry with a key; the third element, if there is one, that of several such rows some are being taken away. */
export type KeyRow = [pid: Pid, key: unknown, kept?: string]

/** A part of a registry's entries, and the process that has it. */
export interface Partition {
  /** Owns the tables, and removes the entries of those that have ended. */
  readonly server: Pid
  /** A set if keys are unique, else a duplicateBag. */
  readonly entries: Table<EntryRow>
  /** The keys of each process, to find its entries when it has ended. A duplicateBag. */
  readonly byPid: Table<KeyRow>
}

/** Where a registry keeps what it knows; a persistent term, since every call begins with it. */
export interface RegistryTables {
  readonly keys: RegistryKeys
  /** The process under the registry's name; the first partition's, too. */
  readonly server: Pid
  readonly partitions: readonly Partition[]
  readonly metadata: Table<[key: unknown, value: unknown]>
  /** Who is told of registrations: names or pids. */
  readonly listeners: readonly (string | Pid)[]
}

export function termKeyOf(name: string): string {
  return `$registry:${name}`
}

/** Throws BadArg if there is no such registry (any more). */
export function open(call: string, registry: string): RegistryTables {
  const tables =
    typeof registry === 'string'
      ? persistentTerm.get<RegistryTables | undefined>(termKeyOf(registry), undefined)
      : undefined
  if (tables !== undefined && isAlive(tables.server)) return tables
  throw new BadArg(`${call}: there is no registry ${inspect(registry)}; start one with Registry.startLink`)
}

/** Where a process's entry with a key is: unique keys are spread by key, so that two that want one meet; duplicate ones by process. */
export function partitionFor(call: string, { keys, partitions }: RegistryTables, key: unknown, pid: Pid): Partition {
  // Most registries have one: nothing to be found out about the key.
  if (partitions.length === 1) return partitions[0] as Partition
  return partitions[partitionOf(call, keys === 'unique' ? key : `${pid}`, partitions.length)] as Partition
}

/** Where the entries of a key are: in one place if keys are unique, else perhaps everywhere. */
export function partitionsOfKey(call: string, tables: RegistryTables, key: unknown): readonly Partition[] {
  return tables.keys === 'unique' ? [partitionFor(call, tables, key, tables.server)] : tables.partitions
}

/** Where the entries of a process are: the other way round. */
export function partitionsOfProcess(call: string, tables: RegistryTables, pid: Pid): readonly Partition[] {
  return tables.keys === 'duplicate' ? [partitionFor(call, tables, undefined, pid)] : tables.partitions
}

/** Whether a process still lives. An entry of one that does not is as good as gone, before its registry has heard of the end. */
export function isAlive(pid: Pid): boolean {
  return isPid(pid) && machineFor('Registry').endpoint.isAlive(pid)
}

export function alive(rows: readonly EntryRow[]): EntryRow[] {
  return rows.filter(([, pid]) => isAlive(pid))
}
