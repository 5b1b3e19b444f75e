/** A square of numbers, row by row. */
export interface Matrix {
  readonly size: number
  readonly numbers: Float64Array
}

/**
 * A matrix of small whole numbers, others for another seed. The products' sums are whole numbers that doubles hold exactly, so that their
 * order counts for nothing.
 */
export function matrixOf(size: number, seed: number): Matrix {
  const numbers = Float64Array.from({ length: size * size }, (_, i) => ((i * 31 + seed * 17 + ((i * i) % 13)) % 19) - 9)
  return { size, numbers }
}

/** Adds the product of two matrices to a third one. */
export function addProduct({ size, numbers }: Matrix, a: Matrix, b: Matrix): void {
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < size; k++) {
      const factor = a.numbers[row * size + k] as number
      for (let column = 0; column < size; column++) {
        const at = row * size + column
        numbers[at] = (numbers[at] as number) + factor * (b.numbers[k * size + column] as number)
      }
    }
  }
}

export function zero(size: number): Matrix {
  return { size, numbers: new Float64Array(size * size) }
}

/** The block in a row and a column of blocks of this size. */
export function blockOf(matrix: Matrix, size: number, row: number, column: number): Matrix {
  const block = zero(size)
  for (let i = 0; i < size; i++) {
    const from = (row * size + i) * matrix.size + column * size
    block.numbers.set(matrix.numbers.subarray(from, from + size), i * size)
  }
  return block
}

/** Puts a block where `blockOf` finds it. */
export function putBlock(matrix: Matrix, block: Matrix, row: number, column: number): void {
  for (let i = 0; i < block.size; i++) {
    const at = (row * block.size + i) * matrix.size + column * block.size
    matrix.numbers.set(block.numbers.subarray(i * block.size, (i + 1) * block.size), at)
  }
}
