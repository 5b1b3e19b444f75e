import { Endpoint } from '../../src/endpoint/endpoint.ts'
import type { Extras, SignalHandler } from '../../src/endpoint/executor.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { simulatedMesh } from '../../src/simulator/mesh.ts'
import type { SimulatedLink } from '../../src/simulator/simulated-link.ts'
import { type Pid, slotOf } from '../../src/table/pid.ts'
import { Priority, Task, TaskStatus } from '../../src/task.ts'
import { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'

export const TEXT = 8

/** A process that only collects what it is told. */
export class Collector extends Task {
  readonly got: string[] = []
}

export class Handler implements SignalHandler<Collector> {
  readonly dead: string[] = []
  readonly notices: [from: number, kind: number, text: string][] = []

  deliver(task: Collector, _kind: number, payload: ByteReader, extras: Extras): undefined {
    const text = payload.string()
    task.got.push(text.endsWith('+') ? text + String(extras.list[extras.from]) : text)
  }

  deliverDead(_pid: Pid, _kind: number, payload: ByteReader): void {
    this.dead.push(payload.string())
  }

  notice(from: number, kind: number, payload: ByteReader): void {
    this.notices.push([from, kind, payload.string()])
  }

  encode(task: Collector, payload: ByteWriter): boolean {
    payload.u32(task.got.length)
    for (const text of task.got) payload.string(text)
    return true
  }

  left(): void {}

  decode(pid: Pid, expected: number, payload: ByteReader): Collector {
    const task = new Collector(pid, Priority.normal, 0, expected)
    for (let left = payload.u32(); left > 0; left--) task.got.push(payload.string())
    return task
  }
}

/** One endpoint, and what a scheduler would do with it. */
export class Place {
  readonly endpoint: Endpoint<Collector>
  readonly handler = new Handler()
  readonly links: readonly (SimulatedLink | undefined)[]

  constructor(index: number, memory: SharedMemory, links: readonly (SimulatedLink | undefined)[]) {
    this.links = links
    this.endpoint = new Endpoint(index, memory, links, this.handler)
  }

  spawn(): Collector {
    const slot = this.endpoint.slots.take()
    const expected = this.endpoint.nextTicket(slot)
    const task = new Collector(this.endpoint.openRow(slot), Priority.normal, 0, expected)
    this.endpoint.table.set(task)
    return task
  }

  send(to: Pid, text: string, extra?: unknown): void {
    const payload = this.endpoint.begin()
    payload.string(text)
    if (extra !== undefined) this.endpoint.extras.push(extra)
    this.endpoint.sendTo(to, TEXT)
    this.endpoint.flush()
  }

  /** Puts a process where a thief may take it; the bytes that a thief finds. */
  publish(task: Collector): Uint8Array {
    this.endpoint.encodeTask(task)
    task.status = TaskStatus.published
    task.ticketed = true
    return this.endpoint.payload.bytes.slice(0, this.endpoint.payload.length)
  }

  takeBack(task: Collector): void {
    task.status = TaskStatus.runnable
    this.endpoint.release(task)
  }

  /** What a theft does, once the ring has given `bytes` to this thief. */
  steal(victim: number, pid: Pid, bytes: Uint8Array): Collector {
    const task = this.endpoint.adopt(pid, readerOf(bytes), { list: [], from: 0 })
    this.endpoint.tellStolen(victim, [pid])
    this.endpoint.flush()
    return task
  }

  push(task: Collector, to: number): void {
    this.endpoint.encodeTask(task)
    this.endpoint.push(task, to)
    this.endpoint.flush()
  }

  /** Takes in what has come from one endpoint. */
  drainFrom(endpoint: number): void {
    this.endpoint.drainFrom(endpoint)
    this.endpoint.flush()
  }

  drain(): void {
    this.endpoint.drain()
    this.endpoint.flush()
  }

  record(pid: Pid): Collector | undefined {
    return this.endpoint.table.at(slotOf(pid))
  }
}

function readerOf(bytes: Uint8Array): ByteReader {
  const reader = new ByteReader()
  reader.open(bytes, 0, bytes.length)
  return reader
}

/** Endpoint 0 and `schedulers` more. */
export function places(schedulers: number, processLimit = 1024): { all: Place[]; memory: SharedMemory } {
  const memory = SharedMemory.create({ schedulers, processLimit, ringCapacity: 4, ringPayloadBytes: 64 })
  const all = simulatedMesh(schedulers + 1).map((links, index) => new Place(index, memory, links))
  return { all, memory }
}

/** Until nothing is on its way. */
export function settle(all: readonly Place[]): void {
  for (let rounds = 0; rounds < all.length + 2; rounds++) for (const place of all) place.drain()
}
