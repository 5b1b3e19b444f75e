import { Priority, TaskStatus } from '@multibeam/scheduler'
import { identityOf } from '../functions/registry.ts'
import { messagesOf } from '../mailbox/mailbox.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { Machine } from './machine.ts'

const PRIORITY_NAMES = Object.keys(Priority) as (keyof typeof Priority)[]

const readers = {
  status: (_machine: Machine, process: ProcessRecord) => statusOf(process),
  messages: (_machine: Machine, process: ProcessRecord) => messagesOf(process),
  messageQueueLength: (_machine: Machine, process: ProcessRecord) => process.queued,
  dictionary: (_machine: Machine, process: ProcessRecord) => new Map(process.rare?.dictionary ?? []),
  reductions: (_machine: Machine, process: ProcessRecord) => process.reductions,
  priority: (_machine: Machine, process: ProcessRecord) => PRIORITY_NAMES[process.priority],
  initialCall: (_machine: Machine, process: ProcessRecord) => initialCallOf(process),
  parent: (_machine: Machine, process: ProcessRecord) => (process.parent === 0 ? undefined : process.parent),
  scheduler: (machine: Machine, _process: ProcessRecord) => machine.scheduler.id,
  pinned: (_machine: Machine, process: ProcessRecord) => !process.movable,
} as const

/** What `Process.info` can tell. */
export interface ProcessInfo {
  /** Waiting for something, in a run queue, or running. */
  status: 'running' | 'runnable' | 'waiting'
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
  /** The scheduler it is on, from 1. */
  scheduler: number
  /** Stays on its scheduler: it has started, or was pinned. */
  pinned: boolean
}

export type InfoItem = keyof ProcessInfo

export const INFO_ITEMS = Object.keys(readers) as InfoItem[]

export function itemsOf(machine: Machine, process: ProcessRecord, items: readonly string[]): Partial<ProcessInfo> {
  const info: Record<string, unknown> = {}
  for (const item of items) info[item] = readers[item as InfoItem](machine, process)
  return info as Partial<ProcessInfo>
}

function statusOf(process: ProcessRecord): ProcessInfo['status'] {
  if (process.status === TaskStatus.running) return 'running'
  return process.status === TaskStatus.waiting ? 'waiting' : 'runnable'
}

function initialCallOf(process: ProcessRecord): ProcessInfo['initialCall'] {
  const identity = identityOf(process.fn)
  return { url: identity?.url, name: identity?.name ?? (process.fn.name || '(anonymous)') }
}
