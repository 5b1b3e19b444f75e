import { TraceFormat } from './format.ts'
import type { TraceMemory } from './memory.ts'
import { TraceRingReader } from './ring.ts'
import type { TraceSink } from './trace-file.ts'

/** Lines written at once. Chosen: about 200 KB. */
const LINES_AT_ONCE = 1000

/** What has become of a trace. */
export interface TraceSummary {
  /** Events in the file. */
  events: number
  /** What schedulers had no room to record, because the file was not written as fast. */
  dropped: number
}

export interface TraceWriterOptions {
  /** Number of the operating system's process. */
  readonly process: number
  /** Milliseconds from which on a slice is long. */
  readonly longSchedule: number
}

/** Empties the rings of a trace into its file. */
export class TraceWriter {
  readonly #format: TraceFormat
  readonly #file: TraceSink
  readonly #readers: TraceRingReader[]
  /** By scheduler, from 0: entries that the file says are missing. */
  readonly #dropped: number[]
  #lines: string[]
  #events = 0
  /** The newest time of an entry, by which what is missing is placed. */
  #now = 0

  constructor(memory: TraceMemory, file: TraceSink, { process, longSchedule }: TraceWriterOptions) {
    const { schedulers } = memory
    this.#format = new TraceFormat({ process, schedulers, longSchedule })
    this.#file = file
    this.#readers = Array.from({ length: schedulers }, (_, i) => new TraceRingReader(memory, i + 1))
    this.#dropped = this.#readers.map(() => 0)
    this.#lines = this.#format.header()
  }

  /** Takes what the schedulers have recorded; returns the number of entries. */
  drain(): number {
    let entries = 0
    this.#readers.forEach((reader, i) => {
      const scheduler = i + 1
      entries += reader.read(
        (floats, at) => {
          this.#now = Math.max(this.#now, floats[at + 1] as number)
          this.#format.entry(scheduler, floats, at, this.#lines)
          if (this.#lines.length >= LINES_AT_ONCE) this.flush()
        },
        (number, text) => this.#format.learn(scheduler, number, text),
      )
      const { dropped } = reader
      const missing = dropped - (this.#dropped[i] as number)
      if (missing === 0) return
      this.#dropped[i] = dropped
      this.#lines.push(this.#format.dropped(scheduler, this.#now, missing))
    })
    return entries
  }

  /** Writes what has been taken. */
  flush(): void {
    this.#file.append(this.#lines)
    this.#events += this.#lines.length
    this.#lines = []
  }

  /** Writes the rest. */
  finish(): TraceSummary {
    this.drain()
    this.flush()
    const events = this.#events
    this.#lines = this.#format.footer(events, this.#dropped)
    this.flush()
    this.#file.finish()
    return { events, dropped: this.#dropped.reduce((sum, count) => sum + count, 0) }
  }
}
