import { nameIntrinsic } from '@multibeam/compiler/support'
import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { machineFor, processFor } from '../../machine/current.ts'
import { whereis as pidOfName } from '../../process/names.ts'
import { rareOf } from '../../process/record.ts'
import { send } from '../../process/send.ts'
import { spawnWith } from '../../process/spawn.ts'
import type { Process } from '../../process/suspension.ts'
import { copyTerm } from '../../terms/copy.ts'
import { openHere, perform, pidOfTable, processNameOf } from './access.ts'
import type { Row } from './entries.ts'
import type { TableInfo } from './operations.ts'
import { checkProcess, checkTableOptions, rowsOf, type TableOptions } from './options.ts'
import { rowPattern } from './row-pattern.ts'
import { serveTable } from './server.ts'
import { BEHIND_KEY, type CounterStep, EtsTable } from './table.ts'

declare const rowType: unique symbol

/** A table: a term that may be sent to anybody. `R` is the type of its rows. */
export type Table<R extends Row = Row> = Pid & { readonly [rowType]?: R }

/** A table, or the name of a named one. */
type Given<R extends Row> = Table<R> | string

/** Which rows: those that match an array with `_` for anything, at any depth, or those for which a function says so. */
export type RowMatch<R extends Row> = readonly unknown[] | symbol | ((row: R) => boolean)

/** One change of `updateCounter`: what to add to the element behind the key, or to which one and where to wrap around; or several. */
export type CounterChange = number | bigint | CounterStep | readonly CounterStep[]

/**
 * Makes an empty table that belongs to this process and lives on the scheduler where this one is now. Source: `ets:new/2`.
 *
 * Throws BadArg for what are no options and a name that a named table has already.
 */
function* create<R extends Row = Row>(name: string, options: TableOptions = {}): Process<Table<R>> {
  const call = 'Ets.new'
  checkTableOptions(call, name, options)
  const { type = 'set', access = 'protected', named = false, keyPosition = 0 } = options
  if (named && (yield* info(name)) !== undefined) {
    throw new BadArg(`${call}: there is a table named ${inspect(name)} already`)
  }
  const machine = machineFor(call)
  const owner = processFor(call).pid
  const heir = options.heir && {
    pid: options.heir.pid,
    data: copyTerm(options.heir.data, 'options.heir.data', machine.functions),
  }
  const here = { scheduler: machine.scheduler.id, ...(named && { name: processNameOf(name) }) }
  const pid = spawnWith(here, serveTable)
  const process = machine.endpoint.table.get(pid)
  if (process === undefined) throw new Error(`${call}: the process of the new table ${inspect(name)} is not here`)
  rareOf(process).table = new EtsTable(name, named, type, access, keyPosition, owner, heir)
  return pid as Table<R>
}

/** The table of that name; undefined if there is none. Source: `ets:whereis/1`. */
function whereis<R extends Row = Row>(name: string): Table<R> | undefined {
  return pidOfName(processNameOf(name)) as Table<R> | undefined
}

/** Inserts a row, or several at once; in a set each takes the place of the row with the same key. Source: `ets:insert/2`. */
function* insert<R extends Row>(table: Given<R>, rows: R | readonly R[]): Process<true> {
  yield* perform('Ets.insert', table, 'insert', rowsOf('Ets.insert', rows))
  return true
}

/** Inserts only if none of the keys is there yet: whether it has. Source: `ets:insert_new/2`. */
function* insertNew<R extends Row>(table: Given<R>, rows: R | readonly R[]): Process<boolean> {
  return yield* perform('Ets.insertNew', table, 'insertNew', rowsOf('Ets.insertNew', rows))
}

/** The rows with a key, none or one in a set. Source: `ets:lookup/2`. */
function* lookup<R extends Row>(table: Given<R>, key: unknown): Process<R[]> {
  return (yield* perform('Ets.lookup', table, 'lookup', key)) as unknown as R[]
}

/** One element of the row with a key; of a bag an array, one of each row. Throws BadArg if there is none. Source: `ets:lookup_element/3`. */
function* lookupElement<R extends Row, N extends number>(table: Given<R>, key: unknown, position: N): Process<R[N]> {
  return (yield* perform('Ets.lookupElement', table, 'lookupElement', key, position)) as R[N]
}

/** Whether there is a row with a key. Source: `ets:member/2`. */
function* member<R extends Row>(table: Given<R>, key: unknown): Process<boolean> {
  return yield* perform('Ets.member', table, 'member', key)
}

/** Deletes the table, `delete(table)`, or the rows with a key, `delete(table, key)`. Source: `ets:delete/1`, `ets:delete/2`. */
function* erase<R extends Row>(table: Given<R>, ...key: [] | [key: unknown]): Process<true> {
  if (key.length === 0) yield* perform('Ets.delete', table, 'drop')
  else yield* perform('Ets.delete', table, 'delete', key[0])
  return true
}

/** Deletes the rows that are equal to this one. Source: `ets:delete_object/2`. */
function* deleteObject<R extends Row>(table: Given<R>, row: R): Process<true> {
  yield* perform('Ets.deleteObject', table, 'deleteObject', row)
  return true
}

/** Deletes all rows. Source: `ets:delete_all_objects/1`. */
function* deleteAllObjects<R extends Row>(table: Given<R>): Process<true> {
  yield* perform('Ets.deleteAllObjects', table, 'deleteAll')
  return true
}

/** Deletes the rows with a key and returns them. Source: `ets:take/2`. */
function* take<R extends Row>(table: Given<R>, key: unknown): Process<R[]> {
  return (yield* perform('Ets.take', table, 'take', key)) as unknown as R[]
}

/**
 * The rows that match. A pattern is tested where the table is; with a function all rows come here if the table lives on another scheduler.
 * The function must not change the rows that it is shown. Source: `ets:match_object/2`.
 */
function* match<R extends Row>(table: Given<R>, which: RowMatch<R>): Process<R[]> {
  const call = 'Ets.match'
  if (typeof which !== 'function') {
    return (yield* perform(call, table, 'rows', rowPattern(call, which))) as R[]
  }
  const machine = machineFor(call)
  const here = openHere(call, machine, pidOfTable(call, table), 'rows')
  if (here !== undefined)
    return copyTerm(here.filter(which as (row: never) => boolean), 'rows', machine.functions) as R[]
  const rows = (yield* perform(call, table, 'rows')) as R[]
  return rows.filter(which)
}

/** What a function makes of each of the rows that match. Source: `ets:select/2`. */
function* select<R extends Row, T>(table: Given<R>, which: RowMatch<R>, project: (row: R) => T): Process<T[]> {
  return (yield* match(table, which)).map(project)
}

/** How many rows match. Source: `ets:select_count/2`. */
function* count<R extends Row>(table: Given<R>, which: RowMatch<R>): Process<number> {
  if (typeof which === 'function') return (yield* match(table, which)).length
  return yield* perform('Ets.count', table, 'count', rowPattern('Ets.count', which))
}

/** Deletes the rows that match a pattern: how many. Source: `ets:select_delete/2`. */
function* matchDelete<R extends Row>(table: Given<R>, pattern: readonly unknown[] | symbol): Process<number> {
  return yield* perform('Ets.matchDelete', table, 'matchDelete', rowPattern('Ets.matchDelete', pattern))
}

/** The first key: the smallest in an orderedSet, else the one that was inserted first. Undefined if the table is empty. Source: `ets:first/1`. */
function* first<R extends Row>(table: Given<R>): Process<unknown> {
  return yield* perform('Ets.first', table, 'first')
}

/** The last key; undefined if the table is empty. Source: `ets:last/1`. */
function* last<R extends Row>(table: Given<R>): Process<unknown> {
  return yield* perform('Ets.last', table, 'last')
}

/**
 * The key behind another one; undefined behind the last. An orderedSet need not have that key; otherwise it throws BadArg when it has been
 * deleted meanwhile. Source: `ets:next/2`.
 */
function* next<R extends Row>(table: Given<R>, key: unknown): Process<unknown> {
  return yield* perform('Ets.next', table, 'next', key)
}

/** The key before another one; undefined before the first. Source: `ets:prev/2`. */
function* prev<R extends Row>(table: Given<R>, key: unknown): Process<unknown> {
  return yield* perform('Ets.prev', table, 'prev', key)
}

/** All rows, in the order of `first` and `next`, as they are at one moment. Source: `ets:tab2list/1`. */
function* tab2list<R extends Row>(table: Given<R>): Process<R[]> {
  return (yield* perform('Ets.tab2list', table, 'rows')) as R[]
}

/** `fn(row, accumulator)` over all rows, as they are at one moment. Source: `ets:foldl/3`. */
function* foldl<R extends Row, A>(fn: (row: R, accumulator: A) => A, start: A, table: Given<R>): Process<A> {
  let accumulator = start
  for (const row of yield* tab2list(table)) accumulator = fn(row, accumulator)
  return accumulator
}

/**
 * Adds to numbers of the row with a key, at once: `1` to the element behind the key, `[position, increment]` to another one, and
 * `[position, increment, limit, reset]` makes it `reset` when it gets beyond the limit. Several changes give several new values.
 * `otherwise` is inserted first if there is no such row; without it that throws BadArg. Sets only. Source: `ets:update_counter/4`.
 */
function updateCounter<R extends Row>(
  table: Given<R>,
  key: unknown,
  change: readonly CounterStep[],
  otherwise?: R,
): Process<(number | bigint)[]>
function updateCounter<R extends Row, N extends number | bigint>(
  table: Given<R>,
  key: unknown,
  change: N | readonly [position: number, increment: N, limit?: N, reset?: N],
  otherwise?: R,
): Process<N extends bigint ? bigint : number>
function* updateCounter<R extends Row>(
  table: Given<R>,
  key: unknown,
  change: CounterChange,
  otherwise?: R,
): Process<unknown> {
  const call = 'Ets.updateCounter'
  const many = Array.isArray(change) && change.every((step) => Array.isArray(step))
  const steps = many ? (change as unknown as readonly CounterStep[]) : [counterStep(call, change as number)]
  const values = yield* perform(call, table, 'updateCounter', key, steps, otherwise)
  return many ? values : values[0]
}

/** Without a position it is the element behind the key, which the table knows. */
function counterStep(call: string, change: number | bigint | CounterStep): CounterStep {
  if (Array.isArray(change)) return change as unknown as CounterStep
  if (typeof change === 'number' || typeof change === 'bigint') return [BEHIND_KEY, change as number]
  throw new BadArg(`${call}: ${inspect(change)} is no change; give a number, [position, increment] or a list of these`)
}

/** Replaces an element, or several, of the row with a key: false if there is none. Sets only. Source: `ets:update_element/3`. */
function* updateElement<R extends Row>(
  table: Given<R>,
  key: unknown,
  changes: readonly [position: number, value: unknown] | readonly (readonly [position: number, value: unknown])[],
): Process<boolean> {
  const call = 'Ets.updateElement'
  if (!Array.isArray(changes)) throw new BadArg(`${call}: ${inspect(changes)} is no change; give [position, value]`)
  const many = changes.every((change) => Array.isArray(change))
  const list = (many ? changes : [changes]) as unknown as readonly (readonly [number, unknown])[]
  return yield* perform(call, table, 'updateElement', key, list)
}

/** What a table is; undefined if there is none (any more). Source: `ets:info/1`. */
function* info<R extends Row>(table: Given<R>): Process<TableInfo | undefined> {
  const pid = typeof table === 'string' ? whereis(table) : table
  if (pid === undefined) return undefined
  try {
    return yield* perform('Ets.info', pid, 'info')
  } catch (error) {
    if (error instanceof BadArg && isPid(pid)) return undefined
    throw error
  }
}

/** Gives this process's table to another one, which gets `['ETS-TRANSFER', table, from, data]`. Source: `ets:give_away/3`. */
function* giveAway<R extends Row>(table: Given<R>, to: Pid, data?: unknown): Process<true> {
  const call = 'Ets.giveAway'
  checkProcess(call, to)
  const machine = machineFor(call)
  const from = processFor(call).pid
  if (to === from || !machine.endpoint.isAlive(to)) {
    throw new BadArg(`${call}: a table is given to another process that lives; ${inspect(to)} is none`)
  }
  const pid = pidOfTable(call, table)
  const gift = copyTerm(data, 'data', machine.functions)
  yield* perform(call, pid, 'giveAway', to)
  send(to, ['ETS-TRANSFER', pid, from, gift])
  send(pid, '$ets-owner')
  return true
}

/** Says who inherits this process's table; `undefined`: nobody. Source: `ets:setopts/2`. */
function* setHeir<R extends Row>(table: Given<R>, heir: Pid | undefined, data?: unknown): Process<true> {
  if (heir !== undefined) checkProcess('Ets.setHeir', heir)
  yield* perform('Ets.setHeir', table, 'setHeir', heir === undefined ? undefined : { pid: heir, data })
  return true
}

/**
 * Tables of rows, shared by processes of all schedulers. Source: Erlang's module `ets`.
 *
 * A row is an array, one element of which is its key; positions count from 0. Rows are copied in and out. A table belongs to the process that
 * made it and vanishes with it, unless there is an heir. Each call is done at once, so that all processes see them in one order.
 *
 * A table lives on the scheduler where it was made. There a call is an ordinary function; from another one it is a message and an answer.
 *
 * All calls throw BadArg for a table that is no more, and for what the table's access does not allow.
 */
export const Ets = /* @__PURE__ */ nameIntrinsic('multibeam.Ets', {
  new: create,
  whereis,
  insert,
  insertNew,
  lookup,
  lookupElement,
  member,
  delete: erase,
  deleteObject,
  deleteAllObjects,
  take,
  match,
  select,
  count,
  matchDelete,
  first,
  last,
  next,
  prev,
  tab2list,
  foldl,
  updateCounter,
  updateElement,
  info,
  giveAway,
  setHeir,
} as const)
