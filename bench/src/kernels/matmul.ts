/** The product of two square matrices, a piece for each row. */

import type { Kernel } from './kernel.ts'

/** The left matrix and the right one, of integers small enough that every order of adding gives the same sum. */
export function matrices(size: number): { left: Float64Array; right: Float64Array } {
  const left = Float64Array.from({ length: size * size }, (_, i) => i % 7)
  const right = Float64Array.from({ length: size * size }, (_, i) => i % 5)
  return { left, right }
}

/** The sum of a row of the product. */
function rowOf(left: Float64Array, right: Float64Array, size: number, row: number): number {
  let sum = 0
  for (let column = 0; column < size; column++) {
    let cell = 0
    for (let k = 0; k < size; k++) {
      cell += (left[row * size + k] as number) * (right[k * size + column] as number)
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
