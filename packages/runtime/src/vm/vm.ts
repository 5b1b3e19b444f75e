import { EventEmitter } from 'node:events'
import { compileGraph } from '@multibeam/compiler'
import type { Observer } from '@multibeam/observer'
import type { Pid, Ref, SharedMemory } from '@multibeam/scheduler'
import { application, type Startable, treeOf } from '../behaviours/application/application.ts'
import { type Mfa, mfa } from '../functions/mfa.ts'
import type { ReceiveOptions } from '../process/receive.ts'
import type { Arguments, ProcessFunction, ResultOf } from '../process/suspension.ts'
import { countProcesses, readStatistics, type SchedulerStatistics } from '../system/statistics.ts'
import type { VMEvents } from './events.ts'
import { SHARED_MEMORY, startingWithFirst, TERMINATE } from './internals.ts'
import { neverInsideScheduler } from './main-only.ts'
import { MainThread } from './main-thread.ts'
import type { ObserveOptions } from './observe-options.ts'
import { type CompletedOptions, completed, type VMOptions } from './options.ts'
import { functionIn, locate, locateDefinition, type RemoteModule, remoteModule } from './remote-function.ts'
import type { Trace } from './tracing.ts'

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
  readonly #thread: MainThread

  private constructor(options: CompletedOptions) {
    super()
    this.#thread = new MainThread(options, this)
    this.self = this.#thread.process.pid
  }

  /** Starts a VM; resolves once every scheduler runs. Throws BadArg for an option that is out of range. */
  static async start(options: VMOptions = {}): Promise<VM> {
    const never = neverInsideScheduler()
    if (never !== undefined) return never
    const vm = new VM(completed(options))
    try {
      await vm.#thread.start()
      if (options.trace !== undefined) vm.#thread.tracing.start('VM.start', options.trace)
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
    const vm = await VM.start(startingWithFirst({}))
    try {
      return (await vm.#run(fn, args)) as ResultOf<F>
    } finally {
      await vm.stop()
    }
  }

  /** @internal */
  get [SHARED_MEMORY](): SharedMemory {
    return this.#thread.memory
  }

  /** @internal */
  [TERMINATE](scheduler: number): void {
    this.#thread.threads.terminate(scheduler)
  }

  /** Number of schedulers. */
  get schedulers(): number {
    return this.#thread.memory.layout.options.schedulers
  }

  /** Processes alive now. */
  get processCount(): number {
    return countProcesses(this.#thread.memory)
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
    const scheduler = this.#thread.spawner.nextScheduler()
    const call = 'vm.spawn'
    const wanted = { call, fn: locate(call, fn), args, wantsResult: false, scheduler }
    const { spawned } = await this.#thread.spawner.compileAndSpawn(wanted)
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
    const { spawner } = this.#thread
    const start = (fn: ProcessFunction, args: readonly unknown[]) =>
      spawner.spawn({ call, fn: locate(call, fn), args, wantsResult: true, scheduler: 1 })
    const above = await start(application, [entry, name, index, args])
    const asked = await start(treeOf, [above.spawned])
    // Nobody answers if it has ended: then its own end says why.
    const tree = (await asked.result.catch(async (error) => {
      await above.result
      throw error
    })) as Pid
    this.#thread.trees.add(above.spawned, above.result)
    return tree
  }

  /** Sends a copy of a message to a process, by pid or registered name; one that is no more is ignored. Throws BadArg, UnsendableTerm. */
  send(target: Pid | string, message: unknown): void {
    this.#thread.check('vm.send')
    this.#thread.process.send(target, message)
  }

  /**
   * The oldest message to `vm.self` that matches, as `receive` in a process takes it; resolves with `timeout` (or what `otherwise` gives)
   * when the time of `after` is over.
   */
  async receive<M = unknown, R = typeof import('../process/receive.ts').timeout>(
    pattern?: unknown,
    options?: ReceiveOptions<R>,
  ): Promise<M> {
    this.#thread.check('vm.receive')
    return (await this.#thread.process.receive(pattern, options)) as M
  }

  /**
   * Asks to be told when a process, given by pid or name, has exited: `vm.receive` then gives `['DOWN', ref, 'process', target, reason]`, with
   * the reason `'noproc'` if it is no more. Returns the ref. Throws BadArg.
   */
  monitor(target: Pid | string): Ref {
    this.#thread.check('vm.monitor')
    return this.#thread.process.monitor(target)
  }

  /** Ends a monitor: no DOWN message comes any more; one that came already stays. Throws BadArg for what is no ref. */
  demonitor(ref: Ref): void {
    this.#thread.check('vm.demonitor')
    this.#thread.process.demonitor(ref)
  }

  /** Sends a process an exit signal, as `Process.exit` does. Throws BadArg, UnsendableTerm. */
  exit(pid: Pid, reason: unknown): void {
    this.#thread.check('vm.exit')
    this.#thread.process.exit(pid, reason)
  }

  /** The pid of the process that has a name; undefined if none has. */
  whereis(name: string): Pid | undefined {
    return this.#thread.process.whereis(name)
  }

  /** Whether a process lives. */
  alive(pid: Pid): boolean {
    return this.#thread.isAlive(pid)
  }

  /** What each scheduler has done so far. */
  statistics(): SchedulerStatistics[] {
    return readStatistics(this.#thread.memory, this.#thread.now())
  }

  /**
   * Lets people look at the VM while it runs: a page for browsers, at the result's `url`, and a socket for `multibeam top`. Whoever has the link can look at
   * everything and end processes; by default it is of use on this machine only. Ends with the result's `close` (or `await using`), or with the VM.
   *
   * Throws BadArg; rejects with a MultibeamError OBSERVER_FAILED when it cannot listen there, or the VM is observed already.
   */
  async observe(options: ObserveOptions = {}): Promise<Observer> {
    this.#thread.check('vm.observe')
    return this.#thread.observing.open(options)
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
    this.#thread.check('vm.trace')
    return this.#thread.tracing.start('vm.trace', file)
  }

  /**
   * Ends the VM: processes run no more, what they printed is printed, threads and ports are closed. What waits for the VM rejects.
   * May be called again.
   */
  stop(): Promise<void> {
    return this.#thread.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #run(fn: Mfa, args: readonly unknown[]): Promise<unknown> {
    const { result } = await this.#thread.spawner.compileAndSpawn({
      call: 'vm.run',
      fn,
      args,
      wantsResult: true,
      scheduler: 1,
    })
    const value = await result
    this.#thread.output.drain()
    return value
  }
}
