import type { SimulatedThread } from '@multibeam/scheduler'
import type { DirtyRunner } from '../dirty/calls.ts'
import { perform, performNow } from '../dirty/perform.ts'
import type { DirtyOutcome, DirtyRequest } from '../dirty/wire.ts'
import type { ModuleLoader } from '../functions/module-loader.ts'
import type { FunctionTable } from '../terms/functions.ts'

interface Running {
  readonly request: DirtyRequest
  readonly done: (outcome: DirtyOutcome) => void
  cancelled: boolean
}

/**
 * The dirty pool of a simulation: calls run in the one thread that there is, each in a step of the main thread's event loop, which the seed puts
 * somewhere among the others. A function that returns a promise goes on until that settles.
 */
export class SimulatedDirty implements DirtyRunner {
  readonly threads: number
  readonly #thread: SimulatedThread
  readonly #loader: ModuleLoader
  readonly #functions: FunctionTable
  readonly #begun: Running[] = []
  /** Functions whose promises have not settled. */
  readonly #unsettled = new Set<Running>()

  constructor(threads: number, thread: SimulatedThread, loader: ModuleLoader, functions: FunctionTable) {
    this.threads = threads
    this.#thread = thread
    this.#loader = loader
    this.#functions = functions
    thread.host(() => this.#turn())
  }

  /** Something that the simulator cannot hurry is being waited for. */
  get waits(): boolean {
    return this.#unsettled.size > 0
  }

  run(request: DirtyRequest, done: (outcome: DirtyOutcome) => void): () => void {
    const running: Running = { request, done, cancelled: false }
    this.#begun.push(running)
    this.#thread.requestTurn()
    return () => {
      running.cancelled = true
      this.#unsettled.delete(running)
    }
  }

  async stop(): Promise<void> {
    this.#begun.length = 0
    this.#unsettled.clear()
  }

  /** One call a step. */
  #turn(): void {
    const running = this.#begun.shift()
    if (this.#begun.length > 0) this.#thread.requestTurn()
    if (running === undefined || running.cancelled) return
    const outcome =
      performNow(running.request, this.#loader, this.#functions) ??
      perform(running.request, this.#loader, this.#functions)
    if (!(outcome instanceof Promise)) {
      running.done(outcome)
      return
    }
    this.#unsettled.add(running)
    void outcome.then((settled) => {
      this.#unsettled.delete(running)
      if (!running.cancelled) running.done(settled)
    })
  }
}
