import type { ByteReader, ByteWriter, Pid } from '@multibeam/scheduler'
import { Flag } from '../process/flag-bits.ts'
import type { ProcessRecord } from '../process/record.ts'
import { deliverTo } from '../process/send.ts'
import { Notice } from '../signals/kinds.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { Machine } from './machine.ts'
import { currentFunction, initialCallOf, type ProcessInfo, registeredName } from './process-info.ts'

/** A slice that took long: an ordinary function or a native call that let nobody else run, or a collection of garbage. */
export interface LongSchedule {
  pid: Pid
  /** What `Process.label` set. */
  label: unknown
  registeredName: string | undefined
  /** The function that the process was started with. */
  initialCall: ProcessInfo['initialCall']
  /** The process function in which the slice ended, which has called whatever took long; of a process that has ended, the one it was started with. */
  currentFunction: ProcessInfo['currentFunction']
  milliseconds: number
  scheduler: number
}

/** What is to be looked for, and who is told. Infinity: nothing. */
export interface MonitoringWishes {
  /** The process that called `System.monitor`; 0 for none. */
  readonly pid: Pid | 0
  /** Milliseconds of a slice from which on that process is told. */
  readonly longSchedule: number
  /** Milliseconds of a slice from which on the main thread is told. */
  readonly event: number
  /** Milliseconds of a tick, see SliceWatch. */
  readonly tick: number
  /** Messages down to which a long mailbox is no more called long. */
  readonly queueOff: number
  /** Messages from which on a mailbox is long. */
  readonly queueOn: number
}

export const NOTHING_WISHED: MonitoringWishes = {
  pid: 0,
  longSchedule: Number.POSITIVE_INFINITY,
  event: Number.POSITIVE_INFINITY,
  tick: 0,
  queueOff: Number.POSITIVE_INFINITY,
  queueOn: Number.POSITIVE_INFINITY,
}

export function writeWishes(payload: ByteWriter, wishes: MonitoringWishes): void {
  payload.u8(Notice.monitoring)
  payload.f64(wishes.pid)
  payload.f64(wishes.longSchedule)
  payload.f64(wishes.event)
  payload.f64(wishes.tick)
  payload.f64(wishes.queueOff)
  payload.f64(wishes.queueOn)
}

/** Reads what follows the notice's first byte. */
export function readWishes(payload: ByteReader): MonitoringWishes {
  return {
    pid: payload.f64() as Pid | 0,
    longSchedule: payload.f64(),
    event: payload.f64(),
    tick: payload.f64(),
    queueOff: payload.f64(),
    queueOn: payload.f64(),
  }
}

/** What one scheduler looks for on behalf of `System.monitor` and of the VM's events. */
export class Monitoring {
  readonly #machine: Machine
  #wishes = NOTHING_WISHED
  /** See MonitoringWishes; read with each message that goes into a mailbox. */
  queueOn = Number.POSITIVE_INFINITY

  constructor(machine: Machine) {
    this.#machine = machine
  }

  follow(wishes: MonitoringWishes): void {
    this.#wishes = wishes
    this.queueOn = wishes.queueOn
    this.#machine.scheduler.watchSlices(Math.min(wishes.longSchedule, wishes.event), wishes.tick)
  }

  longSlice(process: ProcessRecord, milliseconds: number): void {
    const machine = this.#machine
    const { pid, longSchedule, event } = this.#wishes
    const report: LongSchedule = {
      pid: process.pid,
      label: process.rare?.label,
      registeredName: registeredName(machine, process),
      initialCall: initialCallOf(process),
      currentFunction: currentFunction(machine, process),
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      scheduler: machine.scheduler.id,
    }
    if (milliseconds >= event) {
      const { endpoint, functions } = machine
      endpoint.begin().u8(Notice.longSchedule)
      encodeTerm(endpoint.payload, endpoint.extras, report, 'report', functions)
      endpoint.notify(0)
    }
    if (pid !== 0 && milliseconds >= longSchedule) {
      deliverTo(machine, pid, ['monitor', process.pid, 'longSchedule', report])
    }
  }

  /** A mailbox has at least `queueOn` messages: told once, until it is short again. */
  longQueue(process: ProcessRecord): void {
    const { pid } = this.#wishes
    // As OTP: the monitor's own mailbox grows by being told.
    if ((process.flags & Flag.longQueue) !== 0 || process.pid === pid || pid === 0) return
    process.flags |= Flag.longQueue
    deliverTo(this.#machine, pid, ['monitor', process.pid, 'longMessageQueue', true])
  }

  /** A process whose mailbox was long has had a slice. */
  afterSlice(process: ProcessRecord): void {
    const { pid, queueOff } = this.#wishes
    if (process.queued > queueOff) return
    process.flags &= ~Flag.longQueue
    if (pid !== 0) deliverTo(this.#machine, pid, ['monitor', process.pid, 'longMessageQueue', false])
  }

  /** The process that is told has ended. */
  end(pid: Pid): void {
    const { endpoint, scheduler } = this.#machine
    const payload = endpoint.begin()
    payload.u8(Notice.monitorEnded)
    payload.f64(pid)
    endpoint.notify(0)
    scheduler.attend()
  }
}
