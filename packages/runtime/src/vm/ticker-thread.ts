import { Worker } from 'node:worker_threads'
import { Header, type SharedMemory } from '@multibeam/scheduler'
import type { Ticker } from './system-monitor.ts'

/** A thread that does nothing but count ticks, and lives only while somebody wants to hear of long slices: the schedulers themselves may be stuck. */
export class TickerThread implements Ticker {
  readonly #memory: SharedMemory
  #worker: Worker | undefined
  #ended = Promise.resolve()
  #stopped = false

  constructor(memory: SharedMemory) {
    this.#memory = memory
  }

  tick(milliseconds: number): void {
    const { control } = this.#memory
    Atomics.store(control, Header.tickPeriod, this.#stopped ? 0 : milliseconds)
    Atomics.notify(control, Header.tickPeriod)
    if (milliseconds > 0 && !this.#stopped && this.#worker === undefined) this.#start()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.tick(0)
    await this.#ended
  }

  #start(): void {
    const worker = new Worker(new URL('./ticker.js', import.meta.url), {
      name: 'multibeam ticker',
      workerData: this.#memory.buffers.control,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
    })
    this.#worker = worker
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#worker = undefined
        resolve()
        // Wished for again while it was ending.
        if (!this.#stopped && Atomics.load(this.#memory.control, Header.tickPeriod) > 0) this.#start()
      })
    })
    worker.on('error', (error) => process.emitWarning(error))
  }
}
