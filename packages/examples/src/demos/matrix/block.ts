import { type Pid, type Process, receive, System, send } from 'multibeam'
import { addProduct, type Matrix, zero } from './matrix.ts'

/** Where a block is among the blocks: in which row and column of how many by how many. */
export interface Position {
  readonly row: number
  readonly column: number
  readonly grid: number
}

/** Sent once to each block: who is to the left of it, and who above; the last one's neighbour is the first. */
export type NeighboursMessage = ['neighbours', left: Pid, above: Pid]

/** A factor on its way, for a step. */
type FactorMessage = ['a' | 'b', step: number, block: Matrix]

/** One step of a block: which scheduler has computed it, and when, in milliseconds since the VM was started. */
export interface Step {
  readonly block: number
  readonly scheduler: number
  readonly from: number
  readonly to: number
}

/** A block of the product, and the steps that led to it. */
export type ProductMessage = ['product', position: Position, block: Matrix, steps: Step[]]

/**
 * A process that computes one block of a product. It begins with a block of each factor. In each step it adds their product, sends that of the
 * first factor to the left and that of the second one up, and gets others from the right and from below.
 *
 * Source: Cannon's algorithm, Lynn Elliot Cannon, "A cellular computer to implement the Kalman Filter Algorithm", 1969.
 */
export function* multiply(position: Position, a: Matrix, b: Matrix, collector: Pid, observer: Pid): Process<void> {
  const [, left, above] = yield* receive<NeighboursMessage>('neighbours')
  const sum = zero(a.size)
  const steps: Step[] = []
  const id = position.row * position.grid + position.column
  for (let step = 0; step < position.grid; step++) {
    if (step > 0) {
      a = (yield* receive<FactorMessage>(['a', step]))[2]
      b = (yield* receive<FactorMessage>(['b', step]))[2]
    }
    if (step + 1 < position.grid) {
      send(left, ['a', step + 1, a] satisfies FactorMessage)
      send(above, ['b', step + 1, b] satisfies FactorMessage)
    }
    const from = System.uptime()
    // An ordinary function, which is not interrupted: a step is done in one slice.
    addProduct(sum, a, b)
    steps.push({ block: id, scheduler: System.schedulerId(), from, to: System.uptime() })
    send(observer, ['progress', id, System.schedulerId()])
  }
  send(collector, ['product', position, sum, steps] satisfies ProductMessage)
}
