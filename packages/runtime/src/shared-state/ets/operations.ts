import type { Pid } from '@multibeam/scheduler'
import type { Row } from './entries.ts'
import type { RowPattern } from './row-pattern.ts'
import type { CounterStep, EtsTable, Heir, TableAccess, TableType } from './table.ts'

export interface TableInfo {
  name: string
  named: boolean
  type: TableType
  access: TableAccess
  owner: Pid
  /** Undefined if there is none. */
  heir: Pid | undefined
  keyPosition: number
  /** Rows. */
  size: number
}

/** What a process may ask of a table, by name: what right it needs, and what is done. Each is done at once, on the table's scheduler. */
export const operations = {
  lookup: reading((table, key: unknown) => table.lookup(key)),
  lookupElement: reading((table, key: unknown, position: number) => table.lookupElement(key, position)),
  member: reading((table, key: unknown) => table.member(key)),
  first: reading((table) => table.first()),
  last: reading((table) => table.last()),
  next: reading((table, key: unknown) => table.next(key)),
  prev: reading((table, key: unknown) => table.prev(key)),
  rows: reading((table, pattern?: RowPattern) => table.rows(pattern)),
  count: reading((table, pattern: RowPattern) => table.rows(pattern).length),
  insert: writing((table, rows: readonly Row[]) => table.insert(rows)),
  insertNew: writing((table, rows: readonly Row[]) => table.insertNew(rows)),
  delete: writing((table, key: unknown) => table.delete(key)),
  take: writing((table, key: unknown) => table.take(key)),
  deleteObject: writing((table, row: Row) => table.deleteObject(row)),
  deleteAll: writing((table) => table.deleteAll()),
  matchDelete: writing((table, pattern: RowPattern) => table.matchDelete(pattern)),
  updateCounter: writing((table, key: unknown, steps: readonly CounterStep[], otherwise?: Row) =>
    table.updateCounter(key, steps, otherwise),
  ),
  updateElement: writing((table, key: unknown, changes: readonly (readonly [number, unknown])[]) =>
    table.updateElement(key, changes),
  ),
  info: { right: 'any', perform: infoOf } as Operation<[], TableInfo>,
  setHeir: owning((table, heir: Heir | undefined) => {
    table.heir = heir
  }),
  giveAway: owning((table, to: Pid) => {
    table.owner = to
  }),
  /** Whether it may; the table goes with its process. */
  drop: writing(() => undefined),
} as const

/** What must be allowed: anybody may, those who read, those who write, or the owner alone. */
type Right = 'any' | 'read' | 'write' | 'own'

export interface Operation<A extends unknown[], T> {
  readonly right: Right
  perform(table: EtsTable, ...args: A): T
}

type Operations = typeof operations
export type OperationName = keyof Operations
export type ArgumentsOf<N extends OperationName> = Operations[N] extends Operation<infer A, unknown> ? A : never
export type ValueOf<N extends OperationName> = Operations[N] extends Operation<never, infer T> ? T : never

function reading<A extends unknown[], T>(perform: (table: EtsTable, ...args: A) => T): Operation<A, T> {
  return { right: 'read', perform }
}

function writing<A extends unknown[], T>(perform: (table: EtsTable, ...args: A) => T): Operation<A, T> {
  return { right: 'write', perform }
}

function owning<A extends unknown[], T>(perform: (table: EtsTable, ...args: A) => T): Operation<A, T> {
  return { right: 'own', perform }
}

function infoOf(table: EtsTable): TableInfo {
  const { name, named, type, access, owner, heir, keyPosition, size } = table
  return { name, named, type, access, owner, heir: heir?.pid, keyPosition, size }
}

export function isAllowed(table: EtsTable, caller: Pid, right: Right): boolean {
  if (caller === table.owner || right === 'any') return true
  if (right === 'read') return table.access !== 'private'
  return right === 'write' && table.access === 'public'
}
