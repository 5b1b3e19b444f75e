import {
  type ByteReader,
  type ByteWriter,
  type Extras,
  type Pid,
  type SliceResult,
  TaskStatus,
  type Tracer,
} from '@multibeam/scheduler'
import { describeReason } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import type { ProcessRecord } from '../process/record.ts'
import { Entry, INSIDE } from './entry.ts'
import type { TraceMemory } from './memory.ts'
import { TEXT_ONCE, TraceNames } from './names.ts'
import { TRACED, writeOrigin } from './origin.ts'
import { TraceRing } from './ring.ts'

/** Milliseconds between two looks at the run queue's length. Chosen. */
const LOOK_MILLISECONDS = 1

/** What tells the time: a scheduler's host. */
export interface TraceClock {
  now(): number
}

/**
 * Records what a scheduler does. Its own entries never overlap, but for those within a slice: each begins where the last one has ended, or later. The cost, while
 * it traces: two looks at the clock a slice, and eight numbers written.
 */
export class MachineTracer implements Tracer<ProcessRecord> {
  readonly #machine: Machine
  readonly #ring: TraceRing
  readonly #names: TraceNames
  readonly #clock: TraceClock
  readonly #id: number
  /** When the last entry ended: the clock's numbers are rounded, and must not go back. */
  #ended = 0
  #lookedAt = 0
  /** When the scheduler went to sleep; -1 while it is awake. */
  #parkedAt = -1
  /** Has been written; what becomes of it is to be seen. */
  #written: ProcessRecord | null = null
  #writtenFrom = 0
  #writtenTo = 0
  #fits = false
  #isClosed = false

  constructor(machine: Machine, memory: TraceMemory, clock: TraceClock) {
    this.#machine = machine
    this.#clock = clock
    this.#id = machine.scheduler.id
    this.#ring = new TraceRing(memory, this.#id)
    this.#names = new TraceNames(this.#ring, (name) => machine.names.nameOf(name))
  }

  // ---- what the scheduler does by itself

  parks(): void {
    this.#settle()
    const now = this.#now()
    this.#ring.write(Entry.runQueue, now, 0, 0, 0, 0, 0, 0)
    this.#lookedAt = now
    this.#parkedAt = now
  }

  wakes(): void {
    if (this.#parkedAt === -1) return
    this.#ring.write(Entry.parked, this.#parkedAt, this.#now(), 0, 0, 0, 0, 0)
    this.#parkedAt = -1
  }

  steals(victim: number, count: number): void {
    this.#settle()
    this.#ring.write(Entry.steal, this.#now(), victim, count, 0, 0, 0, 0)
  }

  /** Nothing is recorded any more: the scheduler ends, or the trace does. */
  stops(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#settle()
    this.wakes()
    this.#ring.close()
  }

  /** A process crashes; it is still there. */
  crash(process: ProcessRecord, reason: unknown): void {
    const { name, call } = this.#names.of(process)
    const told = this.#ring.writeText(TEXT_ONCE, describeReason(reason))
    this.#ring.write(Entry.crash, this.#now(), 0, process.pid, name, call, told ? TEXT_ONCE : 0, 0)
  }

  // ---- what the executor is asked

  runSlice(process: ProcessRecord): SliceResult {
    if (this.#written !== null) this.#settle()
    const { pid, reductions } = process
    const { name, call } = this.#names.of(process)
    const begun = this.#now()
    const result = this.#machine.runSlice(process)
    const ended = this.#now()
    this.#ring.write(Entry.slice, begun, ended, pid, name, call, process.reductions - reductions, result)
    if (ended - this.#lookedAt > LOOK_MILLISECONDS) {
      this.#lookedAt = ended
      this.#ring.write(Entry.runQueue, ended, this.#machine.scheduler.runQueue.length, 0, 0, 0, 0, 0)
    }
    return result
  }

  reductionsLeft(): number {
    return this.#machine.reductionsLeft()
  }

  longSlice(process: ProcessRecord, milliseconds: number): void {
    this.#machine.longSlice(process, milliseconds)
  }

  encode(process: ProcessRecord, payload: ByteWriter, extras: unknown[]): boolean {
    this.#settle()
    const begun = this.#now()
    writeOrigin(payload, this.#id, begun + INSIDE)
    const fits = this.#machine.encode(process, payload, extras)
    this.#writtenFrom = begun
    this.#writtenTo = Math.max(this.#now(), begun + 2 * INSIDE)
    this.#ended = this.#writtenTo
    this.#written = process
    this.#fits = fits
    return fits
  }

  left(process: ProcessRecord, to: number): void {
    this.#machine.left(process)
    if (this.#written !== process) return
    const { name, call } = this.#names.of(process)
    this.#ring.write(Entry.left, this.#writtenFrom, this.#writtenTo, process.pid, name, call, to, 0)
    this.#written = null
  }

  decode(pid: Pid, expected: number, payload: ByteReader, extras: Extras): ProcessRecord {
    this.#settle()
    // Its parcel was brought before the scheduler knew that it was awake.
    this.wakes()
    let from = 0
    let writtenAt = 0
    if (payload.u8() === TRACED) {
      from = payload.u8()
      writtenAt = payload.f64()
    } else {
      payload.position--
    }
    const begun = this.#now()
    const process = this.#machine.decode(pid, expected, payload, extras)
    const ended = Math.max(this.#now(), begun + 2 * INSIDE)
    this.#ended = ended
    const { name, call } = this.#names.of(process)
    this.#ring.write(Entry.arrived, begun, ended, pid, name, call, from, writtenAt)
    return process
  }

  deliver(process: ProcessRecord, kind: number, payload: ByteReader, extras: Extras): Promise<void> | undefined {
    return this.#machine.deliver(process, kind, payload, extras)
  }

  deliverDead(pid: Pid, kind: number, payload: ByteReader, extras: Extras): void {
    this.#machine.deliverDead(pid, kind, payload, extras)
  }

  notice(from: number, kind: number, payload: ByteReader, extras: Extras): void {
    this.#machine.notice(from, kind, payload, extras)
  }

  /** What was written and did not leave at once was published, or stays. */
  #settle(): void {
    const process = this.#written
    if (process === null) return
    this.#written = null
    const { name, call } = this.#names.of(process)
    const kind = process.status === TaskStatus.published ? Entry.published : Entry.stayed
    this.#ring.write(kind, this.#writtenFrom, this.#writtenTo, process.pid, name, call, this.#fits ? 1 : 0, 0)
  }

  #now(): number {
    const now = Math.max(this.#clock.now(), this.#ended)
    this.#ended = now
    return now
  }
}
