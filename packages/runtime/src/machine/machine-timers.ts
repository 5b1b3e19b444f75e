import { type Pid, Timer } from '@multibeam/scheduler'
import { MessageTimer } from '../process/message-timer.ts'
import { type ProcessRecord, rareOf } from '../process/record.ts'
import type { Machine } from './machine.ts'

/** Where to ask about a timer that has left with its process, until it would have fired. */
class MovedTimer extends Timer {
  readonly pid: Pid
  readonly #forget: () => void

  constructor(pid: Pid, forget: () => void) {
    super()
    this.pid = pid
    this.#forget = forget
  }

  fire(): void {
    this.#forget()
  }
}

/**
 * The timers of one scheduler's processes, and those that `sendAfter` and `startTimer` gave a ref. A timer is kept where it was set. One for a
 * process of the same scheduler belongs to that process: it ends with it, and goes with it to another scheduler.
 */
export class MachineTimers {
  readonly #machine: Machine
  /** Those that somebody has asked for, or that were there when somebody did. */
  readonly #byRef = new Map<number, MessageTimer>()
  /**
   * The others, newest first: most timers fire before anybody asks for one, and a map of them would be most of what they cost. (`timers`: 0.7 of the
   * time, half of it collections that the map's growth set off.)
   */
  #unasked: MessageTimer | null = null
  readonly #moved = new Map<number, MovedTimer>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Milliseconds on the VM's clock, with fractions. */
  now(): number {
    return this.#machine.scheduler.host.now()
  }

  /** Lets `timer` fire no earlier than `ms` from now. */
  schedule(timer: Timer, ms: number): void {
    this.scheduleAt(timer, Math.ceil(this.now() + ms))
  }

  /** Lets `timer` fire at `due`, in whole milliseconds on the VM's clock. */
  scheduleAt(timer: Timer, due: number): void {
    this.#machine.scheduler.timers.schedule(timer, due)
    this.#machine.scheduler.attend()
  }

  cancel(timer: Timer): boolean {
    return this.#machine.scheduler.timers.cancel(timer)
  }

  /** A timer that `cancelTimer` and `readTimer` find by its ref until it fires. `owner`: the process it is for, if that lives here. */
  start(timer: MessageTimer, ms: number, owner: ProcessRecord | undefined): void {
    this.#keep(timer, owner)
    this.schedule(timer, ms)
  }

  #keep(timer: MessageTimer, owner: ProcessRecord | undefined): void {
    const newest = this.#unasked
    timer.isUnasked = true
    timer.nextUnasked = newest
    if (newest !== null) newest.previousUnasked = timer
    this.#unasked = timer
    if (owner === undefined) return
    const rare = rareOf(owner)
    timer.owner = owner
    timer.nextOwn = rare.timers
    if (rare.timers !== null) rare.timers.previousOwn = timer
    rare.timers = timer
  }

  /** It has fired, or is not to. */
  forget(timer: MessageTimer): void {
    if (timer.isUnasked) this.#unlinkUnasked(timer)
    else this.#byRef.delete(timer.ref)
    const { owner, previousOwn, nextOwn } = timer
    if (owner === null) return
    if (previousOwn !== null) previousOwn.nextOwn = nextOwn
    else if (owner.rare !== null && owner.rare.timers === timer) owner.rare.timers = nextOwn
    if (nextOwn !== null) nextOwn.previousOwn = previousOwn
    timer.owner = null
    // As in a mailbox: what has got old keeps nothing younger alive.
    timer.previousOwn = null
    timer.nextOwn = null
  }

  #unlinkUnasked(timer: MessageTimer): void {
    const { previousUnasked, nextUnasked } = timer
    if (previousUnasked !== null) previousUnasked.nextUnasked = nextUnasked
    else this.#unasked = nextUnasked
    if (nextUnasked !== null) nextUnasked.previousUnasked = previousUnasked
    timer.isUnasked = false
    timer.previousUnasked = null
    timer.nextUnasked = null
  }

  /** The timer of a ref, if it is to fire yet. */
  #find(ref: number): MessageTimer | undefined {
    // Often the newest: a time limit that is not needed.
    if (this.#unasked !== null && this.#unasked.ref === ref) return this.#unasked
    for (let timer = this.#unasked; timer !== null; timer = this.#unasked) {
      this.#unlinkUnasked(timer)
      this.#byRef.set(timer.ref, timer)
    }
    return this.#byRef.get(ref)
  }

  /** A process has ended: nobody needs its timers. */
  drop(process: ProcessRecord): void {
    for (const timer of ownOf(process)) {
      this.cancel(timer)
      this.forget(timer)
    }
  }

  /** A process goes to another scheduler, with its timers, which `encodeTimers` has written: who asks for them is sent after it. */
  follow(process: ProcessRecord): void {
    for (const timer of ownOf(process)) {
      this.cancel(timer)
      this.forget(timer)
      const { ref, due } = timer
      const moved = new MovedTimer(process.pid, () => this.#moved.delete(ref))
      this.#moved.set(ref, moved)
      this.scheduleAt(moved, due)
    }
  }

  /** The timers of a process that has come, as `timersOf` has told of them. */
  adopt(process: ProcessRecord, timers: readonly unknown[]): void {
    for (let i = 0; i < timers.length; i += 3) {
      const [ref, due, message] = timers.slice(i, i + 3)
      const timer = new MessageTimer(this.#machine, ref as MessageTimer['ref'], process.pid, message)
      const stale = this.#moved.get(timer.ref)
      if (stale !== undefined) {
        this.cancel(stale)
        this.#moved.delete(timer.ref)
      }
      this.#keep(timer, process)
      this.scheduleAt(timer, due as number)
    }
  }

  /** With which process a timer of this scheduler has gone; undefined if it has not. */
  movedWith(ref: number): Pid | undefined {
    return this.#moved.get(ref)?.pid
  }

  has(ref: number): boolean {
    return this.#find(ref) !== undefined
  }

  /** The milliseconds that a timer has left, and ends it if so wished; undefined if it has fired, was cancelled or never was. */
  ask(ref: number, cancel: boolean): number | undefined {
    const timer = this.#find(ref)
    if (timer === undefined) return undefined
    const left = this.#left(timer)
    if (cancel) {
      this.cancel(timer)
      this.forget(timer)
    }
    return left
  }

  /** Whole milliseconds, never more than were asked for. */
  #left(timer: MessageTimer): number | undefined {
    // A timer ends with the process that it is for, unless that is given by name.
    if (typeof timer.to === 'number' && !this.#machine.endpoint.isAlive(timer.to)) return undefined
    return Math.max(0, Math.floor(timer.due - this.now()))
  }
}

/** The timers of a process that move with it: ref, due time and message of each. */
export function timersOf(process: ProcessRecord): unknown[] {
  const parts: unknown[] = []
  // The newest is the first of the list; they are set again in the order in which they were.
  for (const timer of ownOf(process).reverse()) parts.push(timer.ref, timer.due, timer.message)
  return parts
}

function ownOf(process: ProcessRecord): MessageTimer[] {
  const timers: MessageTimer[] = []
  for (let timer = process.rare?.timers ?? null; timer !== null; timer = timer.nextOwn) timers.push(timer)
  return timers
}
