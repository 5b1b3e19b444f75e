import { ByteWriter, type Endpoint, type Pid, type Task } from '@multibeam/scheduler'
import { describeError } from '../machine/error-term.ts'
import { ProcessSignal } from '../signals/kinds.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import { DirtyEnd, type DirtyOutcome, type DirtyRequest } from './wire.ts'

/** What runs dirty functions: a pool of threads, or the simulator. */
export interface DirtyRunner {
  /** Calls that run at a time. */
  readonly threads: number
  /** Runs a call. `done` is called once, later. The result cancels the call: then it is not called. */
  run(request: DirtyRequest, done: (outcome: DirtyOutcome) => void): () => void
  /** Ends all that runs; resolves when nothing of it is left. */
  stop(): Promise<void>
}

export interface DirtyCallsOptions {
  readonly endpoint: Endpoint<Task>
  readonly functions: FunctionTable
  readonly runner: DirtyRunner
  /** Calls that may wait while all threads are busy. */
  readonly queueLimit: number
  /** Prints what has been printed so far, before anybody hears of what came of a call. */
  drain(): void
}

/**
 * The dirty calls of a VM, on its main thread: one queue for all schedulers, first come, first served. A process waits in one call at a time, so
 * that its pid names the call.
 */
export class DirtyCalls {
  readonly #options: DirtyCallsOptions
  /** Oldest first. */
  readonly #waiting = new Map<Pid, DirtyRequest>()
  readonly #running = new Map<Pid, { readonly pid: Pid; readonly call: number; readonly cancel: () => void }>()
  #stopped = false

  constructor(options: DirtyCallsOptions) {
    this.#options = options
  }

  start(request: DirtyRequest): void {
    if (this.#stopped) return
    if (this.#waiting.size >= this.#options.queueLimit) this.dropDead()
    if (this.#running.size < this.#options.runner.threads) this.#run(request)
    else if (this.#waiting.size < this.#options.queueLimit) this.#waiting.set(request.pid, request)
    else this.#answer(request, encoded(DirtyEnd.full, this.#waiting.size, this.#options.functions))
  }

  /** The process that waits for it has ended. */
  cancel(pid: Pid, call: number): void {
    if (this.#waiting.get(pid)?.call === call) {
      this.#waiting.delete(pid)
      return
    }
    const running = this.#running.get(pid)
    if (running?.call !== call) return
    this.#running.delete(pid)
    running.cancel()
    this.#next()
  }

  /** Cancels the calls of processes that are no more and could not say so: their scheduler has ended. */
  dropDead(): void {
    const { endpoint } = this.#options
    for (const { pid, call } of [...this.#waiting.values(), ...this.#running.values()]) {
      if (!endpoint.isAlive(pid)) this.cancel(pid, call)
    }
  }

  stop(): Promise<void> {
    this.#stopped = true
    this.#waiting.clear()
    this.#running.clear()
    return this.#options.runner.stop()
  }

  #run(request: DirtyRequest): void {
    const { pid, call } = request
    const cancel = this.#options.runner.run(request, (outcome) => {
      if (this.#running.get(pid)?.call !== call) return
      this.#running.delete(pid)
      this.#answer(request, outcome)
      this.#next()
    })
    this.#running.set(pid, { pid, call, cancel })
  }

  #next(): void {
    for (const [pid, request] of this.#waiting) {
      if (this.#running.size >= this.#options.runner.threads) return
      this.#waiting.delete(pid)
      this.#run(request)
    }
  }

  #answer({ pid, call }: DirtyRequest, { end, bytes, extras }: DirtyOutcome): void {
    const { endpoint, drain } = this.#options
    drain()
    const payload = endpoint.begin()
    payload.u32(call)
    payload.u8(end)
    payload.append(bytes, 0, bytes.length)
    endpoint.extras.push(...extras)
    endpoint.sendTo(pid, ProcessSignal.dirtyEnded)
    endpoint.flush()
  }
}

/** How a call ended, with a term that is known to be one. Throws UnsendableTerm. */
export function encoded(end: DirtyEnd, term: unknown, functions: FunctionTable): DirtyOutcome {
  const writer = new ByteWriter()
  const extras: unknown[] = []
  encodeTerm(writer, extras, term, end === DirtyEnd.value ? 'result' : 'error', functions)
  return { end, bytes: writer.bytes.slice(0, writer.length), extras }
}

/** A call that could not be run, and why. */
export function failed(error: unknown, functions: FunctionTable): DirtyOutcome {
  const term = describeError(error)
  try {
    return encoded(DirtyEnd.failed, term, functions)
  } catch {
    // The cause holds what cannot be sent; the message and the stack can.
    return encoded(DirtyEnd.failed, { ...term, cause: undefined }, functions)
  }
}
