/** The Fibonacci number of n, by the definition: nothing but calls. */

import type { Kernel } from './kernel.ts'

function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}

/** Sizes: n. */
export const fib: Kernel = { pieces: () => 1, piece: ([n = 0]) => fibonacci(n) }
