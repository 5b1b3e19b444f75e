import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { machineFor } from '../../machine/current.ts'
import type { Table } from '../../shared-state/ets/ets.ts'
import { persistentTerm } from '../../shared-state/persistent-term/persistent-term.ts'

/** Whether a key has one process, or as many as like. */
export type RegistryKeys = 'unique' | 'duplicate'

/** An entry: the key, who has it, and what it says about itself. */
export type EntryRow = [key: unknown, pid: Pid, value: unknown]

/** Where a registry keeps what it knows; a persistent term, since every call begins with it. */
export interface RegistryTables {
  readonly keys: RegistryKeys
  readonly server: Pid
  /** A set if keys are unique, else a duplicateBag. */
  readonly entries: Table<EntryRow>
  /** The keys of each process, to find its entries when it has ended. A duplicateBag. */
  readonly byPid: Table<[pid: Pid, key: unknown]>
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

/** Whether a process still lives. An entry of one that does not is as good as gone, before its registry has heard of the end. */
export function isAlive(pid: Pid): boolean {
  return isPid(pid) && machineFor('Registry').endpoint.isAlive(pid)
}

export function alive(rows: readonly EntryRow[]): EntryRow[] {
  return rows.filter(([, pid]) => isAlive(pid))
}
