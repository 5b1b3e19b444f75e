import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkKey } from '../term-key.ts'
import type { Entries, Entry, Row } from './entries.ts'
import { HashedEntries } from './hashed-entries.ts'
import { equalTerms, keyIn, matchesRow, type RowPattern } from './row-pattern.ts'
import { SortedEntries } from './sorted-entries.ts'
import { compareTerms } from './term-order.ts'

/** How many rows a key may have: one (in order of the keys, for `orderedSet`), several different ones, or several of any kind. */
export type TableType = 'set' | 'orderedSet' | 'bag' | 'duplicateBag'

/** Who may read and who may write besides the owner: all and all, all and nobody, nobody and nobody. */
export type TableAccess = 'public' | 'protected' | 'private'

export interface Heir {
  readonly pid: Pid
  readonly data: unknown
}

/** One step of `updateCounter`: what to add to which element, and where to wrap around. */
export type CounterStep = readonly [
  position: number,
  increment: number | bigint,
  limit?: number | bigint,
  reset?: number | bigint,
]

/** In a CounterStep: the element behind the key. */
export const BEHIND_KEY = -1

/** A table's rows and rules, on the scheduler where it lives. It knows nothing of processes and messages. */
export class EtsTable {
  readonly name: string
  readonly named: boolean
  readonly type: TableType
  readonly access: TableAccess
  readonly keyPosition: number
  owner: Pid
  heir: Heir | undefined
  size = 0
  readonly #entries: Entries

  constructor(
    name: string,
    named: boolean,
    type: TableType,
    access: TableAccess,
    keyPosition: number,
    owner: Pid,
    heir: Heir | undefined,
  ) {
    this.name = name
    this.named = named
    this.type = type
    this.access = access
    this.keyPosition = keyPosition
    this.owner = owner
    this.heir = heir
    this.#entries = type === 'orderedSet' ? new SortedEntries() : new HashedEntries()
  }

  // ---- reading

  lookup(key: unknown): readonly Row[] {
    return this.#entries.find(key)?.rows ?? []
  }

  lookupElement(key: unknown, position: number): unknown {
    const rows = this.lookup(key)
    if (rows.length === 0) throw new BadArg(`Ets.lookupElement: ${this} has no row with the key ${inspect(key)}`)
    const elements = rows.map((row) => this.#element('Ets.lookupElement', row, position))
    return this.#isBag() ? elements : elements[0]
  }

  member(key: unknown): boolean {
    return this.#entries.find(key) !== undefined
  }

  first(): unknown {
    return this.#entries.first()?.key
  }

  last(): unknown {
    return this.#entries.last()?.key
  }

  next(key: unknown): unknown {
    return this.#neighbour('Ets.next', key, this.#entries.after(key))
  }

  prev(key: unknown): unknown {
    return this.#neighbour('Ets.prev', key, this.#entries.before(key))
  }

  /** All rows, or those that match. */
  rows(pattern?: RowPattern): Row[] {
    if (pattern === undefined) return Array.from(this.#entries, (entry) => entry.rows).flat()
    const found: Row[] = []
    for (const entry of this.#candidates(pattern)) {
      for (const row of entry.rows) if (matchesRow(pattern, row)) found.push(row)
    }
    return found
  }

  /** The rows for which a function of the user's says so. It is given the rows themselves. */
  filter(predicate: (row: never) => boolean): Row[] {
    // All of them first: the predicate may come back to this table.
    return this.rows().filter((row) => predicate(row as never))
  }

  // ---- writing

  insert(rows: readonly Row[]): void {
    this.#checkRows('Ets.insert', rows)
    for (const row of rows) this.#insert(row)
  }

  /** False, and nothing inserted, if one of the keys is there already. */
  insertNew(rows: readonly Row[]): boolean {
    this.#checkRows('Ets.insertNew', rows)
    for (const row of rows) if (this.#entries.find(row[this.keyPosition]) !== undefined) return false
    for (const row of rows) this.#insert(row)
    return true
  }

  delete(key: unknown): void {
    const entry = this.#entries.find(key)
    if (entry !== undefined) this.#remove(entry)
  }

  /** Deletes the rows of a key, and gives them. */
  take(key: unknown): readonly Row[] {
    const rows = this.lookup(key)
    this.delete(key)
    return rows
  }

  deleteObject(row: Row): void {
    const entry = this.#entries.find(row[this.keyPosition])
    if (entry !== undefined) this.#keep(entry, (known) => !equalTerms(known, row))
  }

  deleteAll(): void {
    this.#entries.clear()
    this.size = 0
  }

  /** The number of rows deleted. */
  matchDelete(pattern: RowPattern): number {
    const before = this.size
    for (const entry of Array.from(this.#candidates(pattern))) this.#keep(entry, (row) => !matchesRow(pattern, row))
    return before - this.size
  }

  /** Changes numbers of the one row with this key, all or none; their new values. */
  updateCounter(key: unknown, steps: readonly CounterStep[], otherwise: Row | undefined): (number | bigint)[] {
    const call = 'Ets.updateCounter'
    const row = this.#onlyRow(call, key)?.slice() ?? this.#defaultRow(call, key, otherwise)
    const values = steps.map(([given, increment, limit, reset]) => {
      const position = given === BEHIND_KEY ? this.keyPosition + 1 : given
      this.#checkChangeable(call, position)
      const value = addCounter(this.#element(call, row, position), increment, limit, reset)
      row[position] = value
      return value
    })
    this.#insert(row)
    return values
  }

  /** Replaces elements of the one row with this key; false if there is none. */
  updateElement(key: unknown, changes: readonly (readonly [position: number, value: unknown])[]): boolean {
    const call = 'Ets.updateElement'
    const row = this.#onlyRow(call, key)?.slice()
    if (row === undefined) return false
    for (const [position, value] of changes) {
      this.#checkChangeable(call, position)
      this.#element(call, row, position)
      row[position] = value
    }
    this.#insert(row)
    return true
  }

  toString(): string {
    return `the table ${inspect(this.name)}`
  }

  // ---- inside

  /** All before the first is inserted. */
  #checkRows(call: string, rows: readonly Row[]): void {
    for (const row of rows) {
      if (this.keyPosition >= row.length) {
        throw new BadArg(`${call}: ${inspect(row)} has no key; in ${this} it is the element at ${this.keyPosition}`)
      }
      checkKey(call, row[this.keyPosition])
    }
  }

  #isBag(): boolean {
    return this.type === 'bag' || this.type === 'duplicateBag'
  }

  #insert(row: Row): void {
    const entry = this.#entries.open(row[this.keyPosition])
    const { rows } = entry
    if (!this.#isBag()) {
      // An ordinary insert replaces the row; V8 grows no array for it.
      if (rows.length === 0) this.size += 1
      rows[0] = row
      return
    }
    if (this.type === 'bag' && rows.some((known) => equalTerms(known, row))) return
    rows.push(row)
    this.size += 1
  }

  #remove(entry: Entry): void {
    this.size -= entry.rows.length
    this.#entries.remove(entry)
  }

  #keep(entry: Entry, wanted: (row: Row) => boolean): void {
    const kept = entry.rows.filter(wanted)
    if (kept.length === 0) {
      this.#remove(entry)
      return
    }
    this.size -= entry.rows.length - kept.length
    entry.rows = kept
  }

  /** The entries in which rows may match: one, if the pattern says which key. */
  #candidates(pattern: RowPattern): Iterable<Entry> {
    const key = keyIn(pattern, this.keyPosition)
    if (key === undefined) return this.#entries
    const entry = this.#entries.find(key)
    return entry === undefined ? [] : [entry]
  }

  #neighbour(call: string, key: unknown, entry: Entry | undefined | 'unknown'): unknown {
    if (entry === 'unknown') {
      throw new BadArg(
        `${call}: ${this} has no key ${inspect(key)} (any more); only an orderedSet knows what comes behind a key that is not there`,
      )
    }
    return entry?.key
  }

  #element(call: string, row: Row, position: number): unknown {
    if (Number.isInteger(position) && position >= 0 && position < row.length) return row[position]
    throw new BadArg(
      `${call}: ${inspect(position)} is no position in ${inspect(row)} of ${this}; positions count from 0, as in any array`,
    )
  }

  #onlyRow(call: string, key: unknown): Row | undefined {
    if (this.#isBag()) throw new BadArg(`${call}: ${this} is a ${this.type}, where a key may have several rows`)
    return this.lookup(key)[0]
  }

  #defaultRow(call: string, key: unknown, otherwise: Row | undefined): unknown[] {
    if (otherwise === undefined) throw new BadArg(`${call}: ${this} has no row with the key ${inspect(key)}`)
    const row = otherwise.slice()
    row[this.keyPosition] = key
    checkKey(call, key)
    return row
  }

  #checkChangeable(call: string, position: number): void {
    if (position !== this.keyPosition) return
    throw new BadArg(`${call}: position ${position} holds the key of ${this}, which cannot be changed`)
  }
}

/** Numbers go with numbers and bigints with bigints, as everywhere in JavaScript. Beyond the limit it becomes `reset`. */
function addCounter(
  value: unknown,
  increment: number | bigint,
  limit: number | bigint | undefined,
  reset: number | bigint | undefined,
): number | bigint {
  if (typeof value !== typeof increment || (typeof value !== 'number' && typeof value !== 'bigint')) {
    throw new BadArg(`Ets.updateCounter: cannot add ${inspect(increment)} to ${inspect(value)}`)
  }
  const sum = (value as number) + (increment as number)
  if (limit === undefined || reset === undefined) return sum
  const beyond = increment >= 0 ? compareTerms(sum, limit) > 0 : compareTerms(sum, limit) < 0
  return beyond ? reset : sum
}
