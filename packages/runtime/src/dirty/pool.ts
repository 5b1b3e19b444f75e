import type { MessagePort, Worker } from 'node:worker_threads'
import type { SharedBuffers, SharedMemory, Transferable } from '@multibeam/scheduler'
import { isTransferable } from '@multibeam/scheduler'
import type { Piscina } from 'piscina'
import { MultibeamError } from '../errors.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { Output } from '../vm/output.ts'
import { type DirtyRunner, failed } from './calls.ts'
import type { DirtyOutcome, DirtyRequest } from './wire.ts'

/** What each thread of the pool gets at its start. */
export interface DirtyBoot {
  buffers: SharedBuffers
}

/** What a thread of the pool tells before its first call: console output comes by this port. */
export interface DirtyHello {
  output: MessagePort
}

export interface DirtyPoolOptions {
  readonly threads: number
  readonly heapLimitMb: number
  readonly execArgv: readonly string[]
  readonly memory: SharedMemory
  readonly functions: FunctionTable
  readonly output: Output
}

/**
 * Runs dirty functions on a Piscina pool, which is loaded and started with the first call; a thread starts when one more is needed, and stays.
 *
 * The queue is not Piscina's (calls.ts): tasks with an AbortSignal wait there beside its queue, without its limit, and when the thread of a
 * cancelled task has been ended the next one starts only with the next task. So it is never given more than it has threads.
 */
export class DirtyPool implements DirtyRunner {
  readonly threads: number
  readonly #options: DirtyPoolOptions
  /** What to tell each call that runs, if the pool breaks. */
  readonly #running = new Set<(error: unknown) => void>()
  #pool: Promise<Piscina> | undefined
  /** Threads that have not ended yet, also those of cancelled calls. */
  readonly #ending = new Map<Worker, Promise<void>>()

  constructor(options: DirtyPoolOptions) {
    this.threads = options.threads
    this.#options = options
  }

  run(request: DirtyRequest, done: (outcome: DirtyOutcome) => void): () => void {
    const controller = new AbortController()
    const fail = (error: unknown): void => {
      if (this.#running.delete(fail)) done(failed(threadFailure(request, error), this.#options.functions))
    }
    this.#running.add(fail)
    this.#run(request, controller.signal).then((outcome) => {
      if (this.#running.delete(fail)) done(outcome)
    }, fail)
    return () => {
      this.#running.delete(fail)
      controller.abort()
    }
  }

  async stop(): Promise<void> {
    if (this.#pool === undefined) return
    const pool = await this.#pool
    this.#watch(pool)
    await pool.destroy()
    await Promise.all(this.#ending.values())
  }

  async #run({ url, name, index, args }: DirtyRequest, signal: AbortSignal): Promise<DirtyOutcome> {
    this.#pool ??= this.#start()
    const pool = await this.#pool
    const transferList = args.extras.filter(isTransferable) as Transferable[]
    const result = pool.run({ url, name, index, args }, { signal, transferList: transferList as ArrayBuffer[] })
    this.#watch(pool)
    return (await result) as DirtyOutcome
  }

  async #start(): Promise<Piscina> {
    const { Piscina } = await import('piscina')
    const { threads, heapLimitMb, execArgv, memory, output } = this.#options
    const pool = new Piscina({
      filename: new URL('./dirty-thread.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      execArgv: [...execArgv],
      resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
      workerData: { buffers: memory.buffers } satisfies DirtyBoot,
      recordTiming: false,
    })
    pool.on('message', ({ output: port }: DirtyHello) => output.add(port))
    pool.on('error', (error: Error) => this.#threadEnded(pool, error))
    return pool
  }

  /** A thread has ended that ran no call: what an earlier one left behind, a timer for instance, threw; or it could not start at all. */
  #threadEnded(pool: Piscina, error: Error): void {
    if (pool.threads.length > 0 || this.#running.size === 0) {
      // Nobody waits for it. Another takes its place when it is needed.
      process.emitWarning(error)
      return
    }
    // Piscina starts none again for those that wait for a thread.
    for (const fail of [...this.#running]) fail(error)
  }

  #watch(pool: Piscina): void {
    for (const worker of pool.threads) {
      if (this.#ending.has(worker)) continue
      const ended = new Promise<void>((resolve) => {
        worker.once('exit', () => {
          this.#ending.delete(worker)
          resolve()
        })
      })
      this.#ending.set(worker, ended)
    }
  }
}

function threadFailure({ url, name }: DirtyRequest, cause: unknown): MultibeamError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new MultibeamError('DIRTY_THREAD_FAILED', `the thread that ran ${name} of ${url} ended: ${why}`, { cause })
}
