import { execution, setDirect, setWithin } from '@multibeam/compiler/support'
import { TaskStatus } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machine, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { Clauses, type Handlers } from '../mailbox/clauses.ts'
import { NO_MATCH, takeFirst, takeMatching } from '../mailbox/mailbox.ts'
import { checkPattern, matches, type Pattern } from '../mailbox/pattern.ts'
import { checkOptions } from '../options.ts'
import { registerStep } from '../terms/known-steps.ts'
import { registerSymbol } from '../terms/known-symbols.ts'
import { NOTHING, type ProcessRecord } from './record.ts'
import { isSliceOver } from './reductions.ts'
import {
  isProcessCode,
  type Process,
  preempted,
  Step,
  SUSPENDED,
  type Suspended,
  stepOf,
  suspended,
} from './suspension.ts'
import { checkTimeout, isTimeout, TIME_OVER, WaitTimer } from './wait-timer.ts'
import { Accept, type Waiting } from './waiting.ts'

/** What a receive returns whose time is over. */
export const timeout: unique symbol = Symbol('timeout')
export type Timeout = typeof timeout
registerSymbol(timeout)

export interface ReceiveOptions<R = Timeout> {
  /** Milliseconds to wait at the most; 0 looks at the whole mailbox once. Never early. */
  after?: number
  /** Gives the result when the time is over, instead of `timeout`. */
  otherwise?: () => R
}

/** `receive()`: the oldest message, whatever it is. Has no state of its own, so one serves all processes. */
class ReceiveAny extends Step<unknown> implements Waiting {
  readonly receiving = true
  readonly stateless = true

  step(): unknown | Suspended {
    const current = machine as Machine
    const process = current.current as ProcessRecord
    const { handed } = process
    if (handed !== NOTHING) {
      process.handed = NOTHING
      return handed
    }
    if (isSliceOver()) return preempted()
    if (process.first !== null) {
      process.examined = null
      return takeFirst(process)
    }
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(): Accept {
    return Accept.yes
  }

  abandon(): void {}
}

export const ANY = new ReceiveAny()

/**
 * `receive('tag')` or `receive(['prefix', ref])`: a pattern and nothing else, the receive of most protocols. It has no state, so one a tag
 * serves all processes, and nothing is allocated for it (ping-pong: 10 % of its time).
 */
class ReceivePattern extends Step<unknown> implements Waiting {
  readonly receiving = true
  readonly stateless = true
  readonly pattern: string | readonly unknown[]

  constructor(pattern: string | readonly unknown[]) {
    super()
    this.pattern = pattern
  }

  step(): unknown | Suspended {
    const current = machine as Machine
    const process = current.current as ProcessRecord
    const { handed } = process
    if (handed !== NOTHING) {
      process.handed = NOTHING
      process.examined = null
      return handed
    }
    if (isSliceOver()) return preempted()
    if (process.first !== null) {
      const message = takeMatching(process, this.pattern)
      if (message !== NO_MATCH) return message
    }
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(_process: ProcessRecord, message: unknown): Accept {
    return matches(this.pattern, message) ? Accept.yes : Accept.no
  }

  abandon(): void {}
}

/** Tags that keep their receive. Chosen: more than a program has in its text, and a bound for one that makes them up. */
const MOST_TAGS = 1024
const tags = new Map<string, ReceivePattern>()

/** The receive asked for last: spares most the look into the map. */
let lastTag: ReceivePattern | null = null

function receiveTag(tag: string): ReceivePattern {
  if (lastTag !== null && lastTag.pattern === tag) return lastTag
  const step = findTag(tag)
  lastTag = step
  return step
}

function findTag(tag: string): ReceivePattern {
  let step = tags.get(tag)
  if (step === undefined) {
    step = new ReceivePattern(tag)
    if (tags.size < MOST_TAGS) tags.set(tag, step)
  }
  return step
}

registerStep({
  partsOf: (step) => (step === ANY ? [] : step instanceof ReceivePattern ? [step.pattern] : undefined),
  make([pattern]) {
    if (pattern === undefined) return ANY
    return typeof pattern === 'string' ? receiveTag(pattern) : new ReceivePattern(pattern as readonly unknown[])
  },
})

/** A receive with a pattern, clauses or a time-out. */
class ReceiveMatching extends Step<unknown> implements Waiting {
  readonly receiving = true
  readonly stateless = false
  readonly #pattern: Pattern | undefined
  readonly #after: number
  readonly #otherwise: (() => unknown) | undefined
  #timer: WaitTimer | null = null
  /** When its time is over, on the VM's clock; -1 before it has waited. */
  #due = -1
  /** The handler's process code, once a clause has been chosen. */
  #handling: ReturnType<typeof stepOf> | null = null

  constructor(pattern: Pattern | undefined, after: number, otherwise: (() => unknown) | undefined) {
    super()
    this.#pattern = pattern
    this.#after = after
    this.#otherwise = otherwise
  }

  step(): unknown | Suspended {
    if (this.#handling !== null) return this.#handling.step()
    const current = machine as Machine
    const process = current.current as ProcessRecord
    const { handed } = process
    if (handed !== NOTHING) {
      process.handed = NOTHING
      return handed === TIME_OVER ? this.#timeIsOver(process) : this.#take(process, handed)
    }
    if (isSliceOver()) return preempted()
    const message = this.#look(process)
    if (message !== NO_MATCH) return this.#take(process, message)
    if (this.#after === 0 || this.#timer?.over) return this.#timeIsOver(process)
    if (this.#after !== Number.POSITIVE_INFINITY) this.#setTimer(current, process)
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(process: ProcessRecord, message: unknown): Accept {
    const pattern = this.#pattern
    if (pattern === undefined) return this.#accepted()
    if (typeof pattern !== 'function') return matches(pattern, message) ? this.#accepted() : Accept.no
    // The predicate is the receiver's code: it runs as the receiver, and what it throws is thrown there.
    const current = machine as Machine
    const sender = current.current
    const { last } = process
    current.current = process
    // Not waiting meanwhile: what the predicate sends to its own process goes into the mailbox, and is looked at there.
    process.status = TaskStatus.running
    try {
      if (matches(pattern, message)) return this.#accepted()
      return process.last === last ? Accept.no : Accept.look
    } catch {
      this.abandon()
      return Accept.look
    } finally {
      current.current = sender
      process.status = TaskStatus.waiting
    }
  }

  abandon(): void {
    if (this.#timer !== null) (machine as Machine).timers.cancel(this.#timer)
    this.#timer = null
  }

  /** What the rest of it consists of; undefined while it looks for a message: its clauses are functions that cannot leave. */
  get rest(): unknown[] | undefined {
    return this.#handling === null ? undefined : [this.#handling]
  }

  /** Anew when the process had to look itself; the time that has passed stays passed. */
  #setTimer(current: Machine, process: ProcessRecord): void {
    if (this.#timer !== null) return
    const { timers } = current
    // The clock is read once: it takes as long as a message.
    if (this.#due === -1) this.#due = timers.now() + this.#after
    this.#timer = new WaitTimer(current, process)
    timers.scheduleAt(this.#timer, Math.ceil(this.#due))
  }

  #accepted(): Accept {
    this.abandon()
    return Accept.yes
  }

  #look(process: ProcessRecord): unknown {
    if (this.#pattern === undefined) {
      process.examined = null
      return process.first === null ? NO_MATCH : takeFirst(process)
    }
    try {
      return takeMatching(process, this.#pattern)
    } catch (error) {
      // A predicate threw; the next receive begins at the front again.
      process.examined = null
      this.abandon()
      throw error
    }
  }

  #take(process: ProcessRecord, message: unknown): unknown {
    process.examined = null
    this.abandon()
    if (!(this.#pattern instanceof Clauses)) return message
    return this.#finish(this.#pattern.handle(message))
  }

  #timeIsOver(process: ProcessRecord): unknown {
    process.examined = null
    return this.#otherwise === undefined ? timeout : this.#finish(this.#otherwise())
  }

  /** What a handler gave: a value, or process code to go on with. */
  #finish(result: unknown): unknown {
    if (!isProcessCode(result)) return result
    this.#handling = stepOf(result)
    return this.#handling.step()
  }
}

export const RECEIVE_OPTIONS: readonly string[] = ['after', 'otherwise'] satisfies (keyof ReceiveOptions)[]

// The handler's code is all that is left of a receive that has its message.
registerStep({
  partsOf: (step) => (step instanceof ReceiveMatching ? step.rest : undefined),
  make: ([handling]) => handling as object,
})

/** What a handler's value becomes: process code is run to its value. (Strings and arrays are iterable, and no process code.) */
export type HandlerResult<R> = R extends string | readonly unknown[] ? R : R extends Process<infer T> ? T : R
/** What `receive` with clauses returns: what one of its handlers returns. */
export type ClausesResult<H extends Handlers> = HandlerResult<ReturnType<H[keyof H]>>

/**
 * Waits for a message of this process's mailbox, takes it out and returns it; other messages stay, in order.
 *
 * - `receive()`: the oldest message.
 * - `receive(pattern)`: the oldest message that matches: a tag `'count'` (the string itself, an array that begins with it, an object whose
 *   `type` it is), an array prefix `['reply', ref]` compared with `===` where `_` is anything, or a predicate or type guard.
 * - `receive({ add: (a, b) => …, _: (other) => … })`: runs the clause whose tag the oldest matching message has, and returns its
 *   value. An array message is spread behind its tag, another one passed whole; a handler may be process code.
 *
 * Options: `after` milliseconds, then it returns `timeout`, or what `otherwise()` gives.
 *
 * Source: Erlang reference manual, "Receive". Throws BadArg for what is no pattern or no time.
 */
export function receive<M = unknown>(): Process<M>
export function receive<M = unknown, R = Timeout>(
  pattern: undefined,
  options: ReceiveOptions<R> & { after: number },
): Process<M | HandlerResult<R>>
export function receive<M>(guard: (message: unknown) => message is M): Process<M>
export function receive<M, R = Timeout>(
  guard: (message: unknown) => message is M,
  options: ReceiveOptions<R> & { after: number },
): Process<M | HandlerResult<R>>
export function receive<M = unknown>(pattern: string | readonly unknown[] | ((message: never) => boolean)): Process<M>
export function receive<M = unknown, R = Timeout>(
  pattern: string | readonly unknown[] | ((message: never) => boolean),
  options: ReceiveOptions<R> & { after: number },
): Process<M | HandlerResult<R>>
export function receive<H extends Handlers>(clauses: H): Process<ClausesResult<H>>
export function receive<H extends Handlers, R = Timeout>(
  clauses: H,
  options: ReceiveOptions<R> & { after: number },
): Process<ClausesResult<H> | HandlerResult<R>>
export function receive(pattern?: unknown, options?: ReceiveOptions<unknown>): Process<unknown> {
  processFor('receive')
  if (options === undefined) {
    if (pattern === undefined) return ANY
    if (typeof pattern === 'string') return receiveTag(pattern)
    if (Array.isArray(pattern)) return new ReceivePattern(pattern)
  } else {
    checkOptions('receive', options, RECEIVE_OPTIONS)
    if (options.after === undefined) {
      throw new BadArg(`receive: its options ${inspect(options)} have no \`after\`; give { after: milliseconds }`)
    }
    if (options.otherwise !== undefined && typeof options.otherwise !== 'function') {
      throw new BadArg(`receive: otherwise is ${inspect(options.otherwise)}; it must be a function`)
    }
  }
  const after = options === undefined ? Number.POSITIVE_INFINITY : options.after
  checkTimeout('receive', after)
  return new ReceiveMatching(patternOf(pattern), after as number, options?.otherwise)
}

/** `receive(pattern, { after })` whose arguments are known to be right, and not looked at again. */
export function receiveWithin<M>(pattern: readonly unknown[], after: number): Process<M | Timeout> {
  return new ReceiveMatching(pattern, after, undefined) as Process<M | Timeout>
}

/** A pattern in the form that the mailbox tests. */
export function patternOf(pattern: unknown): Pattern | undefined {
  if (pattern === undefined) return undefined
  checkPattern(pattern)
  if (typeof pattern === 'object' && !Array.isArray(pattern)) return new Clauses(pattern as Handlers)
  return pattern as Pattern
}

/** What compiled code calls in place of `yield* receive(…)`. */
function receiveDirect(pattern?: unknown, options?: ReceiveOptions<unknown>): unknown {
  const current = machine
  if (options !== undefined || current === undefined || current.current === null) return receiveSlowly(pattern, options)
  const process = current.current
  if (pattern === undefined) {
    if (!isSliceOver()) {
      if (process.first === null) return waitIn(process, ANY)
      process.examined = null
      return takeFirst(process)
    }
  } else if (typeof pattern === 'string') {
    const step = receiveTag(pattern)
    if (!isSliceOver()) {
      if (process.first === null) return waitIn(process, step)
      const message = takeMatching(process, pattern)
      return message === NO_MATCH ? waitIn(process, step) : message
    }
  }
  return receiveSlowly(pattern, options)
}

function waitIn(process: ProcessRecord, step: ReceiveAny | ReceivePattern): Suspended {
  process.waiting = step
  process.status = TaskStatus.waiting
  execution.pending = step
  return suspended()
}

function receiveSlowly(pattern: unknown, options: ReceiveOptions<unknown> | undefined): unknown {
  const step = receive(pattern as string, options as ReceiveOptions & { after: number }) as Step<unknown>
  const value = step.step()
  if (value === SUSPENDED) execution.pending = step
  return value
}

/**
 * What compiled code calls in place of `yield* receive(pattern, { after })`. A message that is there already is taken without an object for the receive or for its
 * options, and so is a time that is over at once. (A mailbox emptied by `receive('tag', { after: 0 })`: half of what was allocated for a message.)
 */
function receiveWithinDirect(pattern: unknown, after: unknown): unknown {
  const current = machine
  if (current === undefined || current.current === null || !isTimeout(after) || !isPlain(pattern) || isSliceOver()) {
    return receiveSlowly(pattern, { after: after as number })
  }
  const process = current.current
  const message = takeAny(process, pattern)
  if (message !== NO_MATCH) return message
  if (after !== 0) return receiveSlowly(pattern, { after })
  process.examined = null
  return timeout
}

/** Runs no code of the receiver's, and has no clauses. */
function isPlain(pattern: unknown): pattern is string | readonly unknown[] | undefined {
  return typeof pattern === 'string' || pattern === undefined || Array.isArray(pattern)
}

function takeAny(process: ProcessRecord, pattern: string | readonly unknown[] | undefined): unknown {
  if (pattern !== undefined) return takeMatching(process, pattern)
  process.examined = null
  return process.first === null ? NO_MATCH : takeFirst(process)
}

setDirect(receive, receiveDirect)
setWithin(receive, receiveWithinDirect)
