import type { ProcessName, TracedMessage, TraceTarget } from '@multibeam/observer'
import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { initialCallOf } from '../machine/process-info.ts'
import type { ProcessRecord } from '../process/record.ts'
import { bareName, processName } from './columns.ts'
import { print } from './print.ts'
import type { TracedBatch } from './questions.ts'

/** Milliseconds between two batches. Chosen. */
const BATCH_MILLISECONDS = 100
/** Messages of a batch; more are counted only. Chosen: what can be printed in 1 % of the time, and read. */
const MOST_TRACED = 200
/** Characters of a message. Chosen. */
const MESSAGE_CHARACTERS = 500

/** Collects on one scheduler the messages of those that a trace is about. */
export class Tracer {
  readonly #target: TraceTarget
  readonly #report: (batch: TracedBatch) => void
  /** Whether what was started with a function is meant: looked at once a function. */
  readonly #functions = new Map<unknown, boolean>()
  #messages: TracedMessage[] = []
  #dropped = 0
  #timer: NodeJS.Timeout | undefined

  constructor(target: TraceTarget, report: (batch: TracedBatch) => void) {
    this.#target = target
    this.#report = report
  }

  /** A message comes to a process of this scheduler; `machine.current` has sent it, if any does. */
  delivered(machine: Machine, process: ProcessRecord, message: unknown): void {
    const sender = machine.current
    if (this.#isMeant(process)) {
      this.#add(machine, 'received', process, sender === null ? null : processName(machine, sender), message)
    }
    if (sender !== null && this.#isMeant(sender)) {
      this.#add(machine, 'sent', sender, processName(machine, process), message)
    }
  }

  /** The running process sends a message to another scheduler. */
  sentAway(machine: Machine, to: Pid, message: unknown): void {
    const sender = machine.current
    if (sender !== null && this.#isMeant(sender)) this.#add(machine, 'sent', sender, bareName(to), message)
  }

  /** What has been collected goes out; nothing more comes. */
  end(): void {
    clearTimeout(this.#timer)
    this.#flush()
  }

  #isMeant(process: ProcessRecord): boolean {
    const { pid, function: wanted } = this.#target
    if (wanted === undefined) return process.pid === pid
    const key = process.rare?.dictionary?.get('$initialCall') ?? process.fn
    let meant = this.#functions.get(key)
    if (meant === undefined) {
      const { name, url } = initialCallOf(process)
      meant = name === wanted.name && (wanted.url === undefined || wanted.url === url)
      this.#functions.set(key, meant)
    }
    return meant
  }

  #add(
    machine: Machine,
    direction: TracedMessage['direction'],
    process: ProcessRecord,
    peer: ProcessName | null,
    message: unknown,
  ): void {
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MILLISECONDS)
    if (this.#messages.length >= MOST_TRACED) {
      this.#dropped++
      return
    }
    const time = machine.scheduler.host.now()
    const traced = processName(machine, process)
    this.#messages.push({ time, direction, process: traced, peer, message: print(message, MESSAGE_CHARACTERS) })
  }

  #flush(): void {
    this.#timer = undefined
    if (this.#messages.length === 0 && this.#dropped === 0) return
    const batch: TracedBatch = { messages: this.#messages, dropped: this.#dropped }
    this.#messages = []
    this.#dropped = 0
    this.#report(batch)
  }
}
