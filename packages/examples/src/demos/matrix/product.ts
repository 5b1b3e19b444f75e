import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { multiply, type NeighboursMessage, type Position, type ProductMessage, type Step } from './block.ts'
import { blockOf, type Matrix, putBlock, zero } from './matrix.ts'

export interface Product {
  readonly matrix: Matrix
  readonly steps: Step[]
  /** From the first spawn until the last block is in its place. */
  readonly milliseconds: number
}

/** A process that has a product computed by a grid of blocks, a process each. The grid must divide the size of the matrices. */
export function* product(a: Matrix, b: Matrix, grid: number, observer: Pid): Process<Product> {
  const started = performance.now()
  const size = a.size / grid
  const pids: Pid[] = []
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const position: Position = { row, column, grid }
      // Each begins with factors that go together: those of row i are turned by i.
      const turn = (row + column) % grid
      pids.push(
        spawn(multiply, position, blockOf(a, size, row, turn), blockOf(b, size, turn, column), self(), observer),
      )
    }
  }
  for (const [id, pid] of pids.entries()) {
    const [row, column] = [Math.floor(id / grid), id % grid]
    const left = pids[row * grid + ((column + grid - 1) % grid)] as Pid
    const above = pids[((row + grid - 1) % grid) * grid + column] as Pid
    send(pid, ['neighbours', left, above] satisfies NeighboursMessage)
  }
  const matrix = zero(a.size)
  const steps: Step[] = []
  for (let left = pids.length; left > 0; left--) {
    const [, { row, column }, block, ofBlock] = yield* receive<ProductMessage>('product')
    putBlock(matrix, block, row, column)
    steps.push(...ofBlock)
  }
  return { matrix, steps, milliseconds: performance.now() - started }
}
