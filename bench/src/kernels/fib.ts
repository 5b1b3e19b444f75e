/** The Fibonacci number of n, by the definition: nothing but calls. Once takes 15 ms, so that it is computed several times. */

import type { Kernel } from './kernel.ts'

function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}

/** Sizes: n, and how often. The pieces are the same. */
export const fib: Kernel = { pieces: ([, times = 1]) => times, piece: ([n = 0]) => fibonacci(n) }
