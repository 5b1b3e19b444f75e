import { capturedBy, codeOf, execution, run, SUSPENDED, sourceStack } from '@multibeam/compiler/support'
import {
  ByteReader,
  type ByteWriter,
  type Endpoint,
  type Executor,
  type Extras,
  firstAliasCounter,
  generationOf,
  Header,
  type Host,
  type Link,
  makeAlias,
  makeRef,
  NameTable,
  nextAliasCounter,
  type Pid,
  Priority,
  type Ref,
  Scheduler,
  type SharedMemory,
  SliceResult,
  Statistic,
  slotOf,
  TaskStatus,
} from '@multibeam/scheduler'
import { BadArg, SystemLimit } from '../errors.ts'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import type { ModuleLoader } from '../functions/module-loader.ts'
import type { Observing } from '../observe/observing.ts'
import { ExitSignal, Undefined } from '../process/exit-signal.ts'
import { Flag } from '../process/flag-bits.ts'
import { HIBERNATION } from '../process/hibernate.ts'
import { NOTHING, ProcessRecord, rareOf } from '../process/record.ts'
import { REDUCTIONS } from '../process/reductions.ts'
import { HIBERNATING, isProcessCode, type ProcessFunction, stepOf, WAITING, YIELDED } from '../process/suspension.ts'
import { TermMap } from '../shared-state/persistent-term/term-map.ts'
import { Departures } from '../signals/departures.ts'
import { Notice } from '../signals/kinds.ts'
import { takeSignal, takeSignalToDead } from '../signals/take.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import { skipOrigin, TRACED } from '../trace/origin.ts'
import type { MachineTracer } from '../trace/tracer.ts'
import { reportCrash } from './crash-report.ts'
import { activate } from './current.ts'
import { plainError } from './error-term.ts'
import { MachineTimers } from './machine-timers.ts'
import { Monitoring } from './monitoring.ts'
import { handleNotice } from './notices.ts'
import { decodeStarted, encodeStarted } from './started.ts'
import { decodeBody, decodeHead, encodeUnstarted } from './unstarted.ts'

/** The first byte of a process that moves; a traced scheduler puts TRACED and more before it. */
const UNSTARTED = 0
const STARTED = 1
/** Of a scheduler, before its numbers come again. Specified: a u32 holds one and the number of a scheduler (1 to 64). */
const MOST_QUESTIONS = 2 ** 25 - 1
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
  readonly #refsAt: number
  #questions = 0
  readonly #departures = new Departures(this)
  /** What is to be done once a process that is arriving is whole; few ever have something. */
  readonly #onceArrived = new Map<ProcessRecord, (() => void)[]>()

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
    this.#refsAt = memory.layout.statistic(id, Statistic.refs)
  }

  /** A new ref; `process` will not look for it among the messages that it has already. */
  makeRef(process: ProcessRecord | null): Ref {
    const { statistics } = this.endpoint.memory
    const counter = (statistics[this.#refsAt] as number) + 1
    statistics[this.#refsAt] = counter
    const ref = makeRef(this.scheduler.id, counter)
    if (process !== null) isFresh(process, ref)
    return ref
  }

  /** A new ref that is an alias of the process. The process itself counts its aliases, wherever it goes. */
  makeAlias(process: ProcessRecord): Ref {
    const rare = rareOf(process)
    let counter = rare.lastAlias === -1 ? firstAliasCounter(generationOf(process.pid)) : rare.lastAlias
    let ref: Ref
    do {
      counter = nextAliasCounter(counter)
      ref = makeAlias(slotOf(process.pid), counter)
      // Counters come again; an alias that is still in use does not.
    } while (rare.aliases?.has(ref) === true || process.relations?.monitors?.has(ref) === true)
    rare.lastAlias = counter
    isFresh(process, ref)
    return ref
  }

  /** A number, u32, for a question or an unlink, which no other one of the VM has that may still be under way. */
  nextQuestion(): number {
    this.#questions = (this.#questions + 1) & MOST_QUESTIONS
    return this.scheduler.id * (MOST_QUESTIONS + 1) + this.#questions
  }

  /** Schedulers that run processes. */
  get schedulersOnline(): number {
    return Atomics.load(this.endpoint.memory.control, Header.schedulersOnline)
  }

  /** Returns how many it were. */
  setSchedulersOnline(count: number): number {
    const { control, layout } = this.endpoint.memory
    const previous = Atomics.exchange(control, Header.schedulersOnline, count)
    // Those that sleep are to notice: to leave the idle protocol, or to join it.
    for (let id = 1; id <= layout.options.schedulers; id++) if (id !== this.scheduler.id) this.endpoint.wake(id)
    return previous
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
      this.#end(process, this.#reasonOf(process, error), undefined)
      return SliceResult.exited
    }
    const { outcome } = execution
    if (outcome === WAITING) return SliceResult.waiting
    if (outcome === YIELDED) return SliceResult.yielded
    if (outcome === HIBERNATING) return this.#hibernate(process)
    const mistake = new TypeError(
      `process function ${process.fn.name || '(anonymous)'} used a bare yield; process code suspends with yield* only`,
    )
    this.#end(process, this.#reasonOf(process, mistake), undefined)
    return SliceResult.exited
  }

  /** What was thrown is no mistake if it was thrown by `exit`; a value that is no Error is wrapped as Erlang does. */
  #reasonOf(process: ProcessRecord, thrown: unknown): unknown {
    if (thrown instanceof ExitSignal) return thrown.reason
    if (thrown instanceof Error) showSource(thrown)
    const reason = this.#sendable(thrown instanceof Error ? thrown : ['nocatch', thrown])
    if ((process.flags & Flag.dying) === 0) reportCrash(this, process, reason)
    return reason
  }

  /** A reason goes to others: what cannot be sent of it is left out. */
  #sendable(reason: unknown): unknown {
    if (typeof reason !== 'object' && typeof reason !== 'function' && typeof reason !== 'symbol') return reason
    try {
      return copyTerm(reason, 'reason', this.functions)
    } catch {
      return plainError(Array.isArray(reason) ? reason[1] : reason)
    }
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
      const error = new BadArg(
        `spawnWith: ${process.fn.name || 'an inline function'} cannot run on scheduler ${scheduler}; ` +
          'give a process function that its module declares at its top, and arguments that can be sent',
      )
      return error
    }
    // While schedulers agree on what was under way nothing may leave; its turn sends it on once that is over.
    if (this.scheduler.frozen) {
      this.scheduler.makeRunnable(process)
      return undefined
    }
    endpoint.push(process, scheduler)
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
    if (rare !== null && rare.request !== -1) this.#answerRequest(process, rare.request, reason, value)
  }

  #answerRequest(process: ProcessRecord, request: number, reason: unknown, value: unknown): void {
    const normal = reason === 'normal'
    try {
      // A copy first: a getter of the value may send, or throw.
      const term = copyTerm(normal ? value : reason, normal ? 'result' : 'reason', this.functions)
      this.#writeResult(process, request, normal, term)
    } catch (error) {
      this.#writeResult(process, request, false, plainError(reason instanceof Error ? reason : error))
    }
    this.endpoint.notify(0)
  }

  #writeResult(process: ProcessRecord, request: number, normal: boolean, term: unknown): void {
    const payload = this.endpoint.begin()
    payload.u8(Notice.result)
    payload.u32(request)
    payload.f64(process.pid)
    payload.u8(normal ? 1 : 0)
    encodeTerm(payload, this.endpoint.extras, term, normal ? 'result' : 'reason', this.functions)
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
    if (process.isUnstarted) {
      payload.u8(UNSTARTED)
      return encodeUnstarted(this, process, payload, extras)
    }
    payload.u8(STARTED)
    return encodeStarted(this, process, payload, extras) === undefined
  }

  left(process: ProcessRecord): void {
    if (!process.isUnstarted) this.timers.follow(process)
  }

  decode(pid: Pid, expected: number, payload: ByteReader, extras: Extras): ProcessRecord {
    let kind = payload.u8()
    if (kind === TRACED) kind = skipOrigin(payload)
    if (kind === STARTED) return this.#decodeStarted(pid, expected, payload, extras)
    const process = new ProcessRecord(pid, Priority.normal, 0, expected, Undefined, [], 0)
    const id = decodeHead(process, payload)
    const from = payload.position
    try {
      decodeBody(this, process, id, payload, extras)
      this.scheduler.makeRunnable(process)
    } catch (error) {
      if (!(error instanceof ModuleNotLoaded)) throw error
      // Until then it receives signals like any other: one may end it.
      process.status = TaskStatus.loading
      const bytes = payload.bytes.slice(from, payload.end)
      const kept = { list: extras.list, from: extras.from }
      this.#decodeOnceLoaded(process, id, bytes, kept, error.url)
    }
    return process
  }

  #decodeStarted(pid: Pid, expected: number, payload: ByteReader, extras: Extras): ProcessRecord {
    // What it sent from where it was may still be on its way to here.
    this.endpoint.hasArrivals = true
    const from = payload.position
    const process = new ProcessRecord(pid, Priority.normal, 0, expected, Undefined, [], 0)
    process.movable = false
    try {
      decodeStarted(this, process, payload, extras)
      this.scheduler.makeRunnable(process)
      return process
    } catch (error) {
      const bytes = payload.bytes.slice(from, payload.end)
      const arriving = new ProcessRecord(pid, Priority.normal, 0, expected, Undefined, [], 0)
      arriving.movable = false
      arriving.status = TaskStatus.arriving
      this.#decodeStartedOnceLoaded(arriving, bytes, { list: extras.list, from: extras.from }, error)
      return arriving
    }
  }

  /**
   * Tries again once the module that was missing has been loaded. One that fails to load here leaves functions that say so: the process ends with
   * that when it comes to them. By any other obstacle it ends when it is in the table, and those who have to do with it hear of it.
   */
  #decodeStartedOnceLoaded(process: ProcessRecord, bytes: Uint8Array, extras: Extras, obstacle: unknown): void {
    const retry = (): void => {
      activate(this)
      const payload = new ByteReader()
      payload.open(bytes, 0, bytes.length)
      try {
        decodeStarted(this, process, payload, extras)
      } catch (error) {
        if (error instanceof ModuleNotLoaded) {
          emptied(process)
          this.#decodeStartedOnceLoaded(process, bytes, extras, error)
          return
        }
        const reason = this.#sendable(error)
        reportCrash(this, process, reason)
        this.end(process, reason)
        this.#onceArrived.delete(process)
        return
      }
      this.scheduler.makeRunnable(process)
      this.endpoint.release(process)
      this.#hasArrived(process)
    }
    const removed = obstacle instanceof ModuleNotLoaded ? this.loader.load(obstacle.url) : Promise.resolve()
    removed.then(retry, retry)
  }

  /** Has something done behind the signals of an arriving process, once it is whole. */
  onceArrived(process: ProcessRecord, action: () => void): void {
    const actions = this.#onceArrived.get(process)
    if (actions === undefined) this.#onceArrived.set(process, [action])
    else actions.push(action)
  }

  #hasArrived(process: ProcessRecord): void {
    const actions = this.#onceArrived.get(process)
    if (actions === undefined) return
    this.#onceArrived.delete(process)
    for (const action of actions) action()
  }

  #decodeOnceLoaded(process: ProcessRecord, id: number, bytes: Uint8Array, extras: Extras, url: string): void {
    const retry = (): void => {
      if (process.status !== TaskStatus.loading) return
      activate(this)
      const payload = new ByteReader()
      payload.open(bytes, 0, bytes.length)
      try {
        decodeBody(this, process, id, payload, extras)
      } catch (error) {
        if (!(error instanceof ModuleNotLoaded)) throw error
        this.#decodeOnceLoaded(process, id, bytes, extras, error.url)
        return
      }
      this.scheduler.makeRunnable(process)
    }
    this.loader.load(url).then(retry, (error) => {
      if (process.status !== TaskStatus.loading) return
      const reason = this.#sendable(error)
      reportCrash(this, process, reason)
      this.end(process, reason)
    })
  }
}

/** What has been read of a process is forgotten: it is read again. */
function emptied(process: ProcessRecord): void {
  process.first = null
  process.last = null
  process.queued = 0
  process.relations = null
  process.rare = null
}

/** Its stack becomes that of the source; one that cannot be written stays as it is. */
function showSource(error: Error): void {
  try {
    const stack = sourceStack(error)
    if (stack !== undefined && stack !== error.stack) Reflect.set(error, 'stack', stack)
  } catch {
    // A getter of the user's throws: the stack stays what it is.
  }
}

function isFresh(process: ProcessRecord, ref: Ref): void {
  const rare = rareOf(process)
  rare.freshRef = ref
  rare.beforeFreshRef = process.last
}
