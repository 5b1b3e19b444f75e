// Queens on a board: a process for each column of the first row. Check: the number of ways.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(n: number): Process<Outcome> {
  const start = performance.now()
  for (let column = 0; column < n; column++) spawn(countFrom, n, column, self())
  let ways = 0
  for (let left = n; left > 0; left--) ways += yield* receive<number>()
  return since(start, ways)
}

export function* countFrom(n: number, column: number, parent: Pid): Process<void> {
  send(parent, yield* place(n, 1, 1 << column, 1 << column, 1 << (n - column)))
}

/** As in kernels/nqueens.ts, as process code. */
function* place(n: number, row: number, columns: number, left: number, right: number): Process<number> {
  if (row === n) return 1
  let count = 0
  for (let column = 0; column < n; column++) {
    const bit = 1 << column
    const up = 1 << (row + column)
    const down = 1 << (row - column + n)
    if ((columns & bit) !== 0 || (left & up) !== 0 || (right & down) !== 0) continue
    count += yield* place(n, row + 1, columns | bit, left | up, right | down)
  }
  return count
}
