import type { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { Endpoint, Header, ModuleTable, NameTable, type Pid, SharedMemory, TaskStatus } from '@multibeam/scheduler'
import { DirtyCalls } from '../dirty/calls.ts'
import { DirtyPool } from '../dirty/pool.ts'
import { MultibeamError } from '../errors.ts'
import { ModuleFunctions } from '../functions/module-functions.ts'
import { PortLink } from '../thread/port-link.ts'
import { Deaths } from './deaths.ts'
import type { VMEvents } from './events.ts'
import { MainHandler } from './main-handler.ts'
import type { MainMailbox } from './main-mailbox.ts'
import { MainProcess } from './main-process.ts'
import { Observing } from './observing.ts'
import type { CompletedOptions } from './options.ts'
import { Output } from './output.ts'
import { Recovery } from './recovery.ts'
import { Reports } from './reports.ts'
import { Requests } from './requests.ts'
import { Spawner } from './spawner.ts'
import { SystemMonitor } from './system-monitor.ts'
import { Threads } from './threads.ts'
import { TickerThread } from './ticker-thread.ts'
import { Tracing } from './tracing.ts'
import { Trees } from './trees.ts'

/** How long an idle scheduler looks around before it parks, in milliseconds. Chosen: twice the time that waking a parked thread takes. */
const SPIN_MILLISECONDS = 0.05

/** What a VM has on the main thread: its parts, and how they begin, fail and end. */
export class MainThread {
  readonly memory: SharedMemory
  readonly threads: Threads
  readonly output: Output
  /** The main thread as a process. */
  readonly process: MainProcess
  readonly spawner: Spawner
  readonly trees: Trees
  readonly tracing: Tracing
  readonly observing: Observing
  readonly #endpoint: Endpoint<MainMailbox>
  readonly #requests = new Requests()
  readonly #dirty: DirtyCalls
  readonly #ticker: TickerThread
  readonly #deaths: Deaths
  readonly #recovery: Recovery
  readonly #reports: Reports
  readonly #treeTimeout: number
  readonly #startedAt: number
  #stopping: Promise<void> | undefined
  #failure: MultibeamError | undefined
  #isStarted = false
  readonly #firstAlone: boolean

  /** `vm` emits its events. */
  constructor(options: CompletedOptions, vm: EventEmitter<VMEvents>) {
    this.#treeTimeout = options.treeTimeout
    this.#firstAlone = options.firstAlone
    this.trees = new Trees((error) => process.nextTick(() => vm.emit('error', error as Error)))
    this.memory = SharedMemory.create({
      schedulers: options.schedulers,
      processLimit: options.processLimit,
      ringCapacity: options.ringCapacity,
      ringPayloadBytes: 512,
    })
    this.#startedAt = performance.timeOrigin + performance.now()
    this.output = new Output()
    // With fewer cores than schedulers, spinning would take the core from one that has work.
    const crowded = options.schedulers > availableParallelism()
    const spinFor = options.schedulers > 1 && !crowded ? SPIN_MILLISECONDS : 0
    this.#deaths = new Deaths(options.schedulers)
    this.threads = new Threads(options, {
      memory: this.memory,
      startedAt: this.#startedAt,
      spinFor,
      crowded,
      output: this.output,
      onDeath: (scheduler, error) => this.#died(scheduler, error),
    })
    const functions = new ModuleFunctions(new ModuleTable(this.memory), () => true)
    const links = this.threads.ports.map((port) => (port === undefined ? undefined : new PortLink(port)))
    const handler = new MainHandler({
      functions,
      requests: this.#requests,
      drain: () => this.output.drain(),
      onCrash: (report) => this.#reports.crash(report),
      onLongSchedule: (report) => this.#reports.longSchedule(report),
      asking: () => this.observing.asking,
      onSupervisor: (report) => this.#reports.supervisor(report),
    })
    this.#endpoint = new Endpoint(0, this.memory, links, handler)
    const names = new NameTable(this.memory)
    this.process = new MainProcess(this.#endpoint, functions, names, this.output)
    this.spawner = new Spawner(this.#endpoint, functions, this.#requests, (call) => this.check(call))
    this.#dirty = new DirtyCalls({
      endpoint: this.#endpoint,
      functions,
      runner: new DirtyPool({
        threads: options.dirtyThreads,
        heapLimitMb: options.heapLimitMb,
        execArgv: options.execArgv,
        memory: this.memory,
        functions,
        output: this.output,
      }),
      queueLimit: options.dirtyQueueLimit,
      drain: () => this.output.drain(),
    })
    this.#ticker = new TickerThread(this.memory)
    const monitor = new SystemMonitor(this.#endpoint, options.schedulers, this.#ticker)
    handler.attach(this.#endpoint, names, this.#dirty, monitor)
    this.tracing = new Tracing(this.#endpoint, options.schedulers, options.longSchedule)
    this.#reports = new Reports(vm, (somebody) => {
      if (this.#stopping === undefined) monitor.setEvent(somebody ? options.longSchedule : Number.POSITIVE_INFINITY)
    })
    this.#recovery = new Recovery({
      endpoint: this.#endpoint,
      names,
      threads: this.threads,
      output: this.output,
      deaths: this.#deaths,
      estate: { mailbox: this.process.mailbox, requests: this.#requests, dirty: this.#dirty, monitor },
      failed: (scheduler, error) => this.#notReplaced(scheduler, error),
      recovered: (down) => {
        this.tracing.tellAgain(down.scheduler)
        this.#reports.schedulerDown(down)
      },
    })
    this.#endpoint.listen(() => {})
    this.observing = new Observing({
      endpoint: this.#endpoint,
      memory: this.memory,
      functions,
      self: this.process.pid,
      startedAt: this.#startedAt,
      now: () => this.now(),
      livesOf: (scheduler) => this.#deaths.countOf(scheduler) + 1,
      exit: (pid, reason) => {
        this.check('vm.exit')
        this.process.exit(pid, reason)
      },
      follow: (follower, slices) => this.#reports.follow(follower, slices),
    })
  }

  /** Resolves once every scheduler runs, or the first one if it starts alone. */
  async start(): Promise<void> {
    await this.threads.ready()
    this.#isStarted = true
    // After what is waiting for it has sent its first request.
    if (this.#firstAlone) setImmediate(() => this.#startOthers())
  }

  /** Milliseconds since the VM has started, with fractions. */
  now(): number {
    return performance.timeOrigin + performance.now() - this.#startedAt
  }

  isAlive(pid: Pid): boolean {
    return this.#endpoint.isAlive(pid)
  }

  /** May be called again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    if (this.#failure === undefined) {
      await this.trees.stop(this.#treeTimeout, (pid) => this.process.exit(pid, 'shutdown'))
    }
    await this.observing.close()
    Atomics.store(this.memory.control, Header.stopping, 1)
    await Promise.all([this.threads.stop(), this.#dirty.stop(), this.#ticker.stop()])
    await this.tracing.finish()
    await this.output.finished()
    this.process.mailbox.status = TaskStatus.exited
    this.#endpoint.close()
    this.#failAll(this.#failure ?? new MultibeamError('VM_STOPPED', 'the VM was stopped before this was done'))
  }

  /** Throws if the VM has failed or is stopped; `call` is what was called. */
  check(call: string): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#stopping !== undefined) {
      throw new MultibeamError('VM_STOPPED', `${call} was called after vm.stop(); start another VM`)
    }
  }

  /** The others go on without it, if they can. */
  #died(scheduler: number, error: MultibeamError): void {
    if (this.#failure !== undefined) return
    const why = this.#whyNotRecovered(scheduler, error)
    if (why !== undefined) {
      this.#fail(
        new MultibeamError('SCHEDULER_FAILED', `${error.message}; ${why}, and the VM stops`, { cause: error.cause }),
      )
      return
    }
    this.#recovery.begin(scheduler)
  }

  #whyNotRecovered(scheduler: number, error: MultibeamError): string | undefined {
    if (!this.#isStarted) return 'the VM was still starting'
    if (!this.threads.hasRun(scheduler)) return 'it had not run yet'
    return this.#deaths.note(scheduler, error, performance.now())
  }

  #startOthers(): void {
    try {
      this.threads.startOthers()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const text = `not all schedulers' threads could be started: ${why}; the VM stops`
      this.#fail(new MultibeamError('SCHEDULER_FAILED', text, { cause: error }))
    }
  }

  #notReplaced(scheduler: number, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    const text = `scheduler ${scheduler} has ended, and no thread could be started in its place: ${why}; the VM stops`
    this.#fail(new MultibeamError('SCHEDULER_FAILED', text, { cause: error }))
  }

  #fail(error: MultibeamError): void {
    this.#failure ??= error
    this.#failAll(error)
    // What is left of it must not keep Node alive.
    void this.stop()
  }

  #failAll(error: MultibeamError): void {
    this.#requests.failAll(error)
    this.process?.mailbox.failAll(error)
  }
}
