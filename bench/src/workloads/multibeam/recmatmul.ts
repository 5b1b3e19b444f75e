// The product of two matrices by blocks: a block that is too big is cut into eight products of its quarters, which come back to the master to be handed out;
// all products for one place go to the same worker, which adds them up. The clock stops when all workers have ended. Check: the products computed, and
// the cells that are right.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import type { Outcome } from './outcome.ts'

/** A product of two blocks of `size` rows and columns: where the left one begins, the right one, and their product. */
interface Work {
  readonly type: 'work'
  readonly priority: number
  readonly leftRow: number
  readonly leftColumn: number
  readonly rightRow: number
  readonly rightColumn: number
  readonly row: number
  readonly column: number
  readonly size: number
}

/** In memory that all processes share. */
interface Matrices {
  readonly length: number
  readonly left: Float64Array
  readonly right: Float64Array
  readonly product: Float64Array
}

type ToMaster = Work | 'done' | ['stopped', number]

export function* run(length: number, threshold: number, workers: number): Process<Outcome> {
  const matrices: Matrices = { length, left: matrix(length), right: matrix(length), product: matrix(length) }
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < length; column++) {
      matrices.left[row * length + column] = row
      matrices.right[row * length + column] = column
    }
  }
  const start = performance.now()
  const computed = yield* master(matrices, threshold, workers)
  const value = (performance.now() - start) * 1e6
  let right = 0
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < length; column++) {
      if (matrices.product[row * length + column] === length * row * column) right++
    }
  }
  return { value, check: `${computed} ${right}` }
}

function matrix(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * length * Float64Array.BYTES_PER_ELEMENT))
}

function* master(matrices: Matrices, threshold: number, count: number): Process<number> {
  const workers: Pid[] = []
  for (let index = 0; index < count; index++) workers.push(spawn(worker, matrices, threshold, self()))
  const whole = { leftRow: 0, leftColumn: 0, rightRow: 0, rightColumn: 0, row: 0, column: 0, size: matrices.length }
  send(workers[0] as Pid, { type: 'work', priority: 0, ...whole })
  let working = 1
  while (working > 0) {
    const message = yield* receive<ToMaster>()
    if (message === 'done') {
      working--
    } else if ('type' in message) {
      send(workers[(message.row + message.column) % count] as Pid, message)
      working++
    }
  }
  for (const pid of workers) send(pid, 'stop')
  let computed = 0
  for (let left = count; left > 0; left--) computed += (yield* receive<['stopped', number]>('stopped'))[1]
  return computed
}

export function* worker(matrices: Matrices, threshold: number, to: Pid): Process<void> {
  let computed = 0
  for (;;) {
    const message = yield* receive<Work | 'stop'>()
    if (message === 'stop') break
    if (message.size * message.size > threshold) {
      divide(message, to)
    } else {
      yield* multiply(matrices, message)
      computed++
    }
    send(to, 'done')
  }
  send(to, ['stopped', computed])
}

/** Each quarter of the product is the sum of two products of quarters. */
function divide(work: Work, to: Pid): void {
  const size = work.size / 2
  for (const down of [0, size]) {
    for (const across of [0, size]) {
      for (const along of [0, size]) {
        send(to, {
          type: 'work',
          priority: work.priority + 1,
          leftRow: work.leftRow + down,
          leftColumn: work.leftColumn + along,
          rightRow: work.rightRow + along,
          rightColumn: work.rightColumn + across,
          row: work.row + down,
          column: work.column + across,
          size,
        })
      }
    }
  }
}

function* multiply({ length, left, right, product }: Matrices, work: Work): Process<void> {
  const { leftColumn, rightRow, size } = work
  for (let row = work.row; row < work.row + size; row++) {
    for (let column = work.column; column < work.column + size; column++) {
      let cell = product[row * length + column] as number
      for (let k = 0; k < size; k++) {
        const factor = left[row * length + leftColumn + k] as number
        cell += factor * (right[(rightRow + k) * length + column] as number)
      }
      product[row * length + column] = cell
    }
  }
}
