import type { Timer } from '@multibeam/scheduler'
import type { MessageTimer } from '../process/message-timer.ts'
import type { Machine } from './machine.ts'

/** The timers of one scheduler's processes, and those that `sendAfter` and `startTimer` gave a ref. */
export class MachineTimers {
  readonly #machine: Machine
  readonly #byRef = new Map<number, MessageTimer>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Milliseconds on the VM's clock, with fractions. */
  now(): number {
    return this.#machine.scheduler.host.now()
  }

  /** Lets `timer` fire no earlier than `ms` from now. */
  schedule(timer: Timer, ms: number): void {
    this.#machine.scheduler.timers.schedule(timer, Math.ceil(this.now() + ms))
    this.#machine.scheduler.attend()
  }

  cancel(timer: Timer): boolean {
    return this.#machine.scheduler.timers.cancel(timer)
  }

  /** A timer that `cancelTimer` and `readTimer` find by its ref until it fires. */
  start(timer: MessageTimer, ms: number): void {
    this.#byRef.set(timer.ref, timer)
    this.schedule(timer, ms)
  }

  forget(ref: number): void {
    this.#byRef.delete(ref)
  }

  /** Whole milliseconds left, never more than were asked for; undefined if it has fired, was cancelled or never was. */
  left(ref: number): number | undefined {
    const timer = this.#byRef.get(ref)
    if (timer === undefined) return undefined
    // A timer ends with the process that it is for, unless that is given by name.
    if (typeof timer.to === 'number' && !this.#machine.endpoint.isAlive(timer.to)) return undefined
    return Math.max(0, Math.floor(timer.due - this.now()))
  }

  /** Cancels by ref; the milliseconds that were left, or undefined. */
  cancelByRef(ref: number): number | undefined {
    const left = this.left(ref)
    const timer = this.#byRef.get(ref)
    if (timer !== undefined) {
      this.#byRef.delete(ref)
      this.cancel(timer)
    }
    return left
  }
}
