/** Counting the ways to place n queens, a piece for each two columns of the first two rows: calls, and little else. */

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

/** Whether the queens of the first two rows take each other: there is nothing to do for one piece in four. */
export function takeEachOther(first: number, second: number): boolean {
  return Math.abs(first - second) < 2
}

/** Sizes: the number of queens. */
export const nqueens: Kernel = {
  pieces: ([n = 1]) => n * n,
  piece([n = 1], index) {
    const first = Math.floor(index / n)
    const second = index % n
    if (takeEachOther(first, second)) return 0
    const left = (1 << first) | (1 << (1 + second))
    const right = (1 << (n - first)) | (1 << (1 - second + n))
    return place(n, 2, (1 << first) | (1 << second), left, right)
  },
}
