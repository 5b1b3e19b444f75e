import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Row } from './entries.ts'
import type { TableAccess, TableType } from './table.ts'

export interface TableOptions {
  /** Default `set`. */
  type?: TableType
  /** Default `protected`: all may read, the owner alone may write. */
  access?: TableAccess
  /** The table is found by its name in the whole VM, as a registered process is. */
  named?: boolean
  /** Which element of a row is its key, from 0, the default. */
  keyPosition?: number
  /** Who owns the table when its owner has ended; it then gets `['ETS-TRANSFER', table, owner, data]`. */
  heir?: { pid: Pid; data?: unknown }
}

const OPTIONS: readonly string[] = ['type', 'access', 'named', 'keyPosition', 'heir'] satisfies (keyof TableOptions)[]
const TYPES: readonly TableType[] = ['set', 'orderedSet', 'bag', 'duplicateBag']
const ACCESSES: readonly TableAccess[] = ['public', 'protected', 'private']

export function checkTableOptions(call: string, name: string, options: TableOptions): void {
  if (typeof name !== 'string' || name === '') throw new BadArg(`${call}: ${inspect(name)} is no name of a table`)
  checkOptions(call, options, OPTIONS)
  const { type = 'set', access = 'protected', keyPosition = 0, heir } = options
  if (!TYPES.includes(type)) {
    throw new BadArg(`${call}: ${inspect(type)} is no type of table; there are ${TYPES.join(', ')}`)
  }
  if (!ACCESSES.includes(access)) {
    throw new BadArg(`${call}: ${inspect(access)} is no access; there are ${ACCESSES.join(', ')}`)
  }
  if (!Number.isInteger(keyPosition) || keyPosition < 0) {
    throw new BadArg(`${call}: ${inspect(keyPosition)} is no position; they count from 0`)
  }
  if (heir !== undefined) checkProcess(call, heir.pid)
}

export function checkProcess(call: string, pid: unknown): void {
  if (!isPid(pid)) throw new BadArg(`${call}: ${inspect(pid)} is no pid`)
}

/** One row or a list of rows, as a list. Rows are arrays, and the elements of a list of rows are arrays: a row that begins with one is put in a list. */
export function rowsOf(call: string, given: Row | readonly Row[]): readonly Row[] {
  if (!Array.isArray(given)) throw new BadArg(`${call}: ${inspect(given)} is no row; rows are arrays`)
  const many = given.every((row) => Array.isArray(row))
  return many ? (given as readonly Row[]) : [given as Row]
}
