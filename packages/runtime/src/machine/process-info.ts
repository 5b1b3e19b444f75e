import { type Frame, linesOf, pinOf } from '@multibeam/compiler/support'
import { ByteWriter, type Pid, type Priority, TaskStatus } from '@multibeam/scheduler'
import { DirtyCall } from '../dirty/call.ts'
import { identityOf } from '../functions/registry.ts'

import { messagesOf } from '../mailbox/mailbox.ts'
import { dictionaryOf } from '../process/dictionary.ts'
import { priorityName } from '../process/flag.ts'
import { Flag } from '../process/flag-bits.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import type { Machine } from './machine.ts'
import { callOfLine, linesOfRunning } from './stack-now.ts'

const readers = {
  status: (_machine: Machine, process: ProcessRecord) => statusOf(process),
  messages: (_machine: Machine, process: ProcessRecord) => messagesOf(process),
  messageQueueLength: (_machine: Machine, process: ProcessRecord) => process.queued,
  dictionary: (_machine: Machine, process: ProcessRecord) => new Map(dictionaryOf(process) ?? []),
  reductions: (_machine: Machine, process: ProcessRecord) => process.reductions,
  priority: (_machine: Machine, process: ProcessRecord) => priorityName(process.priority),
  initialCall: (_machine: Machine, process: ProcessRecord) => initialCallOf(process),
  parent: (_machine: Machine, process: ProcessRecord) => (process.parent === 0 ? undefined : process.parent),
  links: (_machine: Machine, process: ProcessRecord) => process.relations?.links?.keys() ?? [],
  monitors: (_machine: Machine, process: ProcessRecord) => monitorsOf(process),
  monitoredBy: (_machine: Machine, process: ProcessRecord) => monitoredBy(process),
  registeredName: (machine: Machine, process: ProcessRecord) => registeredName(machine, process),
  trapExit: (_machine: Machine, process: ProcessRecord) => (process.flags & Flag.trapExit) !== 0,
  label: (_machine: Machine, process: ProcessRecord) => process.rare?.label,
  currentFunction: (machine: Machine, process: ProcessRecord) => currentFunction(machine, process),
  currentStacktrace: (machine: Machine, process: ProcessRecord) => currentStacktrace(machine, process),
  memory: (_machine: Machine, process: ProcessRecord) => memoryOf(process),
  scheduler: (machine: Machine, _process: ProcessRecord) => machine.scheduler.id,
  pinned: (machine: Machine, process: ProcessRecord) => process.home !== 0 || !canLeave(machine, process),
} as const

/** What `Process.info` can tell. */
export interface ProcessInfo {
  /** Waiting for something, in a run queue, running, or suspended by another process. */
  status: 'running' | 'runnable' | 'waiting' | 'suspended'
  /** Copies of the messages in the mailbox, oldest first. */
  messages: unknown[]
  messageQueueLength: number
  dictionary: Map<unknown, unknown>
  /** Operations counted so far: sends, receives, spawns. */
  reductions: number
  priority: keyof typeof Priority
  /** The function that the process was started with: its module's URL and its name. */
  initialCall: { url: string | undefined; name: string }
  /** Who spawned it; undefined for one that the main thread started. */
  parent: number | undefined
  /** Who is linked to it. */
  links: Pid[]
  /** Whom it monitors: pids, or the names by which it does. */
  monitors: (Pid | string)[]
  /** Who monitors it, once a monitor. */
  monitoredBy: Pid[]
  registeredName: string | undefined
  trapExit: boolean
  /** What `Process.label` set. */
  label: unknown
  /**
   * The function it is in, the ordinary one while it waits for a `dirty` call: of one that has not begun, or is not compiled, the one it was started with or hibernates towards.
   */
  currentFunction: { url: string | undefined; name: string }
  /** Lines of its stack, the innermost call first. Of a process that does not run now and is not compiled, only the function it was started with. */
  currentStacktrace: string[]
  /** Bytes, an estimate: what a process costs that waits with an empty mailbox, and a hundred for each message in it. */
  memory: number
  /** The scheduler it is on, from 1. */
  scheduler: number
  /** Stays on its scheduler: it was pinned, or there is something in it that cannot move. Of a process that runs now: it was pinned. */
  pinned: boolean
}

export type InfoItem = keyof ProcessInfo

export const INFO_ITEMS = Object.keys(readers) as InfoItem[]

export function itemsOf(machine: Machine, process: ProcessRecord, items: readonly string[]): Partial<ProcessInfo> {
  const info: Record<string, unknown> = {}
  for (const item of items) info[item] = readers[item as InfoItem](machine, process)
  return info as Partial<ProcessInfo>
}

/** Measured: the bench's `memory`, an idle process. */
const BYTES_OF_PROCESS = 600
/** Chosen: a cell and a small array. */
const BYTES_OF_MESSAGE = 100

/** Bytes, an estimate. */
export function memoryOf({ queued }: ProcessRecord): number {
  return BYTES_OF_PROCESS + queued * BYTES_OF_MESSAGE
}

export function statusOf(process: ProcessRecord): ProcessInfo['status'] {
  if ((process.flags & Flag.suspended) !== 0) return 'suspended'
  if (process.status === TaskStatus.running) return 'running'
  return process.status === TaskStatus.waiting ? 'waiting' : 'runnable'
}

/** By trying; what it is at this moment need not be what it will be at the next. */
function canLeave(machine: Machine, process: ProcessRecord): boolean {
  // What runs is within its pending step if that is a native generator.
  if (process === machine.current) return process.pending === null || pinOf(process.pending) === undefined
  return machine.encode(process, new ByteWriter(), [])
}

function monitorsOf(process: ProcessRecord): (Pid | string)[] {
  const objects: (Pid | string)[] = []
  process.relations?.monitors?.each((_ref, { object }) => objects.push(object))
  return objects
}

function monitoredBy(process: ProcessRecord): Pid[] {
  const pids: Pid[] = []
  process.relations?.watchers?.each((_ref, pid) => pids.push(pid))
  return pids
}

export function registeredName(machine: Machine, process: ProcessRecord): string | undefined {
  const name = process.rare?.name ?? -1
  return name === -1 ? undefined : machine.names.nameOf(name)
}

/** A process of a behaviour was started for something else than what runs at the bottom of it. */
export function initialCallOf({ fn, rare }: ProcessRecord): ProcessInfo['initialCall'] {
  const kept = rare?.dictionary?.get('$initialCall')
  return callOf(typeof kept === 'function' ? (kept as ProcessFunction) : fn)
}

export function currentFunction(machine: Machine, process: ProcessRecord): ProcessInfo['currentFunction'] {
  const running = process === machine.current ? callOfLine(linesOfRunning()[0]) : undefined
  if (running !== undefined) return running
  if (process.waiting instanceof DirtyCall) return process.waiting.function
  const code = process.frames?.code
  if (code !== undefined) return { url: code.url, name: code.name }
  return callOf(process.rare?.wake ?? process.fn)
}

function currentStacktrace(machine: Machine, process: ProcessRecord): string[] {
  if (process === machine.current) return [...linesOfRunning(), ...linesOf(callersOf(process))]
  const { url, name } = currentFunction(machine, process)
  const line = `at ${name} (${url ?? 'inline'})`
  if (process.frames === null) return [line]
  const lines = linesOf(process.frames)
  return process.waiting instanceof DirtyCall ? [line, ...lines] : lines
}

/** Of a process that runs: the callers that are not on the machine's stack. */
function callersOf({ frames, pending }: ProcessRecord): Frame | null {
  return frames !== null && pending === null ? frames.up : frames
}

function callOf(fn: ProcessFunction): ProcessInfo['initialCall'] {
  const identity = identityOf(fn)
  return { url: identity?.url, name: identity?.name ?? (fn.name || '(anonymous)') }
}
