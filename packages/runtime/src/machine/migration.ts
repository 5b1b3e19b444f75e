import { ByteReader, type ByteWriter, type Extras, type Pid, Priority, TaskStatus } from '@multibeam/scheduler'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import { Undefined } from '../process/exit-signal.ts'
import { ProcessRecord } from '../process/record.ts'
import { skipOrigin, TRACED } from '../trace/origin.ts'
import { reportCrash } from './crash-report.ts'
import { activate } from './current.ts'
import { sendableReason } from './exit-reason.ts'
import type { Machine } from './machine.ts'
import { decodeStarted, encodeStarted } from './started.ts'
import { decodeBody, decodeHead, encodeUnstarted } from './unstarted.ts'

/** The first byte of a process that moves; a traced scheduler puts TRACED and more before it. */
const UNSTARTED = 0
const STARTED = 1

/** The processes of one scheduler that leave for another one, and those that arrive. What is missing of them, the code that they need, is loaded first. */
export class Migration {
  readonly #machine: Machine
  /** What is to be done once a process that is arriving is whole; few ever have something. */
  readonly #onceArrived = new Map<ProcessRecord, (() => void)[]>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  encode(process: ProcessRecord, payload: ByteWriter, extras: unknown[]): boolean {
    if (process.isUnstarted) {
      payload.u8(UNSTARTED)
      return encodeUnstarted(this.#machine, process, payload, extras)
    }
    payload.u8(STARTED)
    return encodeStarted(this.#machine, process, payload, extras) === undefined
  }

  left(process: ProcessRecord): void {
    if (!process.isUnstarted) this.#machine.timers.follow(process)
  }

  decode(pid: Pid, expected: number, payload: ByteReader, extras: Extras): ProcessRecord {
    let kind = payload.u8()
    if (kind === TRACED) kind = skipOrigin(payload)
    if (kind === STARTED) return this.#decodeStarted(pid, expected, payload, extras)
    const machine = this.#machine
    const process = new ProcessRecord(pid, Priority.normal, 0, expected, Undefined, [], 0)
    const id = decodeHead(process, payload)
    const from = payload.position
    try {
      decodeBody(machine, process, id, payload, extras)
      machine.scheduler.makeRunnable(process)
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
    const machine = this.#machine
    // What it sent from where it was may still be on its way to here.
    machine.endpoint.hasArrivals = true
    const from = payload.position
    const process = new ProcessRecord(pid, Priority.normal, 0, expected, Undefined, [], 0)
    process.movable = false
    try {
      decodeStarted(machine, process, payload, extras)
      machine.scheduler.makeRunnable(process)
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
    const machine = this.#machine
    const retry = (): void => {
      activate(machine)
      const payload = new ByteReader()
      payload.open(bytes, 0, bytes.length)
      try {
        decodeStarted(machine, process, payload, extras)
      } catch (error) {
        if (error instanceof ModuleNotLoaded) {
          emptied(process)
          this.#decodeStartedOnceLoaded(process, bytes, extras, error)
          return
        }
        const reason = sendableReason(error, machine.functions)
        reportCrash(machine, process, reason)
        machine.end(process, reason)
        this.#onceArrived.delete(process)
        return
      }
      machine.scheduler.makeRunnable(process)
      machine.endpoint.release(process)
      this.#hasArrived(process)
    }
    const removed = obstacle instanceof ModuleNotLoaded ? machine.loader.load(obstacle.url) : Promise.resolve()
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
    const machine = this.#machine
    const retry = (): void => {
      if (process.status !== TaskStatus.loading) return
      activate(machine)
      const payload = new ByteReader()
      payload.open(bytes, 0, bytes.length)
      try {
        decodeBody(machine, process, id, payload, extras)
      } catch (error) {
        if (!(error instanceof ModuleNotLoaded)) throw error
        this.#decodeOnceLoaded(process, id, bytes, extras, error.url)
        return
      }
      machine.scheduler.makeRunnable(process)
    }
    machine.loader.load(url).then(retry, (error) => {
      if (process.status !== TaskStatus.loading) return
      const reason = sendableReason(error, machine.functions)
      reportCrash(machine, process, reason)
      machine.end(process, reason)
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
