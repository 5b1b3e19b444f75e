/** CPU work, cut into pieces of uneven cost: a process, a task or a turn of a thread computes one piece. */

import { type SystemName, scaled, type Workload } from '../harness/workload.ts'
import { kernelOf } from '../kernels/index.ts'
import { mandelbrot as mandelbrotKernel } from '../kernels/mandelbrot.ts'
import { sieve } from '../kernels/primes.ts'

const systems: readonly SystemName[] = ['multibeam', 'piscina', 'threads', 'plain']

/** At least 0.95 of the speed of threads; compiled process code at most 1.25 × the same as plain functions. */
const targets = [
  { peer: 'threads', one: 1 / 0.95, more: 1 / 0.95 },
  { peer: 'plain', one: 1.25 },
]

export const primes: Workload = {
  id: 'primes',
  title: 'primes below 10^7, 64 uneven pieces',
  operation: 'piece',
  unit: 'ms a run',
  systems,
  sizes: (scale) => [scaled(10_000_000, scale), 64],
  operations: ([, pieces = 1]) => pieces,
  expected: ([limit = 0]) => `${sieve(limit).length}`,
  targets,
}

export const mandelbrot: Workload = {
  id: 'mandelbrot',
  title: 'Mandelbrot set, 2000² pixels, 400 tiles',
  operation: 'tile',
  unit: 'ms a run',
  systems,
  sizes: (scale) => {
    const size = scaled(2000, Math.sqrt(scale))
    return [size, Math.ceil(size / 20)]
  },
  operations: (sizes) => mandelbrotKernel.pieces(sizes),
  // The iterations of the whole picture, as one tile.
  expected: ([size = 0]) => `${mandelbrotKernel.piece([size, size], 0)}`,
  targets,
}

/** Process code that is made of calls may take 1.5 × the plain functions' time. */
const callTargets = [{ peer: 'plain', one: 1.5 }]

export const nqueens: Workload = {
  id: 'nqueens',
  title: '12 queens, a process for each two columns of the first two rows',
  operation: 'piece',
  unit: 'ms a run',
  systems,
  sizes: (scale) => [scale < 1 ? 8 : 12],
  operations: ([n = 1]) => n * n,
  expected: (sizes) => sumOf('nqueens', sizes),
  targets: callTargets,
}

export const fib: Workload = {
  id: 'fib',
  title: 'fib(30) by recursion, 20 times in one process',
  operation: 'call of it',
  unit: 'ms a run',
  systems: ['multibeam', 'plain'],
  sizes: (scale) => [scale < 1 ? 20 : 30, scaled(20, scale)],
  operations: ([, times = 1]) => times,
  expected: (sizes) => sumOf('fib', sizes),
  targets: callTargets,
}

export const matmul: Workload = {
  id: 'matmul',
  title: 'product of two matrices, 512², a process a row',
  operation: 'row',
  unit: 'ms a run',
  systems,
  sizes: (scale) => [scaled(512, Math.cbrt(scale))],
  operations: ([size = 1]) => size,
  expected: (sizes) => sumOf('matmul', sizes),
  targets,
}

/** A twentieth of the pool's time for each task. */
export const tasks: Workload = {
  id: 'tasks',
  title: '100k tiny tasks as a stream',
  operation: 'task',
  unit: 'ns',
  systems: ['multibeam', 'piscina'],
  sizes: (scale) => [scaled(100_000, scale)],
  operations: ([count = 1]) => count,
  expected: (sizes) => sumOf('tasks', sizes),
  targets: [{ peer: 'piscina', one: 1 / 20, more: 1 / 20 }],
}

/** What the pieces add up to. */
function sumOf(workload: string, sizes: readonly number[]): string {
  const kernel = kernelOf(workload)
  let sum = 0
  for (let index = 0; index < kernel.pieces(sizes); index++) sum += kernel.piece(sizes, index)
  return `${sum}`
}

export const steal64: Workload = {
  ...primes,
  id: 'steal64',
  title: 'the primes in 64 processes, all spawned on scheduler 1: 2 schedulers against 1',
  systems: ['multibeam'],
  lanes: [
    { system: 'multibeam', schedulers: 2 },
    { system: 'multibeam', schedulers: 1 },
  ],
  targets: [{ peer: 'multibeam@1', more: 0.55 }],
}
