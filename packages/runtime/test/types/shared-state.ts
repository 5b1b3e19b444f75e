// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import { _, atomics, counters, Ets, type Pid, type Process, persistentTerm, type Table } from 'multibeam'

type Score = [name: string, points: number]

export function* right(heir: Pid): Process {
  const table: Table<Score> = yield* Ets.new<Score>('scores', { type: 'orderedSet', heir: { pid: heir } })
  yield* Ets.insert(table, ['ann', 1])
  yield* Ets.insert<Score>(table, [
    ['ann', 1],
    ['bob', 2],
  ])
  const rows: Score[] = yield* Ets.lookup(table, 'ann')
  const points: number = yield* Ets.lookupElement(table, 'ann', 1)
  const names: string[] = yield* Ets.select(table, [_, 1], ([name]) => name)
  const many: Score[] = yield* Ets.match(table, ([, n]) => n > 1)
  const one: number = yield* Ets.updateCounter(table, 'ann', 1, ['ann', 0])
  const big: bigint = yield* Ets.updateCounter(table, 'ann', [1, 1n])
  const sum: number = yield* Ets.foldl(([, n], total) => n + total, 0, table)
  const ref = atomics.new(1)
  const before: bigint = atomics.exchange(ref, 1, 5)
  const counter = counters.new(2, { writeConcurrency: true })
  const count: number = counters.get(counter, 1)
  const rule = persistentTerm.get<{ limit: number }>('rule', { limit: 1 }).limit
  void [rows, points, names, many, one, big, sum, before, count, rule]
}

export function* wrong(table: Table<Score>): Process {
  // @ts-expect-error: a row of another shape
  yield* Ets.insert(table, ['ann', 'one'])
  // @ts-expect-error: there is no such type of table
  yield* Ets.new('scores', { type: 'list' })
  // @ts-expect-error: the predicate is given rows
  yield* Ets.match(table, (row: number) => row > 1)
  // @ts-expect-error: an increment is a number
  yield* Ets.updateCounter(table, 'ann', 'one')
  // @ts-expect-error: counters are no atomics
  atomics.get(counters.new(1), 1)
  // @ts-expect-error: atomics give bigints
  const value: number = atomics.get(atomics.new(1), 1)
  // @ts-expect-error: there is no such option
  counters.new(1, { concurrent: true })
  void value
}
