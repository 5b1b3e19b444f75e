import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { SharedMemory } from '@multibeam/scheduler'
import { MultibeamError } from '../errors.ts'
import type { Boot, Order } from '../thread/boot.ts'
import type { VMOptions } from './options.ts'
import type { Output } from './output.ts'
import { largeYoungGenerations } from './young-generation.ts'

/** The scheduler threads of a VM. */
export class Threads {
  /** The main thread's ports, by endpoint. */
  readonly ports: readonly (MessagePort | undefined)[]
  readonly #workers: Worker[] = []
  readonly #exited: Promise<void>[] = []
  readonly #ready: Promise<void>[] = []
  readonly #stopTimeout: number
  #stopping = false

  /** Starts them. `onFailure` is called with each thread that ends without having been told to. */
  constructor(
    options: Required<VMOptions>,
    memory: SharedMemory,
    startedAt: number,
    spinFor: number,
    output: Output,
    onFailure: (error: MultibeamError) => void,
  ) {
    this.#stopTimeout = options.stopTimeout
    const mesh = makeMesh(options.schedulers + 1)
    const allStarted = largeYoungGenerations(options.youngGenerationMb)
    this.ports = mesh[0] as (MessagePort | undefined)[]
    try {
      for (let id = 1; id <= options.schedulers; id++) {
        const ports = mesh[id] as (MessagePort | undefined)[]
        const { port1, port2 } = new MessageChannel()
        const boot: Boot = { id, buffers: memory.buffers, ports, output: port2, startedAt, spinFor }
        const worker = new Worker(new URL('./worker.js', import.meta.url), {
          name: `multibeam scheduler ${id}`,
          workerData: boot,
          transferList: [port2, ...ports.filter((port) => port !== undefined)],
          execArgv: [...options.execArgv],
          resourceLimits: {
            maxYoungGenerationSizeMb: options.youngGenerationMb,
            maxOldGenerationSizeMb: options.heapLimitMb,
          },
        })
        // Only now: a listener keeps Node alive, and `new Worker` refuses flags that it does not know.
        output.add(port1)
        this.#workers.push(worker)
        this.#watch(worker, id, onFailure)
      }
    } finally {
      void Promise.allSettled(this.#ready).then(allStarted)
    }
  }

  /** Resolves once every scheduler runs; rejects if one fails to. */
  async ready(): Promise<void> {
    await Promise.all(this.#ready)
  }

  /** Tells all to stop, and resolves when no thread is left. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const worker of this.#workers) worker.postMessage('stop' satisfies Order)
    const lastResort = setTimeout(() => {
      for (const worker of this.#workers) void worker.terminate()
    }, this.#stopTimeout)
    await Promise.all(this.#exited)
    clearTimeout(lastResort)
  }

  #watch(worker: Worker, id: number, onFailure: (error: MultibeamError) => void): void {
    let cause: unknown
    worker.on('error', (error) => {
      cause = error
    })
    this.#exited.push(
      new Promise((resolve) => {
        worker.once('exit', (code) => {
          if (!this.#stopping) onFailure(failure(id, code, cause))
          resolve()
        })
      }),
    )
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('exit', (code) => reject(failure(id, code, cause)))
    })
    // Whoever does not wait for it hears of the failure from `onFailure`.
    ready.catch(() => {})
    this.#ready.push(ready)
  }
}

function failure(id: number, code: number, cause: unknown): MultibeamError {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : `exit code ${code}`
  return new MultibeamError('SCHEDULER_FAILED', `the thread of scheduler ${id} ended: ${why}; the VM cannot go on`, {
    cause,
  })
}

/** A channel between every two endpoints: `mesh[a][b]` is the port by which a reaches b. */
function makeMesh(endpoints: number): (MessagePort | undefined)[][] {
  const mesh: (MessagePort | undefined)[][] = Array.from({ length: endpoints }, () =>
    new Array<MessagePort | undefined>(endpoints).fill(undefined),
  )
  for (let a = 0; a < endpoints; a++) {
    for (let b = a + 1; b < endpoints; b++) {
      const { port1, port2 } = new MessageChannel()
      ;(mesh[a] as (MessagePort | undefined)[])[b] = port1
      ;(mesh[b] as (MessagePort | undefined)[])[a] = port2
    }
  }
  return mesh
}
