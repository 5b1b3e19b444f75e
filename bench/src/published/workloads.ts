/** The workloads of `multibeam bench`: those that need no peer. Their process modules are built into the package. */

import type { Workload } from '../harness/workload.ts'
import * as actors from '../workloads/actors.ts'
import { fib, mandelbrot, nqueens, primes } from '../workloads/cpu.ts'

export const workloads: readonly Workload[] = [
  actors.pingpong,
  actors.ring,
  actors.count,
  actors.spawnMonitor,
  actors.spawnReply,
  actors.skynet,
  actors.fibProcesses,
  actors.big,
  actors.chameneos,
  actors.timers,
  actors.selective,
  actors.call,
  primes,
  mandelbrot,
  nqueens,
  fib,
].map((workload) => ({ ...workload, systems: ['multibeam'], targets: [] }))
