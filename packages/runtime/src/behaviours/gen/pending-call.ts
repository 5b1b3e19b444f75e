import type { Pid, Ref, Unarmed } from '@multibeam/scheduler'
import { TaskStatus } from '@multibeam/scheduler'
import { machine } from '../../machine/current.ts'
import type { Machine } from '../../machine/machine.ts'
import { NO_MATCH, takeMatching } from '../../mailbox/mailbox.ts'
import { demonitor, monitorForReply } from '../../process/monitor.ts'
import { NOTHING, type ProcessRecord } from '../../process/record.ts'
import { isSliceOver } from '../../process/reductions.ts'
import { preempted, Step, type Suspended, suspended } from '../../process/suspension.ts'
import { TIME_OVER, WaitTimer } from '../../process/wait-timer.ts'
import { Accept, type Waiting } from '../../process/waiting.ts'
import { registerStep } from '../../terms/known-steps.ts'
import type { ServerRef } from '../start/server-name.ts'
import { exitCall } from './exit-call.ts'
import { type CALL, type DownMessage, REPLY, type ReplyMessage, type SYSTEM } from './messages.ts'
import { sendCall } from './send-call.ts'

/** A request, as `call` is given it: who calls, and the alias for the reply, are put in when it is sent. */
export type Request = [tag: typeof CALL | typeof SYSTEM, caller: 0, alias: 0, ...request: unknown[]]

/** `#due` of a call that has no time yet. */
const UNKNOWN = -1

/**
 * A call from its request to its reply, as one step: what a process code of monitor, send and receive would do, without its frames (a call: a fifth of
 * its time). Its time begins to be counted between two bursts, see `Scheduler.armLater`: most calls have their reply by then.
 */
export class PendingCall extends Step<unknown> implements Waiting, Unarmed {
  readonly receiving = true
  readonly stateless = false
  readonly #pid: Pid
  /** As the caller named it. */
  readonly #server: ServerRef
  readonly #message: Request
  readonly #ms: number
  readonly #origin: string
  /** The monitor's, and alias of the reply; 0 before the request has been sent. */
  #ref: Ref | 0
  /** When its time is over, on the VM's clock. */
  #due: number
  #timer: WaitTimer | null
  #process: ProcessRecord | null

  constructor(
    pid: Pid,
    server: ServerRef,
    message: Request,
    ms: number,
    origin: string,
    ref: Ref | 0 = 0,
    due: number = UNKNOWN,
  ) {
    super()
    this.#pid = pid
    this.#server = server
    this.#message = message
    this.#ms = ms
    this.#origin = origin
    this.#ref = ref
    this.#due = due
    this.#timer = null
    this.#process = null
  }

  step(): unknown | Suspended {
    const current = machine as Machine
    const process = current.current as ProcessRecord
    const { handed } = process
    if (handed !== NOTHING) {
      process.handed = NOTHING
      process.examined = null
      return handed === TIME_OVER ? this.#timeIsOver(process) : this.#finish(handed)
    }
    if (isSliceOver()) return preempted()
    if (this.#ref === 0) this.#send(process)
    const message = this.#look(process)
    if (message !== NO_MATCH) {
      this.abandon()
      return this.#finish(message)
    }
    if (this.#ms === 0 || this.#timer?.over === true) return this.#timeIsOver(process)
    if (this.#ms !== Number.POSITIVE_INFINITY && this.#timer === null) {
      this.#process = process
      current.scheduler.armLater(this)
    }
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(_process: ProcessRecord, message: unknown): Accept {
    if (!Array.isArray(message) || message[1] !== this.#ref || message[0] !== REPLY) return Accept.no
    if (this.#timer !== null) this.abandon()
    return Accept.yes
  }

  abandon(): void {
    if (this.#timer !== null) (machine as Machine).timers.cancel(this.#timer)
    this.#timer = null
  }

  arm(now: number): void {
    const process = this.#process as ProcessRecord
    if (process.waiting !== this || this.#timer !== null) return
    const current = machine as Machine
    if (this.#due === UNKNOWN) this.#due = Math.ceil(now + this.#ms)
    this.#timer = new WaitTimer(current, process)
    current.timers.scheduleAt(this.#timer, this.#due)
  }

  /** What it consists of, to go to another scheduler; its process does not wait now. */
  get parts(): unknown[] {
    return [this.#pid, this.#server, this.#message, this.#ms, this.#origin, this.#ref, this.#due]
  }

  #send(process: ProcessRecord): void {
    if (this.#pid === process.pid) this.#fail('callingSelf')
    const ref = monitorForReply(machine as Machine, process, this.#pid, REPLY)
    const request = this.#message as unknown[]
    request[1] = process.pid
    request[2] = ref
    sendCall(this.#pid, request, ref)
    this.#ref = ref
  }

  #look(process: ProcessRecord): unknown {
    return process.first === null ? NO_MATCH : takeMatching(process, [REPLY, this.#ref])
  }

  #finish(message: unknown): unknown {
    const reply = message as ReplyMessage | DownMessage
    return reply.length === 3 ? reply[2] : this.#fail(reply[4])
  }

  /** A reply may have come since. One that comes later is dropped. */
  #timeIsOver(process: ProcessRecord): unknown {
    const message = this.#look(process)
    if (message !== NO_MATCH) return this.#finish(message)
    process.examined = null
    demonitor(this.#ref as Ref, { flush: true })
    return this.#fail('timeout')
  }

  #fail(reason: unknown): never {
    failCall(reason, this.#origin, this.#server, this.#message, this.#ms)
  }
}

registerStep({
  partsOf: (step) => (step instanceof PendingCall ? step.parts : undefined),
  make: (parts) => new PendingCall(...(parts as ConstructorParameters<typeof PendingCall>)),
})

/** The caller exits. */
export function failCall(reason: unknown, origin: string, server: ServerRef, message: Request, ms: number): never {
  exitCall(reason, origin, server, [message.length === 4 ? message[3] : message.slice(3), ms])
}
