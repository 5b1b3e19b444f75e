import { capturedBy, codeOf, execution, run, SUSPENDED } from '@multibeam/compiler/support'
import {
  type ByteReader,
  type ByteWriter,
  type Endpoint,
  type Executor,
  type Extras,
  type Host,
  type Link,
  NameTable,
  type Pid,
  type Priority,
  REDUCTIONS,
  Scheduler,
  type SharedMemory,
  SliceResult,
  TaskStatus,
} from '@multibeam/scheduler'
import { BadArg, SystemLimit } from '../errors.ts'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import type { ModuleLoader } from '../functions/module-loader.ts'
import type { Observing } from '../observe/observing.ts'
import { Flag } from '../process/flag-bits.ts'
import { HIBERNATION } from '../process/hibernate.ts'
import { NOTHING, ProcessRecord } from '../process/record.ts'
import { HIBERNATING, isProcessCode, type ProcessFunction, stepOf, WAITING, YIELDED } from '../process/suspension.ts'
import { TermMap } from '../shared-state/persistent-term/term-map.ts'
import { Departures } from '../signals/departures.ts'
import { takeSignal, takeSignalToDead } from '../signals/take.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { MachineTracer } from '../trace/tracer.ts'
import { asynchronous } from './asynchronous.ts'
import { reasonOf } from './exit-reason.ts'
import { MachineTimers } from './machine-timers.ts'
import { Migration } from './migration.ts'
import { Monitoring } from './monitoring.ts'
import { handleNotice } from './notices.ts'
import { Refs } from './refs.ts'
import { answerRequest } from './request-result.ts'

/** Messages of a slice that are few beside its computation. Chosen: across schedulers they would cost less than the slice, ten microseconds or more. */
const FEW_MESSAGES = 4

/** The process layer of one scheduler: runs process code, and takes in the signals that the scheduler carries. */
export class Machine implements Executor<ProcessRecord> {
  readonly scheduler: Scheduler<ProcessRecord>
  readonly endpoint: Endpoint<ProcessRecord>
  readonly functions: FunctionTable
  readonly loader: ModuleLoader
  readonly timers: MachineTimers
  readonly names: NameTable
  readonly monitoring: Monitoring
  readonly refs: Refs
  readonly migration = new Migration(this)
  /** This scheduler's copies, see shared-state/persistent-term. */
  readonly persistentTerms = new TermMap()
  /** The process whose slice is running. */
  current: ProcessRecord | null = null
  /** Records what this scheduler does, while it is traced. */
  tracer: MachineTracer | null = null
  /** Null until somebody has observed the VM. */
  observing: Observing | null = null
  observingLoads: Promise<Observing> | null = null
  /** Messages delivered here in this slice: it talks to processes of this scheduler. */
  delivered = 0
  readonly #departures = new Departures(this)

  constructor(
    id: number,
    memory: SharedMemory,
    links: readonly (Link | undefined)[],
    host: Host,
    functions: FunctionTable,
    loader: ModuleLoader,
  ) {
    this.functions = functions
    this.loader = loader
    this.scheduler = new Scheduler<ProcessRecord>(id, memory, links, this, host)
    this.endpoint = this.scheduler.endpoint
    this.timers = new MachineTimers(this)
    this.names = new NameTable(memory)
    this.monitoring = new Monitoring(this)
    this.refs = new Refs(id, memory)
  }

  // ---- the life of a process

  /** A new process of this scheduler, not yet runnable, pinned to `home` unless that is 0. `args` are its own already. Throws SystemLimit. */
  createProcess(
    fn: ProcessFunction,
    args: unknown[],
    parent: Pid | 0,
    priority: Priority,
    home: number,
  ): ProcessRecord {
    const { endpoint } = this
    const slot = endpoint.slots.take()
    if (slot === -1) {
      throw new SystemLimit(
        'spawn: the process table is full; start the VM with a larger processLimit, or let processes end first',
      )
    }
    const expected = endpoint.nextTicket(slot)
    const process = new ProcessRecord(endpoint.openRow(slot), priority, home, expected, fn, args, parent)
    endpoint.table.set(process)
    return process
  }

  runSlice(process: ProcessRecord): SliceResult {
    if ((process.flags & Flag.suspended) !== 0) {
      process.flags |= Flag.postponed
      process.status = TaskStatus.runnable
      execution.reductions = REDUCTIONS
      return SliceResult.waiting
    }
    this.current = process
    this.delivered = 0
    const { queued } = process
    execution.reductions = REDUCTIONS
    let result = this.#step(process)
    if (result === SliceResult.yielded && this.delivered + queued - process.queued <= FEW_MESSAGES) {
      result = SliceResult.computed
    }
    process.reductions += REDUCTIONS - execution.reductions
    this.current = null
    if ((process.flags & (Flag.dying | Flag.longQueue)) === 0 || result === SliceResult.exited) return result
    if ((process.flags & Flag.dying) !== 0) {
      this.end(process, process.rare?.dying)
      return SliceResult.exited
    }
    this.monitoring.afterSlice(process)
    return result
  }

  reductionsLeft(): number {
    return execution.reductions
  }

  longSlice(process: ProcessRecord, milliseconds: number): void {
    this.monitoring.longSlice(process, milliseconds)
  }

  /** The running process is to suspend as soon as it can. */
  cutSlice(): void {
    execution.reductions = Math.min(execution.reductions, 0)
  }

  #step(process: ProcessRecord): SliceResult {
    try {
      if (process.args !== null && !this.#begin(process)) return SliceResult.exited
      const { handed } = process
      if (process.pending === null) process.handed = NOTHING
      const value = run(process, handed)
      if (value !== SUSPENDED) {
        this.#end(process, 'normal', value)
        return SliceResult.exited
      }
    } catch (error) {
      this.#end(process, reasonOf(this, process, error), undefined)
      return SliceResult.exited
    }
    const { outcome } = execution
    if (outcome === WAITING) return SliceResult.waiting
    if (outcome === YIELDED) return SliceResult.yielded
    if (outcome === HIBERNATING) return this.#hibernate(process)
    const mistake = new TypeError(
      `process function ${process.fn.name || '(anonymous)'} used a bare yield; process code suspends with yield* only`,
    )
    this.#end(process, reasonOf(this, process, mistake), undefined)
    return SliceResult.exited
  }

  /** Its code is forgotten; it goes on with another function once it has a message. */
  #hibernate(process: ProcessRecord): SliceResult {
    process.frames = null
    process.pending = null
    process.examined = null
    if (process.first !== null) return SliceResult.yielded
    process.waiting = HIBERNATION
    process.status = TaskStatus.waiting
    return SliceResult.waiting
  }

  /** Calls the process function; false if it was an ordinary one and has returned. */
  #begin(process: ProcessRecord): boolean {
    const args = process.args as unknown[]
    process.args = null
    const fn = process.rare?.wake ?? process.fn
    const compiled = codeOf(fn)
    if (compiled !== undefined) {
      process.frames = compiled.begin(capturedBy(fn), args)
      return true
    }
    // A spread call costs 30 ns more than these.
    let code: unknown
    if (args.length === 0) code = fn()
    else if (args.length === 1) code = fn(args[0])
    else if (args.length === 2) code = fn(args[0], args[1])
    else code = fn(...args)
    if (!isProcessCode(code)) {
      const mistake = asynchronous(fn, code)
      if (mistake !== undefined) throw mistake
      this.#end(process, 'normal', code)
      return false
    }
    process.pending = stepOf(code)
    return true
  }

  /** Hands a process that has not started to another scheduler, for good; or returns what keeps it from going. */
  pushTo(process: ProcessRecord, scheduler: number): BadArg | undefined {
    const { endpoint } = this
    process.movable = false
    if (!endpoint.encodeTask(process)) {
      return new BadArg(
        `spawnWith: ${process.fn.name || 'an inline function'} cannot run on scheduler ${scheduler}; ` +
          'give a process function that its module declares at its top, and arguments that can be sent',
      )
    }
    // While schedulers agree on what was under way nothing may leave; its turn sends it on once that is over.
    if (this.scheduler.frozen) {
      this.scheduler.makeRunnable(process)
      return undefined
    }
    endpoint.push(process, scheduler, true)
    this.scheduler.attend()
    return undefined
  }

  /** A waiting process gets what it waits for. */
  resume(process: ProcessRecord, value: unknown): void {
    process.waiting = null
    process.handed = value
    this.scheduler.makeRunnable(process)
  }

  /** Ends a process that is not running. */
  end(process: ProcessRecord, reason: unknown): void {
    this.#end(process, reason, undefined)
  }

  #end(process: ProcessRecord, given: unknown, value: unknown): void {
    const { relations, rare } = process
    const reason = (process.flags & Flag.dying) === 0 ? given : rare?.dying
    process.waiting?.abandon(process)
    if (rare !== null && rare.timers !== null) this.timers.drop(process)
    // Before anybody can hear of the exit: then the name is free.
    if ((process.flags & Flag.monitors) !== 0) this.monitoring.end(process.pid)
    if (rare !== null && rare.name !== -1) this.names.release(rare.name, process.pid)
    this.endpoint.retire(process)
    process.waiting = null
    process.handed = NOTHING
    process.frames = null
    process.pending = null
    process.first = null
    process.last = null
    process.examined = null
    process.relations = null
    process.rare = null
    if (relations !== null || rare !== null) this.#departures.add(process.pid, relations, rare, reason)
    if (rare !== null && rare.request !== -1) answerRequest(this, process, rare.request, reason, value)
  }

  // ---- signals

  deliver(process: ProcessRecord, kind: number, payload: ByteReader, extras: Extras): Promise<void> | undefined {
    const from = payload.position
    try {
      takeSignal(this, process, kind, payload, extras)
      return undefined
    } catch (error) {
      if (!(error instanceof ModuleNotLoaded)) throw error
      payload.position = from
      // A module that cannot be loaded here leaves functions that say so when they are called.
      return this.loader.load(error.url).then(
        () => undefined,
        () => undefined,
      )
    }
  }

  deliverDead(pid: Pid, kind: number, payload: ByteReader, extras: Extras): void {
    takeSignalToDead(this, pid, kind, payload, extras)
  }

  notice(from: number, _kind: number, payload: ByteReader, extras: Extras): void {
    handleNotice(this, from, payload, extras)
  }

  // ---- processes that move

  encode(process: ProcessRecord, payload: ByteWriter, extras: unknown[]): boolean {
    return this.migration.encode(process, payload, extras)
  }

  left(process: ProcessRecord): void {
    this.migration.left(process)
  }

  decode(pid: Pid, expected: number, payload: ByteReader, extras: Extras): ProcessRecord {
    return this.migration.decode(pid, expected, payload, extras)
  }
}
