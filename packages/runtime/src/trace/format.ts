import { type Pid, SliceResult } from '@multibeam/scheduler'
import { pidText } from '../inspect.ts'
import { Entry, INSIDE } from './entry.ts'

export interface TraceFormatOptions {
  /** Number of the operating system's process. */
  readonly process: number
  readonly schedulers: number
  /** Milliseconds from which on a slice is long. */
  readonly longSchedule: number
}

/** How a slice ended, by its result. */
const THEN: Record<number, string> = {
  [SliceResult.yielded]: 'goes on later',
  [SliceResult.waiting]: 'waits',
  [SliceResult.exited]: 'has ended',
  [SliceResult.computed]: 'goes on later',
}

/** Pids whose texts are kept: a process has many slices. Chosen. */
const MOST_PIDS = 2 ** 14

const UNNAMED = '"(process)"'

/**
 * Says what schedulers have recorded in the words of the Trace Event Format: a process of the operating system, a thread a scheduler; slices as complete
 * events, moves as flows between them. Source: "Trace Event Format", Chromium's catapult project.
 */
export class TraceFormat {
  readonly #process: number
  readonly #schedulers: number
  readonly #longSchedule: number
  /** As JSON, by scheduler and number. */
  readonly #texts: string[][]
  readonly #pids = new Map<Pid, string>()
  #flows = 0

  constructor({ process, schedulers, longSchedule }: TraceFormatOptions) {
    this.#process = process
    this.#schedulers = schedulers
    this.#longSchedule = longSchedule
    this.#texts = Array.from({ length: schedulers + 1 }, () => [])
  }

  /** Names of the tracks. */
  header(): string[] {
    const lines = [this.#metadata('process_name', 0, '{"name":"Multibeam"}')]
    for (let scheduler = 1; scheduler <= this.#schedulers; scheduler++) {
      lines.push(this.#metadata('thread_name', scheduler, `{"name":"scheduler ${scheduler}"}`))
      lines.push(this.#metadata('thread_sort_index', scheduler, `{"sort_index":${scheduler}}`))
    }
    return lines
  }

  /** Says what number a scheduler uses for a text from here on. */
  learn(scheduler: number, number: number, text: string): void {
    ;(this.#texts[scheduler] as string[])[number] = JSON.stringify(text)
  }

  /** Appends the events of an entry. */
  entry(scheduler: number, entries: Float64Array, at: number, lines: string[]): void {
    const kind = entries[at] as number
    const begun = entries[at + 1] as number
    const second = entries[at + 2] as number
    if (kind === Entry.slice) {
      this.#slice(scheduler, entries, at, begun, second, lines)
    } else if (kind === Entry.parked) {
      lines.push(this.#complete('"parked"', 'idle', scheduler, begun, second, '{}'))
    } else if (kind === Entry.runQueue) {
      lines.push(this.#counter(`"run queue of scheduler ${scheduler}"`, scheduler, begun, `{"processes":${second}}`))
    } else if (kind === Entry.steal) {
      const args = `{"from":${second},"processes":${entries[at + 3]}}`
      lines.push(this.#instant('"steal"', 'steal', scheduler, begun, args))
    } else if (kind === Entry.left) {
      const args = `{${this.#who(scheduler, entries, at)},"to":${entries[at + 6]}}`
      lines.push(this.#complete('"hand over"', 'move', scheduler, begun, second, args))
    } else if (kind === Entry.published || kind === Entry.stayed) {
      const name = kind === Entry.published ? 'publish' : entries[at + 6] === 1 ? 'nobody takes it' : 'cannot leave'
      const args = `{${this.#who(scheduler, entries, at)}}`
      lines.push(this.#complete(JSON.stringify(name), 'move', scheduler, begun, second, args))
    } else if (kind === Entry.arrived) {
      this.#arrived(scheduler, entries, at, begun, second, lines)
    } else if (kind === Entry.crash) {
      const reason = this.#text(scheduler, entries[at + 6] as number)
      const args = `{${this.#who(scheduler, entries, at)},"reason":${reason}}`
      lines.push(this.#instant('"crash"', 'crash', scheduler, begun, args))
    }
  }

  /** Events that are not there, noticed at a time. */
  dropped(scheduler: number, at: number, count: number): string {
    return this.#instant('"events dropped"', 'trace', scheduler, at, `{"events":${count}}`)
  }

  /** What stands at the end: how many events there are, and how many are missing. */
  footer(events: number, droppedBy: readonly number[]): string[] {
    const dropped = droppedBy.reduce((sum, count) => sum + count, 0)
    const lines = [this.#metadata('trace', 0, `{"events":${events},"dropped":${dropped}}`)]
    droppedBy.forEach((count, i) => {
      lines.push(this.#metadata('dropped_events', i + 1, `{"dropped":${count}}`))
    })
    return lines
  }

  #slice(scheduler: number, entries: Float64Array, at: number, begun: number, ended: number, lines: string[]): void {
    const name = this.#text(scheduler, entries[at + 4] as number)
    const process = this.#pid(entries[at + 3] as Pid)
    const call = this.#text(scheduler, entries[at + 5] as number)
    const args = `{"process":${process},"call":${call},"reductions":${entries[at + 6]},"then":"${THEN[entries[at + 7] as number]}"}`
    lines.push(this.#complete(name, 'slice', scheduler, begun, ended, args))
    if (ended - begun < this.#longSchedule) return
    const long = `{${this.#who(scheduler, entries, at)},"milliseconds":${ended - begun}}`
    lines.push(this.#instant('"long schedule"', 'longSchedule', scheduler, ended, long))
  }

  #arrived(scheduler: number, entries: Float64Array, at: number, begun: number, ended: number, lines: string[]): void {
    const from = entries[at + 6] as number
    const args = `{${this.#who(scheduler, entries, at)},"from":${from}}`
    lines.push(this.#complete('"take over"', 'move', scheduler, begun, ended, args))
    if (from === 0) return
    const flow = `"name":"move","cat":"move","id":${++this.#flows},"pid":${this.#process}`
    const writtenAt = entries[at + 7] as number
    lines.push(
      `{${flow},"ph":"s","tid":${from},"ts":${micros(writtenAt)}}`,
      `{${flow},"ph":"f","bp":"e","tid":${scheduler},"ts":${micros(begun + INSIDE)}}`,
    )
  }

  /** Pid, name and function of the process of an entry that has them in the usual places. */
  #who(scheduler: number, entries: Float64Array, at: number): string {
    const pid = this.#pid(entries[at + 3] as Pid)
    const name = this.#text(scheduler, entries[at + 4] as number)
    const call = this.#text(scheduler, entries[at + 5] as number)
    return `"process":${pid},"name":${name},"call":${call}`
  }

  /** As JSON. */
  #pid(pid: Pid): string {
    const known = this.#pids.get(pid)
    if (known !== undefined) return known
    if (this.#pids.size >= MOST_PIDS) this.#pids.clear()
    const text = `"${pidText(pid)}"`
    this.#pids.set(pid, text)
    return text
  }

  #complete(name: string, category: string, tid: number, begun: number, ended: number, args: string): string {
    return `{"name":${name},"cat":"${category}","ph":"X","ts":${micros(begun)},"dur":${micros(ended - begun)},"pid":${this.#process},"tid":${tid},"args":${args}}`
  }

  #instant(name: string, category: string, tid: number, at: number, args: string): string {
    return `{"name":${name},"cat":"${category}","ph":"i","s":"t","ts":${micros(at)},"pid":${this.#process},"tid":${tid},"args":${args}}`
  }

  #counter(name: string, tid: number, at: number, args: string): string {
    return `{"name":${name},"cat":"queue","ph":"C","ts":${micros(at)},"pid":${this.#process},"tid":${tid},"args":${args}}`
  }

  #metadata(name: string, tid: number, args: string): string {
    return `{"name":"${name}","ph":"M","ts":0,"pid":${this.#process},"tid":${tid},"args":${args}}`
  }

  #text(scheduler: number, number: number): string {
    return this.#texts[scheduler]?.[number] ?? UNNAMED
  }
}

/** The format's unit, to the nanosecond. Printed as two whole numbers: the digits of a fraction take V8 several times as long. */
function micros(milliseconds: number): string {
  const nanos = Math.round(milliseconds * 1e6)
  const whole = Math.floor(nanos / 1000)
  const rest = nanos - whole * 1000
  return `${whole}.${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}`
}
