import { fib } from './fib.ts'
import type { Kernel } from './kernel.ts'
import { mandelbrot } from './mandelbrot.ts'
import { matmul } from './matmul.ts'
import { nqueens } from './nqueens.ts'
import { primes } from './primes.ts'
import { tasks } from './tasks.ts'

const kernels: Readonly<Record<string, Kernel>> = { fib, mandelbrot, matmul, nqueens, primes, tasks }

/** @throws Error for a workload that is no CPU work. */
export function kernelOf(workload: string): Kernel {
  const kernel = kernels[workload]
  if (!kernel) throw new Error(`${workload} is no CPU work: the kernels are ${Object.keys(kernels).join(', ')}`)
  return kernel
}
