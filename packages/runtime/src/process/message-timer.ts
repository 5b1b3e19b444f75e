import { isPid, isRef, type Pid, type Ref, schedulerOf, TaskStatus, Timer } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { askAbout, askScheduler } from '../machine/ask.ts'
import { machineFor, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { pidOfName } from '../signals/names.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { UnsendableTerm } from '../terms/unsendable.ts'
import type { ProcessRecord } from './record.ts'
import { deliverTo } from './send.ts'
import type { Process, Suspension } from './suspension.ts'
import { checkTimeout } from './wait-timer.ts'
import { counted } from './yield.ts'

/** A message to be sent later, see machine/machine-timers.ts. */
export class MessageTimer extends Timer {
  readonly ref: Ref
  readonly to: Pid | string
  readonly message: unknown
  /** The process that it belongs to, and its neighbours among the timers of that process; null if it belongs to none. */
  owner: ProcessRecord | null
  nextOwn: MessageTimer | null
  previousOwn: MessageTimer | null
  /** Nobody has asked for it by its ref; its neighbours among such timers of the scheduler. */
  isUnasked: boolean
  nextUnasked: MessageTimer | null
  previousUnasked: MessageTimer | null
  readonly #machine: Machine

  constructor(machine: Machine, ref: Ref, to: Pid | string, message: unknown) {
    super()
    this.ref = ref
    this.#machine = machine
    this.to = to
    this.message = message
    this.owner = null
    this.nextOwn = null
    this.previousOwn = null
    this.isUnasked = false
    this.nextUnasked = null
    this.previousUnasked = null
  }

  fire(): void {
    this.#machine.timers.forget(this)
    // Whoever has the name now.
    const to = typeof this.to === 'string' ? pidOfName(this.#machine, this.to) : this.to
    if (to === undefined) return
    try {
      deliverTo(this.#machine, to, this.message)
    } catch (error) {
      if (!(error instanceof UnsendableTerm)) throw error
      // Its receiver went to another scheduler after the timer was set; nobody is there to throw it at.
      console.error(`timer ${inspect(this.ref)}: its message cannot be sent to ${inspect(this.to)}: ${error.message}`)
    }
  }
}

/** Throws UnsendableTerm for what can be copied on this scheduler and cannot leave it: now, not when the timer fires. */
function checkSendable(current: Machine, message: unknown): void {
  encodeTerm(current.endpoint.begin(), current.endpoint.extras, message, 'message', current.functions)
}

function start(call: string, to: Pid | string, ms: number, message: (ref: Ref) => unknown): Ref {
  const current = machineFor(call)
  const process = processFor(call)
  if (!isPid(to) && typeof to !== 'string') throw new BadArg(`${call}: ${inspect(to)} is neither a pid nor a name`)
  checkTimeout(call, ms)
  if (ms === Number.POSITIVE_INFINITY) throw new BadArg(`${call}: Infinity is no time in milliseconds for a timer`)
  const ref = current.refs.make(process)
  // Copied now: what the sender does with the message later is not seen.
  const copy = copyTerm(message(ref), 'message', current.functions)
  // Another process may move meanwhile, and this one as well: what cannot leave is refused only if it must leave now.
  const owner = typeof to === 'string' ? undefined : current.endpoint.table.get(to)
  if (owner === undefined || owner.status === TaskStatus.published) checkSendable(current, copy)
  current.timers.start(new MessageTimer(current, ref, to, copy), ms, owner)
  return ref
}

/** Sends `message` to a process, or to whoever has a name then, in `ms` milliseconds or a little later, never earlier. Returns a ref to cancel it by. */
export function sendAfter(to: Pid | string, message: unknown, ms: number): Ref {
  return start('Process.sendAfter', to, ms, () => message)
}

/** Sends `['timeout', ref, message]` to a process in `ms` milliseconds, where `ref` is the one returned. */
export function startTimer(ms: number, to: Pid | string, message: unknown): Ref {
  return start('Process.startTimer', to, ms, (ref) => ['timeout', ref, message])
}

/** Cancels a timer: the milliseconds that were left, or false if it had fired, was cancelled before, its process has ended or it never was. */
export function cancelTimer(ref: Ref): Process<number | false> {
  return ofTimer('Process.cancelTimer', ref, true)
}

/** The milliseconds that a timer has left, or false if it has fired, was cancelled, its process has ended or it never was. */
export function readTimer(ref: Ref): Process<number | false> {
  return ofTimer('Process.readTimer', ref, false)
}

function* ofTimer(call: string, ref: Ref, cancel: boolean): Generator<Suspension, number | false, unknown> {
  machineFor(call)
  if (!isRef(ref)) throw new BadArg(`${call}: ${inspect(ref)} is no timer ref`)
  yield* counted()
  const current = machineFor(call)
  // It may have come here with its process.
  if (current.timers.has(ref)) return current.timers.ask(ref, cancel) ?? false
  const keeper = schedulerOf(ref)
  let moved = current.timers.movedWith(ref)
  if (keeper !== current.scheduler.id && keeper >= 1 && keeper < current.endpoint.memory.layout.endpoints) {
    const answer = (yield* askScheduler(current, keeper, ref, cancel)) as number | [Pid] | undefined
    if (typeof answer === 'number') return answer
    moved = answer?.[0]
  }
  if (moved === undefined) return false
  return (yield* askAbout(machineFor(call), moved, ['timer', ref, cancel])) as number | false
}
