import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads'
import type { SharedMemory } from '@multibeam/scheduler'
import { MultibeamError } from '../errors.ts'
import type { Boot, Order } from '../thread/boot.ts'
import { resetEngineFlags, setEngineFlags } from './engine-flags.ts'
import type { CompletedOptions } from './options.ts'
import type { Output } from './output.ts'
import { schedulerWorker } from './scheduler-worker.ts'

export interface ThreadSurroundings {
  readonly memory: SharedMemory
  readonly startedAt: number
  readonly spinFor: number
  readonly crowded: boolean
  readonly output: Output
  /** A thread has ended without having been told to. */
  onDeath(scheduler: number, error: MultibeamError): void
}

/** The scheduler threads of a VM. */
export class Threads {
  /** The main thread's ports, by endpoint. */
  readonly ports: readonly (MessagePort | undefined)[]
  readonly #options: CompletedOptions
  readonly #surroundings: ThreadSurroundings
  /** By the number of their scheduler. */
  readonly #workers: Worker[] = []
  readonly #exited = new Set<Promise<void>>()
  readonly #ready: Promise<void>[] = []
  /** The ports of those that have no thread yet: they start after the first one, or are to take the place of a dead one. */
  readonly #unstarted = new Map<number, (MessagePort | undefined)[]>()
  /** Threads that nobody waits for, as long as they load. */
  readonly #loading = new Set<Worker>()
  readonly #haveRun = new Set<number>()
  #stopping = false

  constructor(options: CompletedOptions, surroundings: ThreadSurroundings) {
    this.#options = options
    this.#surroundings = surroundings
    const mesh = makeMesh(options.schedulers + 1)
    const allStarted = setEngineFlags(this)
    this.ports = mesh[0] as (MessagePort | undefined)[]
    try {
      for (let id = 1; id <= options.schedulers; id++) {
        const ports = mesh[id] as (MessagePort | undefined)[]
        if (id > 1 && options.firstAlone) this.#unstarted.set(id, ports)
        else this.#ready.push(this.#start(id, ports))
      }
    } catch (error) {
      // Those that have started are nobody's.
      void this.stop()
      throw error
    } finally {
      void Promise.allSettled(this.#ready).then(allStarted)
    }
  }

  /** Resolves once every scheduler runs, or the first one if it starts alone; rejects if one fails to. */
  async ready(): Promise<void> {
    await Promise.all(this.#ready)
  }

  /** Starts the others where the first one was started alone. What is sent to them meanwhile waits in their ports. Throws what `new Worker` throws. */
  startOthers(): void {
    for (let id = 2; id <= this.#options.schedulers; id++) this.#startLate(id)
  }

  /** Whether it runs or has run, or one before it in its place. */
  hasRun(id: number): boolean {
    return this.#haveRun.has(id)
  }

  /** Channels between the successor of a dead scheduler and all others: the others' ends, by endpoint. */
  openChannels(dead: number): readonly unknown[] {
    const ports: (MessagePort | undefined)[] = []
    const others: (MessagePort | undefined)[] = []
    for (let endpoint = 0; endpoint <= this.#options.schedulers; endpoint++) {
      if (endpoint === dead) {
        ports.push(undefined)
        others.push(undefined)
        continue
      }
      const { port1, port2 } = new MessageChannel()
      ports.push(port1)
      others.push(port2)
    }
    this.#unstarted.set(dead, ports)
    return others
  }

  /** Starts the successor of a dead scheduler. Throws what `new Worker` throws. */
  replace(dead: number): void {
    this.#startLate(dead)
  }

  /** Tells all to stop, and resolves when no thread is left. */
  async stop(): Promise<void> {
    resetEngineFlags(this)
    this.#stopping = true
    // What loads would hear of it late, and has run nothing.
    for (const worker of this.#loading) void worker.terminate()
    for (const worker of this.#workers) worker?.postMessage('stop' satisfies Order)
    const lastResort = setTimeout(() => {
      for (const worker of this.#workers) void worker?.terminate()
    }, this.#options.stopTimeout)
    await Promise.all(this.#exited)
    clearTimeout(lastResort)
    for (const ports of this.#unstarted.values()) for (const port of ports) port?.close()
  }

  /** Ends a thread, whatever it does: for tests of what the others make of it. */
  terminate(id: number): void {
    void this.#workers[id]?.terminate()
  }

  /** Starts one that nobody waits for. */
  #startLate(id: number): void {
    const ports = this.#unstarted.get(id)
    if (ports === undefined || this.#stopping) return
    this.#unstarted.delete(id)
    const started = setEngineFlags(this)
    try {
      const ready = this.#start(id, ports.map(openPort))
      const worker = this.#workers[id] as Worker
      this.#loading.add(worker)
      const settled = (): void => {
        this.#loading.delete(worker)
        started()
      }
      ready.then(settled, settled)
    } catch (error) {
      started()
      throw error
    }
  }

  /** Resolves once it runs; rejects if it ends before. */
  #start(id: number, ports: (MessagePort | undefined)[]): Promise<void> {
    const { memory, startedAt, spinFor, crowded, output, onDeath } = this.#surroundings
    const { port1, port2 } = new MessageChannel()
    const boot: Boot = {
      id,
      buffers: memory.buffers,
      ports,
      output: port2,
      startedAt,
      spinFor,
      crowded,
    }
    const worker = schedulerWorker(id, this.#options)
    worker.postMessage(boot, [port2, ...ports.filter((port) => port !== undefined)])
    // Only now: a listener keeps Node alive, and `new Worker` refuses flags that it does not know.
    output.add(port1)
    this.#workers[id] = worker
    let cause: unknown
    worker.on('error', (error) => {
      cause = error
    })
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', (code) => {
        if (!this.#stopping) onDeath(id, failure(id, code, cause))
        this.#exited.delete(exited)
        resolve()
      })
    })
    this.#exited.add(exited)
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => {
        this.#haveRun.add(id)
        resolve()
      })
      worker.once('exit', (code) => reject(failure(id, code, cause)))
    })
    // Whoever does not wait for it hears of the failure from `onDeath`.
    ready.catch(() => {})
    return ready
  }
}

function failure(id: number, code: number, cause: unknown): MultibeamError {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : `exit code ${code}`
  return new MultibeamError('SCHEDULER_FAILED', `the thread of scheduler ${id} ended: ${why}`, {
    cause,
  })
}

/**
 * The port, to be sent. Its other end may have died meanwhile with another scheduler: then it is closed, and to send it would throw. Whoever gets a port
 * that leads nowhere in its place hears of that death next, and where that scheduler's successor is.
 */
function openPort(port: MessagePort | undefined): MessagePort | undefined {
  if (port === undefined) return undefined
  try {
    // The only way to ask: what can be sent comes out as a new port, with all that waits in it.
    return structuredClone(port, { transfer: [port] })
  } catch {
    const { port1, port2 } = new MessageChannel()
    port2.close()
    // It is closed as soon as the event loop turns, which is after it has been sent.
    return port1
  }
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
