// The product of two square matrices: a process a row. Check: the sum of the product. The matrices are in memory that all threads
// may share, as whoever has many processes read large data keeps it: a row that moves takes a reference along, not a copy of both.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { matrices } from '../../kernels/matmul.ts'
import { type Outcome, since } from './outcome.ts'

export function* run(size: number): Process<Outcome> {
  const start = performance.now()
  for (let row = 0; row < size; row++) spawn(sumOfRow, size, row, self())
  let sum = 0
  for (let left = size; left > 0; left--) sum += yield* receive<number>()
  return since(start, sum)
}

/** The matrices are constants: each scheduler makes its own, once. */
const made = new Map<number, ReturnType<typeof matrices>>()

function matricesOf(size: number): ReturnType<typeof matrices> {
  const known = made.get(size) ?? shared(matrices(size))
  made.set(size, known)
  return known
}

function shared({ left, right }: ReturnType<typeof matrices>): ReturnType<typeof matrices> {
  return { left: inSharedMemory(left), right: inSharedMemory(right) }
}

function inSharedMemory(matrix: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(matrix.byteLength))
  copy.set(matrix)
  return copy
}

export function* sumOfRow(size: number, row: number, parent: Pid): Process<void> {
  const { left, right } = matricesOf(size)
  let sum = 0
  for (let column = 0; column < size; column++) {
    let cell = 0
    for (let k = 0; k < size; k++) {
      cell += (left[row * size + k] as number) * (right[column * size + k] as number)
    }
    sum += cell
  }
  send(parent, sum)
}
