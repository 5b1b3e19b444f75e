import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Endpoint, Task } from '@multibeam/scheduler'
import { BadArg, MultibeamError } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { Notice } from '../signals/kinds.ts'
import { TraceMemory } from '../trace/memory.ts'
import type { TraceBoot } from '../trace/thread.ts'
import type { TraceSummary } from '../trace/writer.ts'

/** A trace that `vm.trace` has begun. */
export interface Trace {
  /** The path of the file. */
  readonly file: string
  /**
   * Resolves when the trace has ended and the file is whole: by `stop`, or with the VM. Rejects with a MultibeamError if the file could not be written any more; that
   * is a warning of the Node process, too, and the VM goes on.
   */
  readonly ended: Promise<TraceSummary>
  /** Ends the trace; the VM goes on. What `ended` is. May be called again. */
  stop(): Promise<TraceSummary>
}

/** The main thread's part in tracing: it opens the file, starts the thread that writes it, and tells the schedulers. */
export class Tracing {
  readonly #endpoint: Endpoint<Task>
  readonly #schedulers: number
  readonly #longSchedule: number
  /** What is recorded now. */
  #memory: TraceMemory | undefined
  #trace: Trace | undefined
  #worker: Worker | undefined

  constructor(endpoint: Endpoint<Task>, schedulers: number, longSchedule: number) {
    this.#endpoint = endpoint
    this.#schedulers = schedulers
    this.#longSchedule = longSchedule
  }

  /** Throws BadArg. */
  start(call: string, file: string | URL): Trace {
    const path = pathOf(call, file)
    if (this.#trace !== undefined) {
      throw new BadArg(`${call}: the VM is traced to ${this.#trace.file} already; stop that trace first`)
    }
    const descriptor = open(call, path)
    const memory = TraceMemory.create(this.#schedulers)
    const ended = this.#write(
      path,
      { buffer: memory.buffer, descriptor, process: process.pid, longSchedule: this.#longSchedule },
      memory,
    )
    this.#memory = memory
    this.#trace = { file: path, ended, stop: () => this.#stop(memory, ended) }
    for (let scheduler = 1; scheduler <= this.#schedulers; scheduler++) this.tell(scheduler)
    return this.#trace
  }

  /** Tells a scheduler what it should record in, if in anything. */
  tell(scheduler: number): void {
    const endpoint = this.#endpoint
    const payload = endpoint.begin()
    payload.u8(Notice.trace)
    payload.u8(this.#memory === undefined ? 0 : 1)
    if (this.#memory !== undefined) endpoint.extras.push(this.#memory.buffer)
    endpoint.notify(scheduler)
    endpoint.flush()
  }

  /** A scheduler has been started anew. */
  tellAgain(scheduler: number): void {
    if (this.#memory !== undefined) this.tell(scheduler)
  }

  /** All schedulers have ended: so does the trace. Resolves when its file is whole, or has failed. */
  async finish(): Promise<void> {
    const memory = this.#memory
    const trace = this.#trace
    if (trace === undefined) return
    if (memory !== undefined) {
      for (let scheduler = 1; scheduler <= this.#schedulers; scheduler++) memory.close(scheduler)
      this.#memory = undefined
      memory.end()
    }
    // Who holds the trace hears of a failure; everybody has been warned.
    this.#worker?.ref()
    await trace.ended.catch(() => {})
  }

  #stop(memory: TraceMemory, ended: Promise<TraceSummary>): Promise<TraceSummary> {
    if (this.#memory === memory) {
      this.#memory = undefined
      for (let scheduler = 1; scheduler <= this.#schedulers; scheduler++) this.tell(scheduler)
      memory.end()
      this.#worker?.ref()
    }
    return ended
  }

  #write(path: string, boot: TraceBoot, memory: TraceMemory): Promise<TraceSummary> {
    const worker = new Worker(new URL('./trace-thread.js', import.meta.url), {
      name: 'multibeam trace',
      workerData: boot,
      execArgv: [],
    })
    // The schedulers keep Node alive, and this does not when they have ended; whoever waits for it does.
    worker.unref()
    this.#worker = worker
    const ended = new Promise<TraceSummary>((resolve, reject) => {
      let summary: TraceSummary | undefined
      let cause: unknown
      worker.once('message', (message: TraceSummary) => {
        summary = message
      })
      worker.once('error', (error) => {
        cause = error
      })
      worker.once('exit', () => {
        closeSync(boot.descriptor)
        this.#trace = undefined
        if (this.#memory === memory) void this.#stop(memory, ended)
        if (summary !== undefined) {
          resolve(summary)
          return
        }
        const why = cause instanceof Error ? cause.message : 'its thread was ended'
        const error = new MultibeamError('TRACE_FAILED', `the trace ${path} could not be written any more: ${why}`, {
          cause,
        })
        process.emitWarning(error)
        reject(error)
      })
    })
    // It is a warning already.
    ended.catch(() => {})
    return ended
  }
}

function pathOf(call: string, file: unknown): string {
  if (typeof file === 'string' && file !== '') return file
  if (file instanceof URL && file.protocol === 'file:') return fileURLToPath(file)
  throw new BadArg(`${call}: ${inspect(file)} is no file to write a trace to; give a path or a file: URL`)
}

function open(call: string, path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    throw new BadArg(
      `${call}: ${path} cannot be opened for a trace: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
