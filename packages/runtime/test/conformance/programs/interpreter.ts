import {
  exit,
  makeRef,
  type Pid,
  Process,
  type Ref,
  receive,
  self,
  send,
  spawn,
  spawnLink,
  spawnMonitor,
  spawnWith,
  timeout,
} from 'multibeam'
import type {
  Ending,
  NameOperation,
  Operation,
  Program,
  Reason,
  ReceivePattern,
  SpawnKind,
  Step,
  StepTrace,
  Trace,
  Written,
} from './program.ts'

// Runs a program on Multibeam and gives its trace, as programs.erl does on Erlang/OTP. Function by function the two are the same.

/** `together`: all processes on scheduler 1. `spread`: every other one on scheduler 2. `free`: where the schedulers let them run. */
export type Placement = 'together' | 'spread' | 'free'

/** Rounds in which a dead process may still be among somebody's links. Chosen: a lost signal is to be reported, a slow one not. */
export const PATIENCE = { threads: 100_000, simulator: 2000 } as const
/** Milliseconds after which a wait is given up: only a lost signal ends it. */
const STUCK_MS = 30_000

class Stuck extends Error {}

/** The driver: starts process 0, has one process act after the other, and collects what all of them have observed. */
export function* drive(
  steps: Program['steps'],
  placement: Placement,
  patience: number = PATIENCE.threads,
  lane = 0,
): Process<Trace> {
  const driver = new Driver(patience)
  const traces: StepTrace[] = []
  try {
    driver.watch(0, start(placement, 'plain', 0, participant, [0, self(), placement, lane])[0])
    for (const step of steps) traces.push(yield* driver.step(step))
    return traces
  } catch (error) {
    if (!(error instanceof Stuck)) throw error
    return ['failed', `step ${traces.length + 1}: ${error.message}`]
  } finally {
    for (const [, pid] of driver.living()) Process.exit(pid, 'kill')
    yield* driver.until(() => driver.living().length === 0, 'waits for all to end')
  }
}

/** Programs that run at a time, so that no thread idles while signals of one program travel. Chosen. */
const LANES = 8

/** Several programs: a call from the main thread for all of them. */
export function* driveAll(programs: readonly Program['steps'][], placement: Placement): Process<Trace[]> {
  const traces: Trace[] = []
  const drivers = new Map<Ref, { lane: number; index: number }>()
  let next = 0
  const startIn = (lane: number): void => {
    const steps = programs[next]
    if (steps === undefined) return
    const [, watch] = spawnMonitor(driveFor, self(), next, steps, placement, lane)
    drivers.set(watch, { lane, index: next++ })
  }
  for (let lane = 0; lane < LANES; lane++) startIn(lane)
  while (drivers.size > 0) {
    const message = yield* receive<['trace', number, Trace] | ['DOWN', Ref, 'process', Pid, unknown]>()
    if (message[0] === 'trace') {
      traces[message[1]] = message[2]
      continue
    }
    const [, watch, , , reason] = message
    const { lane, index } = drivers.get(watch) as { lane: number; index: number }
    drivers.delete(watch)
    traces[index] ??= ['failed', `the driver ended: ${JSON.stringify(writeReason(reason, String))}`]
    startIn(lane)
  }
  return traces
}

export function* driveFor(
  to: Pid,
  index: number,
  steps: Program['steps'],
  placement: Placement,
  lane: number,
): Process {
  send(to, ['trace', index, yield* drive(steps, placement, PATIENCE.threads, lane)])
}

/** What a name of the program is in this VM, where others run beside it. */
function nameIn(lane: number, name: string): string {
  return name === 'undefined' ? name : `${name}.${lane}`
}

/** The opposite. */
function nameOf(text: string): string {
  return text.replace(/\.\d+$/, '')
}

class Driver {
  readonly #patience: number
  #step = 0
  /** By index; the dead too. */
  readonly #pids: Pid[] = []
  readonly #indices = new Map<unknown, number>()
  readonly #watches = new Map<unknown, number>()
  readonly #dead = new Set<number>()
  /** Processes that were started to end at once: why they do is seen by their parents only. */
  readonly #brief = new Set<number>()
  readonly #refs = new Map<unknown, string>()
  readonly #named = new Map<string, { owner: number; name: string; target: number | undefined }>()
  #results: unknown[] = []
  #deaths: [number, unknown][] = []
  #pongs = new Set<string>()
  #collected = new Map<number, { queue: unknown[]; links: Pid[] }>()
  #done = false
  #queues = new Map<number, string>()
  #links = new Map<number, string>()

  constructor(patience: number) {
    this.#patience = patience
  }

  watch(index: number, pid: Pid): void {
    this.#pids[index] = pid
    this.#indices.set(pid, index)
    this.#watches.set(Process.monitor(pid), index)
  }

  living(): [number, Pid][] {
    return [...this.#pids.entries()].filter(([index]) => !this.#dead.has(index))
  }

  *step([actor, operations, last]: Step): Process<StepTrace> {
    this.#step++
    this.#results = []
    this.#deaths = []
    this.#pongs = new Set()
    this.#collected = new Map()
    this.#done = false
    const briefBefore = new Set(this.#brief)
    send(this.#pids[actor] as Pid, ['$do', 'step', this.#step, this.#pids, operations, last])
    yield* this.until(() => this.#done || this.#dead.has(actor), `waits for p${actor} to act`)
    // Whom the actor has signalled has taken it in when it answers to the actor's ping, or has ended.
    const rounds = this.#done ? [1, 2] : [1]
    yield* this.until(
      () =>
        this.living().every(
          ([index]) =>
            index === actor || this.#brief.has(index) || rounds.every((round) => this.#pongs.has(`${index} ${round}`)),
        ),
      'waits for everybody to answer',
    )
    const brief = [...this.#brief].filter((index) => !briefBefore.has(index))
    yield* this.until(
      () =>
        brief.every(
          (index) => this.#dead.has(index) && (this.#dead.has(actor) || this.#pongs.has(`${actor} ${100 + index}`)),
        ),
      'waits for brief processes to end',
    )
    yield* this.#settle()
    return yield* this.#collect()
  }

  *until(condition: () => boolean, doing: string): Process {
    while (!condition()) {
      const message = yield* receive<unknown[]>(undefined, { after: STUCK_MS })
      if (message === timeout) {
        throw new Stuck(`${doing}; ended: ${[...this.#dead]}; answers: ${[...this.#pongs].join(', ')}`)
      }
      this.#note(message as unknown[])
    }
  }

  #note(message: unknown[]): void {
    const [tag, ...rest] = message
    switch (tag) {
      case 'DOWN': {
        const index = this.#watches.get(rest[0]) as number
        this.#dead.add(index)
        this.#deaths.push([index, rest[3]])
        return
      }
      case '$result':
        this.#results.push(rest[0])
        return
      case '$spawned': {
        const [from, index, pid, brief] = rest as [Pid, number, Pid, boolean]
        this.watch(index, pid)
        if (brief) this.#brief.add(index)
        send(from, '$watched')
        return
      }
      case '$monitor':
        this.#refs.set(rest[1], rest[0] as string)
        return
      case '$named': {
        const [monitor, owner, name, target] = rest as [string, number, string, Pid | undefined]
        this.#named.set(monitor, { owner, name, target: this.#indices.get(target) })
        return
      }
      case '$demonitor':
        this.#named.delete(rest[0] as string)
        return
      case '$done':
        if (rest[0] === this.#step) this.#done = true
        return
      case '$pong':
        if (rest[0] === this.#step) this.#pongs.add(`${rest[2]} ${rest[1]}`)
        return
      case '$collected': {
        const [step, index, queue, links] = rest as [number, number, unknown[], Pid[]]
        if (step === this.#step) this.#collected.set(index, { queue, links })
        return
      }
      default:
        throw new Stuck(`the driver got ${JSON.stringify(message)}`)
    }
  }

  /** Until nobody who lives has a link with, or a monitor of, a process that has ended: then all their signals have arrived. */
  *#settle(): Process {
    if (this.#dead.size === 0) return
    for (let rounds = 0; ; rounds++) {
      const [unsettled] = yield* this.#unsettled()
      if (unsettled === undefined) return
      if (rounds > this.#patience)
        throw new Stuck(`p${unsettled} keeps a link with or a monitor of somebody who has ended`)
      yield* Process.yield()
    }
  }

  *#unsettled(): Process<number[]> {
    for (const [index, pid] of this.living()) {
      const info = yield* Process.info(pid, 'links', 'monitors')
      if (info === undefined) {
        yield* this.until(() => this.#dead.has(index), `waits for the DOWN of p${index}`)
        return [index]
      }
      const { links, monitors } = info
      const isGone = (who: unknown): boolean => this.#dead.has(this.#indices.get(who) ?? -1)
      const names = monitors.filter((monitor) => typeof monitor === 'string')
      const expected: string[] = []
      for (const { owner, name, target } of this.#named.values()) {
        if (owner === index && target !== undefined && !this.#dead.has(target)) expected.push(name)
      }
      if (links.some(isGone) || monitors.some(isGone) || isMore(names, expected)) return [index]
    }
    return []
  }

  *#collect(): Process<StepTrace> {
    const asked = this.living()
    for (const [, pid] of asked) send(pid, ['$do', 'collect', this.#step])
    yield* this.until(
      () => asked.every(([index]) => this.#collected.has(index) || this.#dead.has(index)),
      'waits for what everybody has',
    )
    const queues: [number, Written[]][] = []
    const links: [number, number[]][] = []
    for (const [index] of this.living()) {
      const collected = this.#collected.get(index)
      if (collected === undefined) continue
      const queue = collected.queue.map((message) => this.#write(message))
      if (isNew(this.#queues, index, queue)) queues.push([index, queue])
      const linked = collected.links.map((pid) => this.#indices.get(pid) ?? -1).sort((one, other) => one - other)
      if (isNew(this.#links, index, linked)) links.push([index, linked])
    }
    const deaths = this.#deaths
      .filter(([index]) => !this.#brief.has(index))
      .sort(([one], [other]) => one - other)
      .map(([index, reason]): [number, Written] => [index, this.#writeReason(reason)])
    return [this.#results.map((result) => this.#writeResult(result)), deaths, queues, links]
  }

  readonly #writePlain = (term: unknown): Written => {
    const index = this.#indices.get(term)
    if (index !== undefined) return `p${index}`
    return this.#refs.get(term) ?? (term === undefined ? 'undefined' : (term as Written))
  }

  #writeReason(reason: unknown): Written {
    return writeReason(reason, this.#writePlain)
  }

  #write(message: unknown): Written {
    if (!Array.isArray(message)) return this.#writePlain(message)
    const terms: unknown[] = message
    if (terms[0] !== 'EXIT' && terms[0] !== 'DOWN') return terms.map(this.#writePlain)
    const written = terms.slice(0, -1).map((term) => (typeof term === 'string' ? nameOf(term) : this.#writePlain(term)))
    return [...written, this.#writeReason(terms.at(-1))]
  }

  #writeResult(result: unknown): Written {
    if (!Array.isArray(result)) return this.#writePlain(result)
    const [kind, ...messages] = result as [string, ...unknown[]]
    return [kind, ...messages.map((message) => this.#write(message))]
  }
}

function isNew(written: Map<number, string>, index: number, value: readonly unknown[]): boolean {
  const text = JSON.stringify(value)
  const before = written.get(index) ?? '[]'
  written.set(index, text)
  return text !== before
}

/** Whether `some` has a name more often than `allowed`. */
function isMore(some: readonly string[], allowed: readonly string[]): boolean {
  const count = (names: readonly string[], name: string): number => names.filter((other) => other === name).length
  return some.some((name) => count(some, name) > count(allowed, name))
}

function writeReason(reason: unknown, write: (term: unknown) => Written): Written {
  if (reason instanceof Error) {
    return ['error', (reason as Error & { code?: string }).code === 'BAD_ARGUMENT' ? 'badarg' : reason.message]
  }
  return Array.isArray(reason) ? reason.map((term) => writeReason(term, write)) : write(reason)
}

/** A process of a program: waits for its turn, whatever else is in its mailbox. */
export function* participant(index: number, driver: Pid, placement: Placement, lane: number): Process {
  const actor: Actor = { index, driver, placement, lane, refs: new Map(), step: 0, pids: [] }
  for (;;) {
    // By its tag: waiting with a function of its own it could not move.
    const [, command, step, ...rest] = yield* receive<[string, string, number, ...unknown[]]>('$do')
    if (command === 'step') {
      const [pids, operations, last] = rest as [Pid[], Operation[], Operation | 'none']
      beginStep(actor, step, pids)
      for (const operation of operations) send(driver, ['$result', yield* perform(actor, operation)])
      pingAll(actor, 1)
      if (last[0] === 'die' && last[1] === 'return') return
      if (last !== 'none') yield* perform(actor, last)
      pingAll(actor, 2)
      send(driver, ['$done', step])
    } else if (command === 'ping') {
      send(driver, ['$pong', step, rest[0], index])
    } else {
      const queue = yield* Process.info(self(), 'messages')
      const links = yield* Process.info(self(), 'links')
      send(driver, ['$collected', step, index, queue?.filter((message) => !isCommand(message)), links])
    }
  }
}

/** A process that sends its parent some messages and ends. */
export function* brief(
  parent: Pid,
  step: number,
  index: number,
  numbers: readonly number[],
  how: Ending,
  reason: Reason,
): Process {
  for (const number of numbers) send(parent, ['a', number])
  send(parent, ['$do', 'ping', step, 100 + index])
  if (how !== 'return') die(how, reason)
}

/**
 * What a process of a program knows. Data and not an object of a class: what a class has made stays where it is, and its process would never
 * move.
 */
interface Actor {
  readonly index: number
  readonly driver: Pid
  readonly placement: Placement
  readonly lane: number
  readonly refs: Map<string, Ref>
  step: number
  pids: Pid[]
}

function beginStep(actor: Actor, step: number, pids: Pid[]): void {
  actor.step = step
  actor.pids = pids
}

function pingAll(actor: Actor, round: number): void {
  for (const pid of actor.pids) if (pid !== self()) send(pid, ['$do', 'ping', actor.step, round])
}

function* perform(actor: Actor, operation: Operation): Process<unknown> {
  switch (operation[0]) {
    case 'spawn': {
      const [, kind, child, monitor] = operation
      yield* started(
        actor,
        child,
        monitor,
        false,
        startFor(actor, kind, child, participant, [child, actor.driver, actor.placement, actor.lane]),
      )
      return 'ok'
    }
    case 'run': {
      const [, kind, child, monitor, numbers, how, reason] = operation
      yield* started(
        actor,
        child,
        monitor,
        true,
        startFor(actor, kind, child, brief, [self(), actor.step, child, numbers, how, reason]),
      )
      return 'ok'
    }
    case 'send':
      send(pidOf(actor, operation[1]), [operation[2], operation[3]])
      return 'ok'
    case 'sendName':
    case 'register':
    case 'unregister':
      try {
        return yield* useName(actor, operation)
      } catch (error) {
        if ((error as { code?: string }).code === 'BAD_ARGUMENT') return 'badarg'
        throw error
      }
    case 'uncaught':
      return yield* useName(actor, operation[1])
    case 'link':
      Process.link(pidOf(actor, operation[1]))
      return 'ok'
    case 'unlink':
      Process.unlink(pidOf(actor, operation[1]))
      return 'ok'
    case 'monitor':
      monitored(actor, operation[2], Process.monitor(pidOf(actor, operation[1])))
      return 'ok'
    case 'monitorName': {
      const name = nameIn(actor.lane, operation[1])
      const monitor = operation[2]
      send(actor.driver, ['$named', monitor, actor.index, name, Process.whereis(name)])
      monitored(actor, monitor, Process.monitor(name))
      return 'ok'
    }
    case 'demonitor': {
      const [, monitor, how] = operation
      const options = { flush: how.startsWith('flush'), info: how === 'info' || how === 'flushInfo' }
      const result = Process.demonitor(actor.refs.get(monitor) as Ref, options)
      send(actor.driver, ['$demonitor', monitor])
      return result
    }
    case 'demonitorUnknown':
      return Process.demonitor(makeRef())
    case 'trap':
      return Process.flag('trapExit', operation[1])
    case 'exit':
      Process.exit(pidOf(actor, operation[1]), operation[2])
      return 'ok'
    case 'die':
      return operation[1] === 'return' ? undefined : die(operation[1], operation[2])
    case 'catchExit':
      try {
        return exit(operation[1])
      } catch {
        return 'caught'
      }
    case 'whereis':
      return Process.whereis(nameIn(actor.lane, operation[1]))
    case 'alive':
      return yield* Process.alive(pidOf(actor, operation[1]))
    case 'receive': {
      const message = yield* take(actor, operation[1])
      return message === timeout ? 'timeout' : ['message', message]
    }
    case 'drain': {
      const messages: unknown[] = []
      for (;;) {
        const message = yield* take(actor, ['any'])
        if (message === timeout) return ['messages', ...messages]
        messages.push(message)
      }
    }
  }
}

function pidOf(actor: Actor, index: number): Pid {
  return actor.pids[index] as Pid
}

function startFor(
  actor: Actor,
  kind: SpawnKind,
  child: number,
  fn: (...args: never[]) => Process,
  args: unknown[],
): [Pid, Ref | undefined] {
  return start(actor.placement, kind, child, fn, args)
}

/** The driver watches a new process before anything can happen to it. */
function* started(
  actor: Actor,
  child: number,
  monitor: string,
  isBrief: boolean,
  [pid, ref]: [Pid, Ref | undefined],
): Process {
  actor.pids[child] = pid
  send(actor.driver, ['$spawned', self(), child, pid, isBrief])
  yield* receive('$watched')
  if (ref !== undefined) monitored(actor, monitor, ref)
}

function monitored(actor: Actor, monitor: string, ref: Ref): void {
  actor.refs.set(monitor, ref)
  send(actor.driver, ['$monitor', monitor, ref])
}

function* useName(actor: Actor, operation: NameOperation): Process<unknown> {
  switch (operation[0]) {
    case 'sendName':
      send(nameIn(actor.lane, operation[1]), [operation[2], operation[3]])
      return 'ok'
    case 'register':
      return yield* Process.register(pidOf(actor, operation[1]), nameIn(actor.lane, operation[2]))
    case 'unregister':
      return yield* Process.unregister(nameIn(actor.lane, operation[1]))
  }
}

/** The interpreter's own messages stay where they are. */
function* take(actor: Actor, pattern: ReceivePattern): Process<unknown> {
  const now = { after: 0 }
  switch (pattern[0]) {
    case 'any':
      return yield* receive((message: unknown) => !isCommand(message), now)
    case 'tag':
      return yield* receive(pattern[1], now)
    case 'either': {
      const [, one, other] = pattern
      return yield* receive(
        { [one]: (...rest: unknown[]) => [one, ...rest], [other]: (...rest: unknown[]) => [other, ...rest] },
        now,
      )
    }
    case 'number':
      return yield* receive([pattern[1], pattern[2]], now)
    case 'exitOf':
      return yield* receive(['EXIT', pidOf(actor, pattern[1])], now)
    case 'down':
      return yield* receive(['DOWN', actor.refs.get(pattern[1])], now)
  }
}

function isCommand(message: unknown): boolean {
  return Array.isArray(message) && message[0] === '$do'
}

function die(how: Exclude<Ending, 'return'>, reason: Reason): never {
  if (how === 'exit') exit(reason)
  if (how === 'error') throw new Error(String(reason))
  throw reason
}

/** Starts a process where the placement wants it. */
function start(
  placement: Placement,
  kind: SpawnKind,
  index: number,
  fn: (...args: never[]) => Process,
  args: unknown[],
): [Pid, Ref | undefined] {
  const code = fn as (...args: unknown[]) => Process
  if (placement === 'free') {
    if (kind === 'monitor') return spawnMonitor(code, ...args)
    return [kind === 'link' ? spawnLink(code, ...args) : spawn(code, ...args), undefined]
  }
  const scheduler = placement === 'together' ? 1 : 1 + (index % 2)
  if (kind === 'monitor') return spawnWith({ scheduler, monitor: true }, code, ...args)
  return [spawnWith({ scheduler, link: kind === 'link' }, code, ...args), undefined]
}
