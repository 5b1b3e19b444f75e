import {
  Coordinator,
  Endpoint,
  Interleaver,
  NameTable,
  type Pid,
  Priority,
  Random,
  SharedMemory,
  SimulatedClock,
  SimulatedLink,
  SimulatedThread,
  Survivor,
  simulatedMesh,
} from '@multibeam/scheduler'
import type { SupervisorReport } from '../behaviours/supervisor/report.ts'
import { DirtyCalls } from '../dirty/calls.ts'
import { BadArg, MultibeamError } from '../errors.ts'
import { inspect } from '../inspect.ts'
import type { CrashReport } from '../machine/crash-report.ts'
import { activate, machine as running } from '../machine/current.ts'
import { Machine } from '../machine/machine.ts'
import { Mourning } from '../machine/mourning.ts'
import { messagesOf } from '../mailbox/mailbox.ts'
import { checkOptions } from '../options.ts'
import { rareOf } from '../process/record.ts'
import type { Arguments, ProcessFunction, ResultOf } from '../process/suspension.ts'
import { WaitForPromise } from '../process/wait.ts'
import { ProcessSignal } from '../signals/kinds.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { MainHandler } from '../vm/main-handler.ts'
import { MainMailbox } from '../vm/main-mailbox.ts'
import { type MainEstate, MainMourning } from '../vm/main-mourning.ts'
import { Requests } from '../vm/requests.ts'
import { SystemMonitor, type Ticker } from '../vm/system-monitor.ts'
import { SimulatedDirty } from './simulated-dirty.ts'
import { SimulatedFunctions } from './simulated-functions.ts'
import { SimulatedLoader } from './simulated-loader.ts'
import { SimulatedTrace } from './simulated-trace.ts'

export interface SimulationOptions {
  /** 1 to 64. Default 2. */
  schedulers?: number
  /** Decides every interleaving. Default: a random one; a failure names it, and with it the same happens again. */
  seed?: number
  /** Slices a scheduler runs before another thread may go on. Default 2: fine interleavings. */
  slicesPerTurn?: number
  /** Slots of the process table. Default 65,536. */
  processLimit?: number
  /** Processes that each scheduler's public ring holds, a power of two. Default 4: it is often full. */
  ringCapacity?: number
  /** Calls of `dirty` that run at a time. Default 2. */
  dirtyThreads?: number
  /** Calls of `dirty` that may wait besides them. Default 65,536. */
  dirtyQueueLimit?: number
  /**
   * How likely a process that has started is sent to another scheduler before it gets a slice, 0 to 1. Default 0: it moves as on threads, when
   * it computes and another scheduler is idle.
   */
  migrate?: number
  /**
   * A path: what the schedulers do is written there, as `vm.trace` writes it, to look at a failure. Virtual time stands still while a process runs; in the file each
   * thing takes a microsecond.
   */
  trace?: string
  /** Called before each step, with the number of those done: for what comes from outside, such as `kill`. */
  onStep?: (steps: number) => void
  /** Steps after which a run is given up as endless. Default 10 million. */
  mostSteps?: number
}

const OPTIONS = {
  schedulers: true,
  seed: true,
  slicesPerTurn: true,
  processLimit: true,
  ringCapacity: true,
  migrate: true,
  dirtyThreads: true,
  dirtyQueueLimit: true,
  trace: true,
  onStep: true,
  mostSteps: true,
} satisfies Record<keyof SimulationOptions, true>

/**
 * A whole VM in one thread: several schedulers, each with its share of the processes, in an interleaving that a seed decides, and
 * virtual time: a program that sleeps for an hour takes no longer than one that does not.
 *
 * For tests: the schedulers are the real ones, with simulated ports and clock. Inline process functions run on any scheduler here, because
 * all are in one thread.
 */
export class Simulation {
  readonly seed: number
  /** The pid of the test's own mailbox: processes send to it, `messages` shows what came. */
  readonly self: Pid
  /** Reports of the processes that have crashed so far. */
  readonly crashes: CrashReport[] = []
  /** What supervisors have told of so far. */
  readonly supervisorReports: SupervisorReport[] = []
  readonly #clock = new SimulatedClock()
  readonly #interleaver: Interleaver
  /** Schedulers that have been killed and replaced. */
  readonly schedulersDown: { readonly scheduler: number; readonly processes: number }[] = []
  readonly #memory: SharedMemory
  readonly #loader = new SimulatedLoader()
  readonly #threads: SimulatedThread[]
  readonly #newThread: (id: number, links: (SimulatedLink | undefined)[]) => SimulatedThread
  readonly #coordinator: Coordinator<MainMailbox>
  readonly #mourning: MainMourning
  /** Of each scheduler that is being replaced: the ends of the others, and its successor's. */
  readonly #channels = new Map<number, { others: (SimulatedLink | undefined)[]; own: (SimulatedLink | undefined)[] }>()
  readonly #machines: Machine[] = []
  /** Killed, and not replaced yet. */
  readonly #dead = new Set<number>()
  readonly #functions = new SimulatedFunctions()
  readonly #requests = new Requests()
  readonly #endpoint: Endpoint<MainMailbox>
  readonly #mailbox: MainMailbox
  readonly #dirty: SimulatedDirty
  readonly #trace: SimulatedTrace | undefined
  readonly #mostSteps: number
  readonly #onStep: ((steps: number) => void) | undefined

  constructor(options: SimulationOptions = {}) {
    checkOptions('Simulation', options, Object.keys(OPTIONS))
    const {
      schedulers = 2,
      slicesPerTurn = 2,
      processLimit = 65_536,
      ringCapacity = 4,
      migrate = 0,
      mostSteps = 10_000_000,
      dirtyThreads = 2,
      dirtyQueueLimit = 65_536,
    } = options
    if (!Number.isInteger(schedulers) || schedulers < 1 || schedulers > 64) {
      throw new BadArg(`Simulation: schedulers is ${inspect(schedulers)}; give a whole number from 1 to 64`)
    }
    if (!(migrate >= 0 && migrate <= 1)) {
      throw new BadArg(`Simulation: migrate is ${inspect(migrate)}; give a probability from 0 to 1`)
    }
    this.seed = options.seed ?? Math.floor(Math.random() * 2 ** 31)
    this.#mostSteps = mostSteps
    this.#onStep = options.onStep
    const memory = SharedMemory.create({ schedulers, processLimit, ringCapacity, ringPayloadBytes: 512 })
    const mesh = simulatedMesh(schedulers + 1)
    this.#memory = memory
    this.#newThread = (id, links) => {
      const wander = migrate === 0 ? null : wandering(id, schedulers, migrate, this.seed)
      return new SimulatedThread(this.#clock, links, slicesPerTurn, wander)
    }
    this.#threads = mesh.map((links, id) => this.#newThread(id, links))
    this.#interleaver = new Interleaver(this.#clock, this.#threads, this.seed)
    this.#dirty = new SimulatedDirty(dirtyThreads, this.#threads[0] as SimulatedThread, this.#loader, this.#functions)
    if (options.trace !== undefined) {
      this.#trace = new SimulatedTrace(options.trace, schedulers, { now: () => this.#clock.now })
    }
    for (let id = 1; id <= schedulers; id++) this.#startMachine(id)
    const handler = new MainHandler({
      functions: this.#functions,
      requests: this.#requests,
      drain() {},
      onCrash: (report) => this.crashes.push(report),
      onLongSchedule() {},
      asking: () => undefined,
      onSupervisor: (report) => this.supervisorReports.push(report),
    })
    this.#endpoint = new Endpoint(0, memory, mesh[0] as SimulatedLink[], handler)
    const slot = this.#endpoint.slots.take()
    const expected = this.#endpoint.nextTicket(slot)
    this.self = this.#endpoint.openRow(slot)
    this.#mailbox = new MainMailbox(this.self, expected)
    this.#endpoint.table.set(this.#mailbox)
    const dirty = new DirtyCalls({
      endpoint: this.#endpoint,
      functions: this.#functions,
      runner: this.#dirty,
      queueLimit: dirtyQueueLimit,
      drain() {},
    })
    const names = new NameTable(memory)
    const monitor = new SystemMonitor(this.#endpoint, schedulers, NO_TICKS)
    handler.attach(this.#endpoint, names, dirty, monitor)
    this.#coordinator = new Coordinator(this.#endpoint, names, {
      openChannels: (dead) => this.#openChannels(dead),
      replace: (dead) => this.#replace(dead),
      recovered: (scheduler, processes) => {
        this.schedulersDown.push({ scheduler, processes })
        this.#mourning.recovered()
      },
    })
    const estate: MainEstate = {
      mailbox: this.#mailbox,
      requests: this.#requests,
      dirty,
      monitor,
      linkTo: (endpoint) => this.#linkTo(0, endpoint),
      causeOf: (scheduler) => new Error(`scheduler ${scheduler} was killed by the test`),
    }
    this.#mourning = new MainMourning(estate, this.#coordinator)
    new Survivor(this.#endpoint, this.#mourning)
    this.#endpoint.listen(() => {})
  }

  /** Virtual milliseconds since the simulation began. */
  get now(): number {
    return this.#clock.now
  }

  /** What processes have sent to `self`, oldest first. */
  get messages(): unknown[] {
    return messagesOf(this.#mailbox)
  }

  /** Starts a process on a scheduler (from 1), from where others may steal it. */
  spawn<F extends ProcessFunction>(scheduler: number, fn: F, ...args: Arguments<F>): Pid {
    return this.#start(scheduler, fn, args, -1)
  }

  /** Sends a message from outside. */
  send(to: Pid, message: unknown): void {
    encodeTerm(this.#endpoint.begin(), this.#endpoint.extras, message, 'message', this.#functions)
    this.#endpoint.sendTo(to, ProcessSignal.message)
    this.#endpoint.flush()
  }

  /**
   * Runs a function as a process of scheduler 1, and everybody else meanwhile, until it ends; its value. Rejects with ProcessExit when it
   * exits abnormally, and when nothing can happen any more; the message names the seed.
   */
  async run<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): Promise<ResultOf<F>> {
    const pending = this.#requests.open(true, 1)
    this.#requests.spawned(pending.id, this.#start(1, fn, args, pending.id))
    const end: { settled: boolean } = { settled: false }
    const note = (): void => {
      end.settled = true
    }
    pending.result.then(note, note)
    try {
      await this.#until(() => end.settled)
      return (await pending.result) as ResultOf<F>
    } catch (error) {
      if (error instanceof Error) error.message += ` (simulation seed ${this.seed})`
      throw error
    }
  }

  /** Runs until nothing can happen any more: every process has ended or waits for what will not come. */
  async settle(): Promise<void> {
    await this.#until(() => false, true)
  }

  /**
   * Ends a scheduler as if its thread had died between two steps, with all its processes and what it had not posted; the others recover and it
   * is replaced. False if it is dead already, and has no successor yet. Throws BadArg.
   */
  kill(scheduler: number): boolean {
    if (this.#machines[scheduler - 1] === undefined) throw new BadArg(`Simulation: there is no scheduler ${scheduler}`)
    if (this.#dead.has(scheduler)) return false
    this.#dead.add(scheduler)
    // Does nothing any more; its successor takes its place.
    this.#threads[scheduler] = this.#newThread(scheduler, [])
    this.#coordinator.died(scheduler)
    return true
  }

  #startMachine(id: number): void {
    const thread = this.#threads[id] as SimulatedThread
    const machine = new Machine(id, this.#memory, thread.links, thread, this.#functions, this.#loader)
    new Survivor(machine.endpoint, new Mourning(machine, (endpoint) => this.#linkTo(id, endpoint)))
    thread.host(() => machine.scheduler.turn())
    this.#trace?.add(machine)
    machine.scheduler.start()
    this.#machines[id - 1] = machine
  }

  #openChannels(dead: number): readonly unknown[] {
    const others: (SimulatedLink | undefined)[] = []
    const own: (SimulatedLink | undefined)[] = []
    for (let endpoint = 0; endpoint < this.#threads.length; endpoint++) {
      const [a, b] = endpoint === dead ? [undefined, undefined] : SimulatedLink.pair()
      others.push(a)
      own.push(b)
    }
    this.#channels.set(dead, { others, own })
    // Nothing to send: all threads are one.
    return []
  }

  #linkTo(endpoint: number, dead: number): SimulatedLink {
    const link = this.#channels.get(dead)?.others[endpoint] as SimulatedLink
    ;(this.#threads[endpoint] as SimulatedThread).links[dead] = link
    return link
  }

  #replace(dead: number): void {
    const { own = [] } = this.#channels.get(dead) ?? {}
    this.#threads[dead] = this.#newThread(dead, own)
    this.#dead.delete(dead)
    this.#startMachine(dead)
  }

  #start(scheduler: number, fn: ProcessFunction, args: unknown[], request: number): Pid {
    const machine = this.#machines[scheduler - 1]
    if (machine === undefined) throw new BadArg(`Simulation: there is no scheduler ${scheduler}`)
    const copies = args.map((arg, i) => copyTerm(arg, `args[${i}]`, this.#functions))
    const process = machine.createProcess(fn, copies, 0, Priority.normal, 0)
    if (request !== -1) rareOf(process).request = request
    machine.scheduler.makeRunnable(process)
    return process.pid
  }

  async #until(done: () => boolean, toTheEnd = false): Promise<void> {
    try {
      await this.#stepUntil(done, toTheEnd)
    } finally {
      this.#trace?.flush()
    }
  }

  async #stepUntil(done: () => boolean, toTheEnd: boolean): Promise<void> {
    const before = running
    const enter = (thread: number): void => activate(thread === 0 ? undefined : this.#machines[thread - 1])
    let steps = 0
    while (!done()) {
      this.#onStep?.(this.#interleaver.steps)
      const happened = this.#interleaver.step(enter)
      activate(before)
      this.#trace?.step()
      if (++steps > this.#mostSteps) {
        throw new MultibeamError('SCHEDULER_FAILED', `the simulation did not end in ${this.#mostSteps} steps`)
      }
      // Promises settle between the steps, as between the turns of an event loop.
      if (!happened || steps % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
      if (happened || done() || this.#waitsForPromise()) continue
      if (this.#interleaver.canStep()) continue
      if (toTheEnd) return
      throw new MultibeamError('SCHEDULER_FAILED', `nothing can happen any more; ${this.#describeWaiting()}`)
    }
  }

  #waitsForPromise(): boolean {
    if (this.#dirty.waits) return true
    for (const machine of this.#machines) {
      for (const process of machine.endpoint.table) if (process.waiting instanceof WaitForPromise) return true
    }
    return false
  }

  #describeWaiting(): string {
    const waiting: string[] = []
    for (const machine of this.#machines) {
      for (const process of machine.endpoint.table) {
        waiting.push(`${inspect(process.pid)} (${process.fn.name || 'inline function'}, ${process.queued} messages)`)
      }
    }
    return waiting.length === 0
      ? 'no process is left'
      : `these processes wait for ever: ${waiting.slice(0, 10).join(', ')}`
  }
}

/** Where the processes of scheduler `id` go before their slices. */
function wandering(id: number, schedulers: number, migrate: number, seed: number): () => number {
  const random = new Random(seed + id)
  return () => (random.next() < migrate ? 1 + random.below(schedulers) : id)
}

/** Virtual time stands still within a slice. */
const NO_TICKS: Ticker = { tick() {} }

/** Runs `fn` as the first process of a simulated VM to its end; see `Simulation`. */
export function simulate<F extends ProcessFunction>(
  options: SimulationOptions,
  fn: F,
  ...args: Arguments<F>
): Promise<ResultOf<F>> {
  return new Simulation(options).run(fn, ...args)
}
