/** Counting the ways to place n queens, a piece for each column of the first row: calls, and little else. */

import type { Kernel } from './kernel.ts'

/** Ways to go on from `row`, with columns and diagonals taken as bits. */
function place(n: number, row: number, columns: number, left: number, right: number): number {
  if (row === n) return 1
  let count = 0
  for (let column = 0; column < n; column++) {
    const bit = 1 << column
    const up = 1 << (row + column)
    const down = 1 << (row - column + n)
    if ((columns & bit) !== 0 || (left & up) !== 0 || (right & down) !== 0) continue
    count += place(n, row + 1, columns | bit, left | up, right | down)
  }
  return count
}

/** Sizes: the number of queens. */
export const nqueens: Kernel = {
  pieces: ([n = 1]) => n,
  piece: ([n = 1], column) => place(n, 1, 1 << column, 1 << column, 1 << (n - column)),
}
