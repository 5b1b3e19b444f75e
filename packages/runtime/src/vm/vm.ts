import { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { MessagePort } from 'node:worker_threads'
import { compileGraph } from '@multibeam/compiler'
import type { Observer } from '@multibeam/observer'
import {
  Coordinator,
  Endpoint,
  Header,
  isPid,
  isRef,
  ModuleTable,
  makeRef,
  NameTable,
  type Pid,
  type Ref,
  SharedMemory,
  Survivor,
  TaskStatus,
} from '@multibeam/scheduler'
import { application, type Startable, treeOf } from '../behaviours/application/application.ts'
import { formatSupervisorReport, type SupervisorReport } from '../behaviours/supervisor/report.ts'
import { DirtyCalls } from '../dirty/calls.ts'
import { DirtyPool } from '../dirty/pool.ts'
import { BadArg, MultibeamError } from '../errors.ts'
import { Mfa, mfa } from '../functions/mfa.ts'
import { ModuleFunctions } from '../functions/module-functions.ts'
import { inspect } from '../inspect.ts'
import { type CrashReport, formatCrash } from '../machine/crash-report.ts'
import type { LongSchedule } from '../machine/monitoring.ts'
import { writeSpawnRequest } from '../machine/spawn-request.ts'
import { checkOptions } from '../options.ts'
import { patternOf, RECEIVE_OPTIONS, type ReceiveOptions } from '../process/receive.ts'
import type { Arguments, ProcessFunction, ResultOf } from '../process/suspension.ts'
import { checkTimeout } from '../process/wait-timer.ts'
import { ProcessSignal } from '../signals/kinds.ts'
import { countProcesses, readStatistics, type SchedulerStatistics } from '../system/statistics.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { PortLink } from '../thread/port-link.ts'
import { Deaths, formatSchedulerDown, type SchedulerDown } from './deaths.ts'
import { SHARED_MEMORY, TERMINATE } from './internals.ts'
import { MainHandler } from './main-handler.ts'
import { MainMailbox } from './main-mailbox.ts'
import { type MainEstate, MainMourning } from './main-mourning.ts'
import { neverInsideScheduler } from './main-only.ts'
import type { ObserveOptions } from './observe-options.ts'
import { type Follower, Observing } from './observing.ts'
import { type CompletedOptions, completed, type VMOptions } from './options.ts'
import { Output } from './output.ts'
import { functionIn, locate, locateDefinition, type RemoteModule, remoteModule } from './remote-function.ts'
import { Requests } from './requests.ts'
import { SystemMonitor } from './system-monitor.ts'
import { Threads } from './threads.ts'
import { TickerThread } from './ticker-thread.ts'
import { type Trace, Tracing } from './tracing.ts'
import { Trees } from './trees.ts'

/** How long an idle scheduler looks around before it parks, in milliseconds. Chosen: twice the time that waking a parked thread takes. */
const SPIN_MILLISECONDS = 0.05

/** What a VM emits. */
export interface VMEvents {
  /** A scheduler's thread has ended, its processes with it (exit reason `'schedulerDown'`), and another one has taken its place. With a listener, nothing is printed. */
  schedulerDown: [down: SchedulerDown]
  /** A process has ended by an uncaught exception. With a listener, nothing is printed. */
  crash: [report: CrashReport]
  /**
   * A slice took longer than the option `longSchedule`: what it has called should be a `dirty` call. Looked for only while somebody listens: with a
   * listener, one more thread counts the time.
   */
  longSchedule: [report: LongSchedule]
  /** What `supervise` has started has ended by itself, and abnormally: a ProcessExit. Without a listener Node ends with it. */
  error: [error: Error]
  /** A supervisor tells of a child's exit, or of its own. With a listener, nothing is printed. */
  supervisor: [report: SupervisorReport]
}

/**
 * A VM, seen from the main thread: schedulers on all cores, each in a worker thread, and the main thread's mailbox.
 *
 * Start one with `VM.start`, end it with `stop` (or `await using`); once `stop` has resolved, nothing of it keeps Node alive.
 *
 * The mailbox may be treated as a process: it can be linked to, monitored and registered. It traps exits, and ends with the VM.
 */
export class VM extends EventEmitter<VMEvents> implements AsyncDisposable {
  /** The pid of the main thread's mailbox: processes send to it, `vm.receive` takes from it. */
  readonly self: Pid
  readonly #memory: SharedMemory
  readonly #threads: Threads
  readonly #output: Output
  readonly #endpoint: Endpoint<MainMailbox>
  readonly #mailbox: MainMailbox
  readonly #functions: ModuleFunctions
  readonly #names: NameTable
  readonly #dirty: DirtyCalls
  readonly #ticker: TickerThread
  readonly #tracing: Tracing
  readonly #deaths: Deaths
  readonly #coordinator: Coordinator<MainMailbox>
  readonly #mourning: MainMourning
  readonly #requests = new Requests()
  readonly #trees = new Trees((error) => process.nextTick(() => this.emit('error', error as Error)))
  readonly #treeTimeout: number
  readonly #startedAt: number
  readonly #followers = new Set<Follower>()
  /** Those that want to hear of long slices. */
  readonly #sliceFollowers = new Set<Follower>()
  readonly #observing: Observing
  /** Has schedulers look for long slices if somebody wants to hear of them. */
  readonly #watchSlices: (somebody: boolean) => void
  #stopping: Promise<void> | undefined
  #failure: MultibeamError | undefined
  #isStarted = false
  /** Pieces of output numbered before the last death. */
  #outputAtDeath = 0
  #nextScheduler = 0
  #refs = 0

  private constructor(options: CompletedOptions) {
    super()
    this.#treeTimeout = options.treeTimeout
    this.#memory = SharedMemory.create({
      schedulers: options.schedulers,
      processLimit: options.processLimit,
      ringCapacity: options.ringCapacity,
      ringPayloadBytes: 512,
    })
    this.#startedAt = performance.timeOrigin + performance.now()
    this.#output = new Output()
    // With fewer cores than schedulers, spinning would take the core from one that has work.
    const spinFor = options.schedulers > 1 && options.schedulers <= availableParallelism() ? SPIN_MILLISECONDS : 0
    this.#deaths = new Deaths(options.schedulers)
    this.#threads = new Threads(options, {
      memory: this.#memory,
      startedAt: this.#startedAt,
      spinFor,
      output: this.#output,
      onDeath: (scheduler, error) => this.#died(scheduler, error),
    })
    this.#functions = new ModuleFunctions(new ModuleTable(this.#memory), () => true)
    const links = this.#threads.ports.map((port) => (port === undefined ? undefined : new PortLink(port)))
    const handler = new MainHandler({
      functions: this.#functions,
      requests: this.#requests,
      drain: () => this.#output.drain(),
      onCrash: (report) => this.#crashed(report),
      onLongSchedule: (report) => {
        for (const follower of this.#followers) follower.longSchedule(report)
        this.emit('longSchedule', report)
      },
      asking: () => this.#observing.asking,
      onSupervisor: (report) => {
        for (const follower of this.#followers) follower.supervisor(report)
        if (!this.emit('supervisor', report)) process.stderr.write(`${formatSupervisorReport(report)}\n`)
      },
    })
    this.#endpoint = new Endpoint(0, this.#memory, links, handler)
    this.#names = new NameTable(this.#memory)
    this.#dirty = new DirtyCalls({
      endpoint: this.#endpoint,
      functions: this.#functions,
      runner: new DirtyPool({
        threads: options.dirtyThreads,
        heapLimitMb: options.heapLimitMb,
        execArgv: options.execArgv,
        memory: this.#memory,
        functions: this.#functions,
        output: this.#output,
      }),
      queueLimit: options.dirtyQueueLimit,
      drain: () => this.#output.drain(),
    })
    this.#ticker = new TickerThread(this.#memory)
    const monitor = new SystemMonitor(this.#endpoint, options.schedulers, this.#ticker)
    handler.attach(this.#endpoint, this.#names, this.#dirty, monitor)
    this.#tracing = new Tracing(this.#endpoint, options.schedulers, options.longSchedule)
    this.#watchSlices = (somebody) => {
      if (this.#stopping === undefined) monitor.setEvent(somebody ? options.longSchedule : Number.POSITIVE_INFINITY)
    }
    this.#listenForListeners()
    const slot = this.#endpoint.slots.take()
    const expected = this.#endpoint.nextTicket(slot)
    this.self = this.#endpoint.openRow(slot)
    this.#mailbox = new MainMailbox(this.self, expected)
    this.#endpoint.table.set(this.#mailbox)
    this.#coordinator = new Coordinator(this.#endpoint, this.#names, {
      openChannels: (dead) => this.#threads.openChannels(dead),
      replace: (dead) => this.#threads.replace(dead),
      recovered: (scheduler, processes) => this.#recovered(scheduler, processes),
    })
    const estate: MainEstate = {
      mailbox: this.#mailbox,
      requests: this.#requests,
      dirty: this.#dirty,
      monitor,
      linkTo: (_endpoint, port) => new PortLink(port as MessagePort),
      causeOf: (scheduler) => this.#deaths.causeOf(scheduler),
    }
    this.#mourning = new MainMourning(estate, this.#coordinator)
    new Survivor(this.#endpoint, this.#mourning)
    this.#endpoint.listen(() => {})
    this.#observing = new Observing({
      endpoint: this.#endpoint,
      memory: this.#memory,
      functions: this.#functions,
      self: this.self,
      startedAt: this.#startedAt,
      now: () => this.#now(),
      livesOf: (scheduler) => this.#deaths.countOf(scheduler) + 1,
      exit: (pid, reason) => this.exit(pid, reason),
      follow: (follower, slices) => this.#follow(follower, slices),
    })
  }

  /** Starts a VM; resolves once every scheduler runs. Throws BadArg for an option that is out of range. */
  static async start(options: VMOptions = {}): Promise<VM> {
    const never = neverInsideScheduler()
    if (never !== undefined) return never
    const vm = new VM(completed(options))
    try {
      await vm.#threads.ready()
      vm.#isStarted = true
      if (options.trace !== undefined) vm.#tracing.start('VM.start', options.trace)
    } catch (error) {
      await vm.stop()
      throw error
    }
    return vm
  }

  /**
   * Starts a VM, runs a function of this very module as its first process, stops the VM and gives the value that the function
   * returned: `await VM.run(import.meta.url, main)`. The module is loaded by the schedulers, too; there this call never returns.
   *
   * Rejects like `vm.run`.
   */
  static async run<F extends ProcessFunction>(url: string | URL, main: F, ...args: Arguments<F>): Promise<ResultOf<F>> {
    const never = neverInsideScheduler()
    if (never !== undefined) return never
    const fn = functionIn(mfa(url, '').url, main)
    const vm = await VM.start()
    try {
      return (await vm.#run(fn, args)) as ResultOf<F>
    } finally {
      await vm.stop()
    }
  }

  /** @internal */
  get [SHARED_MEMORY](): SharedMemory {
    return this.#memory
  }

  /** @internal */
  [TERMINATE](scheduler: number): void {
    this.#threads.terminate(scheduler)
  }

  /** Number of schedulers. */
  get schedulers(): number {
    return this.#memory.layout.options.schedulers
  }

  /** Processes alive now. */
  get processCount(): number {
    return countProcesses(this.#memory)
  }

  /** The process functions of a module, with their types, for `spawn` and `run`. The module is loaded by the schedulers only. */
  module<M>(url: string | URL): RemoteModule<M> {
    return remoteModule<M>(mfa(url, '').url)
  }

  /**
   * Starts a process; resolves with its pid once it is there. `fn` comes from `vm.module`, or from `mfa`.
   *
   * Rejects, naming the file, when the module is missing or fails to load, or has no such export.
   */
  async spawn<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): Promise<Pid> {
    const online = Atomics.load(this.#memory.control, Header.schedulersOnline)
    this.#nextScheduler = (this.#nextScheduler % online) + 1
    const { spawned } = await this.#request('vm.spawn', locate('vm.spawn', fn), args, false, this.#nextScheduler)
    return spawned
  }

  /**
   * Runs a function as a process and resolves with the value it returns.
   *
   * Rejects with ProcessExit (pid and reason) when the process exits abnormally, and like `spawn`.
   */
  run<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): Promise<ResultOf<F>>
  run<T = unknown>(url: string | URL, name: string, ...args: unknown[]): Promise<T>
  async run(fn: unknown, ...args: unknown[]): Promise<unknown> {
    if (typeof fn !== 'string' && !(fn instanceof URL)) return this.#run(locate('vm.run', fn), args)
    return this.#run(mfa(fn, args[0] as string), args.slice(1))
  }

  /**
   * Starts what a behaviour's `define` has made, usually a supervisor, and keeps an eye on it; resolves with its pid once all its children have
   * started. `definition` comes from `vm.module` or `mfa`, or is imported where this thread's
   * modules are compiled; what follows goes to its `startLink`.
   *
   * When it ends by itself with another reason than `'normal'`, the VM emits `error` with the ProcessExit: without a listener Node ends with
   * it, as OTP's node does with a permanent application. So it is, too, when its top dies with its scheduler (reason `'schedulerDown'`): nobody is above it, and a listener may
   * call `supervise` again. `stop` stops the trees, the last one first, before it stops the schedulers.
   *
   * Rejects with ProcessExit when it cannot be started, and like `spawn`. Source: Erlang's `application:start/2`, permanent.
   */
  async supervise<D extends Startable>(definition: D | Mfa, ...args: Parameters<D['startLink']>): Promise<Pid> {
    const call = 'vm.supervise'
    const { url, name, index } = locateDefinition(call, definition)
    const entry = url.startsWith('file:') ? (await compileGraph(url)).entry : url
    const above = await this.#spawn(call, locate(call, application), [entry, name, index, args], true, 1)
    const asked = await this.#spawn(call, locate(call, treeOf), [above.spawned], true, 1)
    // Nobody answers if it has ended: then its own end says why.
    const tree = (await asked.result.catch(async (error) => {
      await above.result
      throw error
    })) as Pid
    this.#trees.add(above.spawned, above.result)
    return tree
  }

  /** Sends a copy of a message to a process, by pid or registered name; one that is no more is ignored. Throws BadArg, UnsendableTerm. */
  send(target: Pid | string, message: unknown): void {
    this.#check('vm.send')
    const to = typeof target === 'string' ? this.whereis(target) : target
    if (to === undefined) throw new BadArg(`vm.send: no process is registered as ${inspect(target)}`)
    if (!isPid(to)) throw new BadArg(`vm.send: ${inspect(to)} is neither a pid nor a name`)
    // A copy first: a getter of the message may itself send.
    const copy = copyTerm(message, 'message', this.#functions)
    encodeTerm(this.#endpoint.begin(), this.#endpoint.extras, copy, 'message', this.#functions)
    this.#post(to, ProcessSignal.message)
  }

  /**
   * The oldest message to `vm.self` that matches, as `receive` in a process takes it; resolves with `timeout` (or what `otherwise` gives)
   * when the time of `after` is over.
   */
  async receive<M = unknown, R = typeof import('../process/receive.ts').timeout>(
    pattern?: unknown,
    options?: ReceiveOptions<R>,
  ): Promise<M> {
    this.#check('vm.receive')
    if (options !== undefined) checkOptions('vm.receive', options, RECEIVE_OPTIONS)
    const after = options?.after ?? Number.POSITIVE_INFINITY
    checkTimeout('vm.receive', after)
    this.#output.drain()
    return (await this.#mailbox.receive(patternOf(pattern), after, options?.otherwise)) as M
  }

  /**
   * Asks to be told when a process, given by pid or name, has exited: `vm.receive` then gives `['DOWN', ref, 'process', target, reason]`, with
   * the reason `'noproc'` if it is no more. Returns the ref. Throws BadArg.
   */
  monitor(target: Pid | string): Ref {
    this.#check('vm.monitor')
    const pid = typeof target === 'string' ? this.whereis(target) : target
    if (pid !== undefined && !isPid(pid)) throw new BadArg(`vm.monitor: ${inspect(pid)} is neither a pid nor a name`)
    const ref = makeRef(0, ++this.#refs)
    this.#mailbox.monitor(ref, target, pid)
    if (pid === undefined) {
      this.#mailbox.takeDown(ref, 'noproc')
    } else if (pid !== this.self) {
      const payload = this.#endpoint.begin()
      payload.f64(this.self)
      payload.f64(ref)
      this.#post(pid, ProcessSignal.monitor)
    }
    return ref
  }

  /** Ends a monitor: no DOWN message comes any more; one that came already stays. Throws BadArg for what is no ref. */
  demonitor(ref: Ref): void {
    this.#check('vm.demonitor')
    if (!isRef(ref)) throw new BadArg(`vm.demonitor: ${inspect(ref)} is no ref`)
    const target = this.#mailbox.demonitor(ref)
    if (typeof target !== 'number') return
    this.#endpoint.begin().f64(ref)
    this.#post(target, ProcessSignal.demonitor)
  }

  /** Sends a process an exit signal, as `Process.exit` does. Throws BadArg, UnsendableTerm. */
  exit(pid: Pid, reason: unknown): void {
    this.#check('vm.exit')
    if (!isPid(pid)) throw new BadArg(`vm.exit: ${inspect(pid)} is no pid`)
    this.#sendExit(pid, reason)
  }

  #sendExit(pid: Pid, reason: unknown): void {
    const copy = copyTerm(reason, 'reason', this.#functions)
    const payload = this.#endpoint.begin()
    payload.f64(this.self)
    encodeTerm(payload, this.#endpoint.extras, copy, 'reason', this.#functions)
    this.#post(pid, ProcessSignal.exit)
  }

  /** The pid of the process that has a name; undefined if none has. */
  whereis(name: string): Pid | undefined {
    const index = this.#names.find(name)
    const pid = index === -1 ? 0 : this.#names.pidOf(index)
    return pid === 0 ? undefined : pid
  }

  /** Whether a process lives. */
  alive(pid: Pid): boolean {
    return this.#endpoint.isAlive(pid)
  }

  /** What each scheduler has done so far. */
  statistics(): SchedulerStatistics[] {
    return readStatistics(this.#memory, this.#now())
  }

  #now(): number {
    return performance.timeOrigin + performance.now() - this.#startedAt
  }

  /**
   * Lets people look at the VM while it runs: a page for browsers, at the result's `url`, and a socket for `multibeam top`. Whoever has the link can look at
   * everything and end processes; by default it is of use on this machine only. Ends with the result's `close` (or `await using`), or with the VM.
   *
   * Throws BadArg; rejects with a MultibeamError OBSERVER_FAILED when it cannot listen there, or the VM is observed already.
   */
  async observe(options: ObserveOptions = {}): Promise<Observer> {
    this.#check('vm.observe')
    return this.#observing.open(options)
  }

  /**
   * Records what the schedulers do from now on in a file (a path, or a file: URL), until the trace is stopped or the VM: slices with their process, function and reductions,
   * steals, moves as arrows from scheduler to scheduler, sleep, run queues, long slices and crashes, on a track for each scheduler, by one clock. Open it with
   * https://ui.perfetto.dev or chrome://tracing. A thread of its own writes; while it is not as fast as the schedulers, what they do is dropped and counted. The file
   * is whole whenever one looks at it, even if Node is killed.
   *
   * Throws BadArg if the file cannot be opened, or the VM is traced already. Source: the Trace Event Format of Chromium's catapult project.
   */
  trace(file: string | URL): Trace {
    this.#check('vm.trace')
    return this.#tracing.start('vm.trace', file)
  }

  /**
   * Ends the VM: processes run no more, what they printed is printed, threads and ports are closed. What waits for the VM rejects.
   * May be called again.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #post(to: Pid, kind: number): void {
    this.#endpoint.sendTo(to, kind)
    this.#endpoint.flush()
  }

  #crashed(report: CrashReport): void {
    for (const follower of this.#followers) follower.crash(report)
    if (this.emit('crash', report) || report.awaited) return
    process.stderr.write(`${formatCrash(report)}\n`)
  }

  /** Schedulers look for long slices only while somebody wants to hear of them. */
  #listenForListeners(): void {
    const emitter = this as EventEmitter
    emitter.on('newListener', (event) => {
      if (event === 'longSchedule') this.#watchSlices(true)
    })
    emitter.on('removeListener', (event) => {
      if (event === 'longSchedule') this.#watchSlices(this.#hasSliceListener)
    })
  }

  get #hasSliceListener(): boolean {
    return this.#sliceFollowers.size > 0 || this.listenerCount('longSchedule') > 0
  }

  #follow(follower: Follower, slices: boolean): () => void {
    this.#followers.add(follower)
    if (slices) this.#sliceFollowers.add(follower)
    this.#watchSlices(this.#hasSliceListener)
    return () => {
      this.#followers.delete(follower)
      this.#sliceFollowers.delete(follower)
      this.#watchSlices(this.#hasSliceListener)
    }
  }

  async #stop(): Promise<void> {
    if (this.#failure === undefined) {
      await this.#trees.stop(this.#treeTimeout, (pid) => this.#sendExit(pid, 'shutdown'))
    }
    await this.#observing.close()
    Atomics.store(this.#memory.control, Header.stopping, 1)
    await Promise.all([this.#threads.stop(), this.#dirty.stop(), this.#ticker.stop()])
    await this.#tracing.finish()
    await this.#output.finished()
    this.#mailbox.status = TaskStatus.exited
    this.#endpoint.close()
    this.#failAll(this.#failure ?? new MultibeamError('VM_STOPPED', 'the VM was stopped before this was done'))
  }

  async #run(fn: Mfa, args: readonly unknown[]): Promise<unknown> {
    const { result } = await this.#request('vm.run', fn, args, true, 1)
    const value = await result
    this.#output.drain()
    return value
  }

  async #request(
    call: string,
    { url, name, index }: Mfa,
    args: readonly unknown[],
    wantsResult: boolean,
    scheduler: number,
  ): Promise<{ spawned: Pid; result: Promise<unknown> }> {
    this.#check(call)
    if (typeof name !== 'string' || name === '') throw new BadArg(`${call}: ${inspect(name)} is no name of an export`)
    // Compiles what is not in the cache, once, and finds mistakes before any scheduler sees them.
    const entry = url.startsWith('file:') ? (await compileGraph(url)).entry : url
    return this.#spawn(call, new Mfa(entry, name, index), args, wantsResult, scheduler)
  }

  /** Of a module that needs not be compiled any more. */
  async #spawn(
    call: string,
    { url, name, index }: Mfa,
    args: readonly unknown[],
    wantsResult: boolean,
    scheduler: number,
  ): Promise<{ spawned: Pid; result: Promise<unknown> }> {
    this.#check(call)
    const pending = this.#requests.open(wantsResult, scheduler)
    const { extras } = this.#endpoint
    try {
      const copies = args.map((arg, i) => copyTerm(arg, `args[${i}]`, this.#functions))
      const payload = this.#endpoint.begin()
      const request = { request: pending.id, wantsResult, url, name, index, args: copies }
      writeSpawnRequest(payload, extras, request, this.#functions)
    } catch (error) {
      this.#requests.close(pending.id)
      throw error
    }
    this.#endpoint.notify(scheduler)
    this.#endpoint.flush()
    return { spawned: await pending.spawned, result: pending.result }
  }

  #check(call: string): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#stopping !== undefined) {
      throw new MultibeamError('VM_STOPPED', `${call} was called after vm.stop(); start another VM`)
    }
  }

  /** The others go on without it, if they can. */
  #died(scheduler: number, error: MultibeamError): void {
    if (this.#failure !== undefined) return
    const why = this.#isStarted ? this.#deaths.note(scheduler, error, performance.now()) : 'the VM was still starting'
    if (why !== undefined) {
      this.#fail(
        new MultibeamError('SCHEDULER_FAILED', `${error.message}; ${why}, and the VM stops`, { cause: error.cause }),
      )
      return
    }
    this.#outputAtDeath = Atomics.load(this.#memory.control, Header.outputSequence)
    this.#coordinator.died(scheduler)
  }

  #recovered(scheduler: number, processes: number): void {
    this.#output.lose(this.#outputAtDeath)
    const down: SchedulerDown = { scheduler, cause: this.#deaths.causeOf(scheduler), processes }
    this.#tracing.tellAgain(scheduler)
    for (const follower of this.#followers) follower.schedulerDown(down)
    if (!this.emit('schedulerDown', down)) process.stderr.write(`${formatSchedulerDown(down)}\n`)
    this.#mourning.recovered()
  }

  #fail(error: MultibeamError): void {
    this.#failure ??= error
    this.#failAll(error)
    // What is left of it must not keep Node alive.
    void this.stop()
  }

  #failAll(error: MultibeamError): void {
    this.#requests.failAll(error)
    this.#mailbox?.failAll(error)
  }
}
