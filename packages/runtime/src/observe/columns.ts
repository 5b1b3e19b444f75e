import type { ProcessName, ProcessRow, SortKey } from '@multibeam/observer'
import { type Pid, TaskStatus } from '@multibeam/scheduler'
import { DirtyCall } from '../dirty/call.ts'
import { pidText } from '../inspect.ts'
import type { Machine } from '../machine/machine.ts'
import { currentFunction, initialCallOf, memoryOf, registeredName, statusOf } from '../machine/process-info.ts'
import type { ProcessRecord } from '../process/record.ts'
import { print } from './print.ts'
import type { Key } from './questions.ts'

/** Characters of a label in a list. Chosen. */
const LABEL_CHARACTERS = 100

/** What is shown of a process in lists, by which lists are sorted. Strings are compared as they are. */
const KEYS: Readonly<Record<SortKey, (machine: Machine, process: ProcessRecord) => Key>> = {
  pid: (_machine, { pid }) => pid,
  name: (machine, process) => nameOf(machine, process) ?? '',
  initialCall: (_machine, process) => initialCallOf(process).name,
  currentFunction: (machine, process) => currentFunction(machine, process).name,
  status: (_machine, process) => statusOf(process),
  queueLength: (_machine, { queued }) => queued,
  reductions: (_machine, { reductions }) => reductions,
  memory: (_machine, process) => memoryOf(process),
  links: (_machine, process) => linksOf(process),
  scheduler: (machine) => machine.scheduler.id,
}

export function keyFor(sort: SortKey): (machine: Machine, process: ProcessRecord) => Key {
  return KEYS[sort]
}

/** Whether a process lives here: one that was published may belong to a thief already. */
export function livesHere({ endpoint }: Machine, process: ProcessRecord): boolean {
  if (process.status !== TaskStatus.published) return process.status !== TaskStatus.exited
  return endpoint.isAlive(process.pid) && endpoint.ownerOf(process.pid) === endpoint.index
}

export function rowOf(machine: Machine, process: ProcessRecord): ProcessRow {
  return {
    ...processName(machine, process),
    initialCall: functionName(initialCallOf(process)),
    currentFunction: functionName(currentFunction(machine, process)),
    status: statusOf(process),
    queueLength: process.queued,
    reductions: process.reductions,
    memory: memoryOf(process),
    links: linksOf(process),
    scheduler: machine.scheduler.id,
  }
}

export function processName(machine: Machine, process: ProcessRecord): ProcessName {
  return {
    pid: process.pid,
    shown: pidText(process.pid),
    name: nameOf(machine, process),
    call: initialCallOf(process).name,
  }
}

/** Of one that nothing else is known of. */
export function bareName(pid: Pid): ProcessName {
  return { pid, shown: pidText(pid), name: null, call: null }
}

export function functionName({ url, name }: { url: string | undefined; name: string }): {
  name: string
  url: string | null
} {
  return { name, url: url ?? null }
}

function nameOf(machine: Machine, process: ProcessRecord): string | null {
  const label = process.rare?.label
  return registeredName(machine, process) ?? (label === undefined ? null : printLabel(label))
}

export function printLabel(label: unknown): string {
  return typeof label === 'string' ? label.slice(0, LABEL_CHARACTERS) : print(label, LABEL_CHARACTERS)
}

function linksOf({ relations }: ProcessRecord): number {
  return relations?.links?.size ?? 0
}

/** What a filter looks for in a process. Functions are many processes': what they are called is looked at once. */
export class Filter {
  readonly #text: string
  readonly #looksLikePid: boolean
  readonly #functions = new Map<unknown, boolean>()

  /** `text` in lower case. */
  constructor(text: string) {
    this.#text = text
    this.#looksLikePid = /^(?:#pid)?<?[\d.]+>?$/.test(text)
  }

  matches(machine: Machine, process: ProcessRecord): boolean {
    if (
      this.#matchesFunction(process.rare?.dictionary?.get('$initialCall') ?? process.fn, () => initialCallOf(process))
    )
      return true
    const current =
      process.frames?.code ?? (process.waiting instanceof DirtyCall ? process.waiting.function : process.fn)
    if (this.#matchesFunction(current, () => currentFunction(machine, process))) return true
    if (process.rare !== null && nameOf(machine, process)?.toLowerCase().includes(this.#text)) return true
    return this.#looksLikePid && pidText(process.pid).toLowerCase().includes(this.#text)
  }

  #matchesFunction(key: unknown, call: () => { url: string | undefined; name: string }): boolean {
    let matches = this.#functions.get(key)
    if (matches === undefined) {
      matches = call().name.toLowerCase().includes(this.#text)
      this.#functions.set(key, matches)
    }
    return matches
  }
}
