/** All workloads, in the order in which they run. */

import type { Workload } from '../harness/workload.ts'
import { floodCross, pingpongCross } from './across.ts'
import * as actors from './actors.ts'
import { fib, mandelbrot, matmul, nqueens, primes, steal64, tasks } from './cpu.ts'
import * as scheduling from './scheduling.ts'

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
  pingpongCross,
  floodCross,
  actors.memory,
  primes,
  mandelbrot,
  matmul,
  nqueens,
  fib,
  steal64,
  tasks,
  scheduling.fairness,
  scheduling.shareSpawned,
  scheduling.shareOnline,
  scheduling.shareNative,
  scheduling.shareBursts,
  scheduling.theft,
  scheduling.idle,
]
