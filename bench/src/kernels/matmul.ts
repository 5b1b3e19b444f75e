/** The product of two square matrices, a piece for each row. */

import type { Kernel } from './kernel.ts'

/**
 * The left matrix, row by row, and the right one, column by column, of integers small enough that every order of adding gives the
 * same sum. A cell reads both in the order in which they lie.
 */
export function matrices(size: number): { left: Float64Array; right: Float64Array } {
  const left = new Float64Array(size * size)
  const right = new Float64Array(size * size)
  for (let i = 0; i < size * size; i++) {
    left[i] = i % 7
    right[(i % size) * size + Math.floor(i / size)] = i % 5
  }
  return { left, right }
}

/** The sum of a row of the product. */
function rowOf(left: Float64Array, right: Float64Array, size: number, row: number): number {
  let sum = 0
  for (let column = 0; column < size; column++) {
    let cell = 0
    for (let k = 0; k < size; k++) {
      cell += (left[row * size + k] as number) * (right[column * size + k] as number)
    }
    sum += cell
  }
  return sum
}

let last: { size: number; left: Float64Array; right: Float64Array } | undefined

/** Sizes: rows of a matrix. */
export const matmul: Kernel = {
  pieces: ([size = 1]) => size,
  piece([size = 1], row) {
    if (last?.size !== size) last = { size, ...matrices(size) }
    return rowOf(last.left, last.right, size, row)
  },
}
