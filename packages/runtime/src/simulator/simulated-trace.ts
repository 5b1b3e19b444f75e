import { closeSync, openSync, writeFileSync } from 'node:fs'
import type { Machine } from '../machine/machine.ts'
import { traceMachine } from '../trace/install.ts'
import { TraceMemory } from '../trace/memory.ts'
import { TraceFile, type TraceSink } from '../trace/trace-file.ts'
import type { TraceClock } from '../trace/tracer.ts'
import { TraceWriter } from '../trace/writer.ts'

/** Entries of a ring, emptied after each step. Chosen: a step runs a few slices; with many a turn some may be missing. */
const RING_ENTRIES = 2 ** 12
/** In milliseconds. Chosen. */
const LONG_SCHEDULE = 100

/** Virtual time stands still within a step: each look at this clock finds it a microsecond later, so that what follows can be seen to follow. */
class SteppingClock implements TraceClock {
  readonly #clock: TraceClock
  #last = 0

  constructor(clock: TraceClock) {
    this.#clock = clock
  }

  now(): number {
    this.#last = Math.max(this.#last + 0.001, this.#clock.now())
    return this.#last
  }
}

/** A simulation has no end at which a file could be closed: it is opened each time, and complete in between. */
class ReopenedFile implements TraceSink {
  readonly #file: string
  #size = 0

  constructor(file: string) {
    this.#file = file
    writeFileSync(file, '')
  }

  append(lines: readonly string[]): void {
    const descriptor = openSync(this.#file, 'r+')
    try {
      const file = new TraceFile(descriptor, this.#size)
      file.append(lines)
      this.#size = file.size
    } finally {
      closeSync(descriptor)
    }
  }

  finish(): void {}
}

/** The trace of a simulation. All in one thread: the file is written between its steps. */
export class SimulatedTrace {
  readonly #memory: TraceMemory
  readonly #writer: TraceWriter
  readonly #clock: SteppingClock

  /** Throws what opening the file throws. */
  constructor(file: string, schedulers: number, clock: TraceClock) {
    this.#memory = TraceMemory.create(schedulers, RING_ENTRIES)
    const options = { process: process.pid, longSchedule: LONG_SCHEDULE }
    this.#writer = new TraceWriter(this.#memory, new ReopenedFile(file), options)
    this.#clock = new SteppingClock(clock)
  }

  add(machine: Machine): void {
    traceMachine(machine, this.#memory.buffer, this.#clock)
  }

  /** Takes what the last step has left. */
  step(): void {
    this.#writer.drain()
  }

  /** The file has all that has happened so far. */
  flush(): void {
    this.#writer.flush()
  }
}
