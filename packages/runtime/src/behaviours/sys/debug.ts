import type { Pid } from '@multibeam/scheduler'
import { inspect } from '../../inspect.ts'
import { System } from '../../system/system.ts'

/** What `Sys` has been asked to note of a process. Plain data: it stands in the process's variables. */
export interface Debug {
  trace: boolean
  /** The newest events, the newest last; null if none are kept. */
  log: unknown[] | null
  /** How many are kept. */
  logSize: number
  statistics: { startTime: number; messagesIn: number; messagesOut: number } | null
}

/** `in`: a message; `out`: a reply; `state`: a new state. */
export type DebugEvent = readonly ['in', message: unknown] | readonly ['out', value: unknown, to: Pid, state: unknown]

export function newDebug(): Debug {
  return { trace: false, log: null, logSize: 10, statistics: null }
}

/** Notes an event of a process, if it is asked to. Source: `sys:handle_debug/4`. */
export function note(debug: Debug, name: unknown, event: DebugEvent): void {
  if (debug.trace) console.log(`*DBG* ${inspect(name)} ${describe(event)}`)
  if (debug.log !== null) {
    debug.log.push(event)
    if (debug.log.length > debug.logSize) debug.log.shift()
  }
  if (debug.statistics === null) return
  if (event[0] === 'in') debug.statistics.messagesIn++
  else debug.statistics.messagesOut++
}

function describe(event: DebugEvent): string {
  if (event[0] === 'in') return `got ${inspect(event[1])}`
  return `sent ${inspect(event[1])} to ${inspect(event[2])}, new state ${inspect(event[3])}`
}

/** Milliseconds since the VM began. */
export function now(): number {
  return System.uptime()
}
