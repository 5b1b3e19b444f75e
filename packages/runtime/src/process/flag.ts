import { Priority } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { checkOptions } from '../options.ts'
import { Flag } from './flag-bits.ts'
import { type ProcessRecord, type QueueLimit, rareOf } from './record.ts'

export type PriorityName = keyof typeof Priority

/** The flags of a process and their values. */
export interface ProcessFlags {
  /** Exit signals become messages `['EXIT', sender, reason]`. Default false. */
  trapExit: boolean
  /** Max and high run before all others on their scheduler; low gets one turn in eight beside normal. */
  priority: PriorityName
  /** Bounds the mailbox; undefined for no bound, the default. */
  messageQueueLimit: QueueLimit | undefined
  /** The scheduler it is pinned to, from 1: it goes there at the end of its slice, as soon as it can move. 0, the default: none. */
  scheduler: number
}

const setters: { [Name in keyof ProcessFlags]: (process: ProcessRecord, value: unknown) => ProcessFlags[Name] } = {
  scheduler(process, value) {
    const current = machineFor('Process.flag')
    const { schedulers } = current.endpoint.memory.layout.options
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > schedulers) {
      throw new BadArg(
        `Process.flag: ${inspect(value)} is no scheduler; give a number from 1 to ${schedulers}, or 0 for any`,
      )
    }
    const previous = process.home
    process.home = value as number
    if (process.home !== 0 && process.home !== current.scheduler.id) current.cutSlice()
    return previous
  },
  trapExit(process, value) {
    if (typeof value !== 'boolean') throw new BadArg(`Process.flag: trapExit is true or false, not ${inspect(value)}`)
    const previous = (process.flags & Flag.trapExit) !== 0
    process.flags = value ? process.flags | Flag.trapExit : process.flags & ~Flag.trapExit
    return previous
  },
  priority(process, value) {
    const previous = priorityName(process.priority)
    process.priority = priorityOf('Process.flag', value)
    return previous
  },
  messageQueueLimit(process, value) {
    const previous = process.rare?.queueLimit ?? undefined
    if (value === undefined) {
      process.flags &= ~Flag.limited
      rareOf(process).queueLimit = null
      return previous
    }
    rareOf(process).queueLimit = checkLimit(value)
    process.flags |= Flag.limited
    return previous
  },
}

/**
 * Sets a flag of this process and returns its previous value: `trapExit`, `priority`, `messageQueueLimit`, `scheduler`. Throws BadArg.
 * Source: Erlang's `process_flag/2`.
 */
export function flag<Name extends keyof ProcessFlags>(name: Name, value: ProcessFlags[Name]): ProcessFlags[Name] {
  const process = processFor('Process.flag')
  if (!Object.hasOwn(setters, name)) {
    throw new BadArg(`Process.flag: ${inspect(name)} is no flag; there are ${Object.keys(setters).join(', ')}`)
  }
  return setters[name](process, value)
}

export function priorityOf(call: string, name: unknown): Priority {
  const priority = Object.hasOwn(Priority, name as string) ? Priority[name as PriorityName] : undefined
  if (priority !== undefined) return priority
  throw new BadArg(`${call}: ${inspect(name)} is no priority; give max, high, normal or low`)
}

const PRIORITY_NAMES = Object.keys(Priority) as PriorityName[]

export function priorityName(priority: Priority): PriorityName {
  return PRIORITY_NAMES[priority] as PriorityName
}

function checkLimit(value: unknown): QueueLimit {
  if (typeof value === 'object' && value !== null) checkOptions('Process.flag', value, ['limit', 'action'])
  const { limit, action } = (value ?? {}) as Partial<QueueLimit>
  if (Number.isInteger(limit) && (limit as number) >= 0 && (action === 'drop' || action === 'kill')) {
    return { limit: limit as number, action }
  }
  throw new BadArg(
    `Process.flag: messageQueueLimit is { limit: messages, action: 'drop' or 'kill' } or undefined, not ${inspect(value)}`,
  )
}
