// Queens on a board: a process for each two columns of the first two rows. Check: the number of ways.

import { type Pid, type Process, self, send, spawn } from 'multibeam'
import { takeEachOther } from '../../kernels/nqueens.ts'
import { sumOfAnswers } from './answers.ts'
import { type Outcome, since } from './outcome.ts'

export function* run(n: number): Process<Outcome> {
  const start = performance.now()
  for (let index = 0; index < n * n; index++) spawn(countFrom, n, Math.floor(index / n), index % n, self())
  return since(start, yield* sumOfAnswers(n * n))
}

export function* countFrom(n: number, first: number, second: number, parent: Pid): Process<void> {
  if (takeEachOther(first, second)) {
    send(parent, 0)
    return
  }
  const left = (1 << first) | (1 << (1 + second))
  const right = (1 << (n - first)) | (1 << (1 - second + n))
  send(parent, yield* place(n, 2, (1 << first) | (1 << second), left, right))
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
