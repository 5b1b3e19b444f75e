import { availableParallelism } from 'node:os'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { checkOptions } from '../options.ts'
import { firstAloneOf, ringCapacityOf } from './internals.ts'
import { defaultHeap, defaultSchedulers, MOST_SCHEDULERS } from './scheduler-worker.ts'

export interface VMOptions {
  /** Schedulers, each in a worker thread of its own: 1 to 64. Default: one per core. More than cores works; then what has not started is spread only while processes compute or take long. */
  schedulers?: number
  /**
   * Processes that may live at a time, at least: slots come in blocks of 1024, and each scheduler may sit on two blocks that others then
   * cannot use. Up to 16 million; default 4,194,304 (2^22). A slot costs 20 bytes, taken when it is first used.
   */
  processLimit?: number
  /**
   * Megabytes of a scheduler's young generation. A heap uses all of it once it allocates; an idle one touches none. Default: an eighth of the machine's
   * memory divided among the schedulers, at most 768. Spawning many processes at once is 2 to 3 times faster than with Node's 48
   * (ARCHITECTURE.md).
   */
  youngGenerationMb?: number
  /** Megabytes that a scheduler's heap may grow to. Default: three quarters of the machine's memory; none of it is taken in advance. */
  heapLimitMb?: number
  /** Threads of the dirty pool: calls of `dirty` that run at a time. Each starts when one more is needed. 1 to 256; default: one per core. */
  dirtyThreads?: number
  /** Calls of `dirty` that may wait while all threads of the pool are busy; one more throws SystemLimit. 0 to 2^30; default 65,536. */
  dirtyQueueLimit?: number
  /** Milliseconds, from 1 on: slices that take at least that long are events `longSchedule` while somebody listens to them. Default 100. */
  longSchedule?: number
  /** A file that takes what the schedulers do from the start on, as `vm.trace` writes it. Default: none. */
  trace?: string | URL | undefined
  /** Milliseconds that `stop` waits for schedulers stuck in native code before it ends their threads. Default 5000. */
  stopTimeout?: number
  /**
   * Milliseconds that `stop` gives all trees of `vm.supervise` together to stop their children, before schedulers end all the same. Default
   * 60,000: chosen, so that no program hangs at its end because of a child that has for ever.
   */
  treeTimeout?: number
  /** Node's flags for the schedulers' threads, such as `['--cpu-prof']`. Default none: those of the main thread are not theirs. */
  execArgv?: readonly string[]
}

const MOST_DIRTY_THREADS = 256
const MOST_PROCESSES = 2 ** 24 - 2 ** 17

/** Every option of a VM, by its name. */
const OPTIONS = {
  schedulers: true,
  processLimit: true,
  youngGenerationMb: true,
  heapLimitMb: true,
  dirtyThreads: true,
  dirtyQueueLimit: true,
  longSchedule: true,
  trace: true,
  stopTimeout: true,
  treeTimeout: true,
  execArgv: true,
} satisfies Record<keyof VMOptions, true>

export interface CompletedOptions extends Required<VMOptions> {
  ringCapacity: number
  /** The other schedulers start once the first one runs, and are not waited for. */
  firstAlone: boolean
}

/** Throws BadArg. */
export function completed(options: VMOptions): CompletedOptions {
  checkOptions('VM.start', options, Object.keys(OPTIONS))
  const schedulers = whole('schedulers', options.schedulers ?? defaultSchedulers(), 1, MOST_SCHEDULERS)
  const heap = defaultHeap(schedulers)
  return {
    ringCapacity: ringCapacityOf(options),
    firstAlone: firstAloneOf(options),
    schedulers,
    processLimit: whole('processLimit', options.processLimit ?? 2 ** 22, 1, MOST_PROCESSES),
    youngGenerationMb: whole('youngGenerationMb', options.youngGenerationMb ?? heap.youngGenerationMb, 1, 2 ** 14),
    heapLimitMb: whole('heapLimitMb', options.heapLimitMb ?? heap.heapLimitMb, 16, 2 ** 20),
    dirtyThreads: whole(
      'dirtyThreads',
      options.dirtyThreads ?? Math.min(availableParallelism(), MOST_DIRTY_THREADS),
      1,
      MOST_DIRTY_THREADS,
    ),
    dirtyQueueLimit: whole('dirtyQueueLimit', options.dirtyQueueLimit ?? 2 ** 16, 0, 2 ** 30),
    longSchedule: whole('longSchedule', options.longSchedule ?? 100, 1, 2 ** 31 - 1),
    trace: options.trace,
    execArgv: options.execArgv ?? [],
    treeTimeout: whole('treeTimeout', options.treeTimeout ?? 60_000, 0, 2 ** 31 - 1),
    stopTimeout: whole('stopTimeout', options.stopTimeout ?? 5000, 0, 2 ** 31 - 1),
  }
}

function whole(name: keyof VMOptions, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new BadArg(`VM.start: ${name} is ${inspect(value)}; give a whole number from ${least} to ${most}`)
}
