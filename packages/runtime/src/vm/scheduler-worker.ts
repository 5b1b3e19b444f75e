// The worker threads of schedulers, by themselves and small: the command line starts the first one before it loads the VM, so that both load at the same time.

import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { codeCache, codeCacheOf } from '@multibeam/compiler/code-cache'
import type { ThreadData } from '../thread/boot.ts'

/** What a thread is started with and cannot be told later. */
export interface WorkerSettings {
  readonly youngGenerationMb: number
  readonly heapLimitMb: number
  readonly execArgv: readonly string[]
}

export const MOST_SCHEDULERS = 64

/** As many as there are cores. */
export function defaultSchedulers(): number {
  return Math.min(availableParallelism(), MOST_SCHEDULERS)
}

/** The sizes of heaps where a VM's options do not say, see VMOptions. */
export function defaultHeap(schedulers: number): Pick<WorkerSettings, 'youngGenerationMb' | 'heapLimitMb'> {
  const memoryMb = totalmem() / 2 ** 20
  return {
    youngGenerationMb: Math.max(48, Math.min(768, Math.floor(memoryMb / 8 / schedulers))),
    heapLimitMb: Math.floor(memoryMb * 0.75),
  }
}

interface EarlyWorker {
  readonly worker: Worker
  readonly settings: WorkerSettings
}

/** That of scheduler 1, until a VM takes it. */
let early: EarlyWorker | undefined

/**
 * Starts the thread of scheduler 1 of a VM that will be started next in this thread with as many schedulers, and all else as it is by default. It does not keep Node alive until the VM
 * takes it. Those of the others would load on the same cores as it and the main thread, and start when it runs.
 */
export function startWorkerEarly(schedulers: number): void {
  const settings: WorkerSettings = { ...defaultHeap(schedulers), execArgv: [] }
  const worker = startWorker(1, settings)
  worker.unref()
  // One that ends before it is taken is not there: the VM starts its own, and says what is wrong if that one ends, too.
  const forget = (): void => {
    early = undefined
  }
  worker.on('error', forget).on('exit', forget)
  early = { worker, settings }
}

/** A thread for a scheduler, loading its code. The first message that it takes is its Boot. Throws what `new Worker` throws. */
export function schedulerWorker(id: number, settings: WorkerSettings): Worker {
  if (id !== 1 || early === undefined || !isAsWanted(early.settings, settings)) return startWorker(id, settings)
  const { worker } = early
  early = undefined
  worker.removeAllListeners('error').removeAllListeners('exit').ref()
  return worker
}

function isAsWanted(given: WorkerSettings, { youngGenerationMb, heapLimitMb, execArgv }: WorkerSettings): boolean {
  return given.youngGenerationMb === youngGenerationMb && given.heapLimitMb === heapLimitMb && execArgv.length === 0
}

function startWorker(id: number, { youngGenerationMb, heapLimitMb, execArgv }: WorkerSettings): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), {
    name: `multibeam scheduler ${id}`,
    workerData: { codeCache: codeCache() ?? codeCacheOf(programFile()) } satisfies ThreadData,
    execArgv: [...execArgv],
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb, maxOldGenerationSizeMb: heapLimitMb },
  })
}

/** The file whose project keeps V8's code: of a tool that is installed there, that is the project around. */
function programFile(): string {
  const [, file = '.'] = process.argv
  return /[\\/]node_modules[\\/]/.test(file) ? join(process.cwd(), 'package.json') : file
}
