/** All workloads, in the order in which they run. */

import type { Workload } from '../harness/workload.ts'
import { floodCross, pingpongCross } from './across.ts'
import * as actors from './actors.ts'
import { fib, mandelbrot, matmul, nqueens, primes, steal64, tasks } from './cpu.ts'
import { growthMailbox, growthProcesses, growthSchedulers } from './growth.ts'
import * as concurrency from './savina-concurrency.ts'
import * as parallelism from './savina-parallelism.ts'
import * as scheduling from './scheduling.ts'
import { startup, startupVm } from './startup.ts'

export const workloads: readonly Workload[] = [
  ...group('Messages and processes', [
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
  ]),
  ...group('Savina', [
    concurrency.bndbuffer,
    concurrency.philosopher,
    concurrency.barber,
    concurrency.concdict,
    concurrency.logmap,
    concurrency.banking,
    parallelism.sieve,
    parallelism.uct,
    parallelism.recmatmul,
    parallelism.quicksort,
    parallelism.apsp,
  ]),
  ...group('CPU work and tasks', [primes, mandelbrot, matmul, nqueens, fib, steal64, tasks]),
  ...group('Scheduling', [
    scheduling.fairness,
    scheduling.shareSpawned,
    scheduling.shareOnline,
    scheduling.shareNative,
    scheduling.shareBursts,
    scheduling.theft,
    scheduling.idle,
  ]),
  ...group('Start', [startup, startupVm]),
  ...group('Growth', [growthProcesses, growthMailbox, growthSchedulers]),
]

/** Workloads that the report shows under one heading. */
function group(name: string, members: readonly Workload[]): Workload[] {
  return members.map((workload) => ({ ...workload, group: name }))
}
