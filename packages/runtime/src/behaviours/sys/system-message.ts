import type { Pid, Ref } from '@multibeam/scheduler'
import { self } from '../../process/identity.ts'
import { Process } from '../../process/process.ts'
import { receive } from '../../process/receive.ts'
import { isProcessCode } from '../../process/suspension.ts'
import { replyTo } from '../gen/call.ts'
import { SYSTEM } from '../gen/messages.ts'
import { parent } from '../start/lineage.ts'
import { type Debug, newDebug, now } from './debug.ts'

/** Requests of `Sys`, behind the three elements of a `$system` message. */
export type SystemRequest =
  | readonly ['getState']
  | readonly ['replaceState', fn: (state: unknown) => unknown]
  | readonly ['getStatus']
  | readonly ['suspend']
  | readonly ['resume']
  | readonly ['terminate', reason: unknown]
  | readonly ['trace', on: boolean]
  | readonly ['log', what: number | boolean | 'get']
  | readonly ['statistics', what: boolean | 'get']

/** A process as `Sys` sees it: `state` is what its users call its state. */
export interface Systemic {
  readonly state: unknown
  readonly debug: Debug | null
}

/** The process goes on with this; if `ends` is there, it has to end with its element as reason. */
export interface SystemOutcome extends Systemic {
  readonly ends: readonly [reason: unknown] | undefined
}

export type SystemMessage = readonly [tag: typeof SYSTEM, caller: Pid, alias: Ref, ...request: SystemRequest]

export function isSystemMessage(message: unknown): message is SystemMessage {
  return Array.isArray(message) && message[0] === SYSTEM
}

/**
 * Does what a `$system` message asks. A process that is suspended is in here, and takes other system messages only, and its parent's exit.
 * `status` makes what `Sys.getStatus` shows of a state: the behaviour's name first. Source: OTP's `sys:handle_system_msg/6`.
 */
export function* handleSystem(
  message: SystemMessage,
  systemic: Systemic,
  status: (state: unknown) => unknown,
): Process<SystemOutcome> {
  let { state, debug } = systemic
  let current = message
  let suspended = false
  for (;;) {
    const [, caller, alias, request, argument] = current
    const from = [caller, alias] as const
    switch (request) {
      case 'getState':
        replyTo(from, ['ok', state])
        break
      case 'replaceState': {
        const replaced: { state: unknown; answer: unknown } = yield* replaceState(state, argument)
        state = replaced.state
        replyTo(from, replaced.answer)
        break
      }
      case 'getStatus':
        replyTo(from, ['ok', yield* statusOf(status(state), suspended, debug)])
        break
      case 'suspend':
        suspended = true
        replyTo(from, ['ok'])
        break
      case 'resume':
        suspended = false
        replyTo(from, ['ok'])
        break
      case 'terminate':
        replyTo(from, ['ok'])
        return { state, debug, ends: [argument] }
      default: {
        debug ??= newDebug()
        replyTo(from, ['ok', yield* changeDebug(debug, request, argument)])
        if (!debug.trace && debug.log === null && debug.statistics === null) debug = null
      }
    }
    if (!suspended) return { state, debug, ends: undefined }
    const starter = parent()
    const next = yield* receive<SystemMessage | readonly ['EXIT', Pid, unknown]>(
      (one: unknown) => Array.isArray(one) && (one[0] === SYSTEM || (one[0] === 'EXIT' && one[1] === starter)),
    )
    if (next[0] === 'EXIT') return { state, debug, ends: [next[2]] }
    current = next
  }
}

function* replaceState(state: unknown, fn: unknown): Process<{ state: unknown; answer: unknown }> {
  try {
    const given = (fn as (state: unknown) => unknown)(state)
    const replaced = isProcessCode(given) ? yield* given : given
    return { state: replaced, answer: ['ok', replaced] }
  } catch (error) {
    return { state, answer: ['error', error] }
  }
}

function* statusOf(shown: unknown, suspended: boolean, debug: Debug | null): Process<unknown> {
  return {
    pid: self(),
    parent: parent(),
    status: suspended ? 'suspended' : 'running',
    dictionary: (yield* Process.info(self(), 'dictionary')) ?? new Map(),
    debug,
    state: shown,
  }
}

function* changeDebug(debug: Debug, request: string, what: unknown): Process<unknown> {
  if (request === 'trace') {
    debug.trace = what === true
    return undefined
  }
  if (request === 'log') {
    if (what === 'get') return debug.log ?? []
    if (typeof what === 'number') debug.logSize = what
    debug.log = what === false ? null : (debug.log ?? [])
    return undefined
  }
  if (what !== 'get') {
    debug.statistics = what === true ? { startTime: now(), messagesIn: 0, messagesOut: 0 } : null
    return undefined
  }
  if (debug.statistics === null) return undefined
  const reductions = (yield* Process.info(self(), 'reductions')) ?? 0
  return { ...debug.statistics, currentTime: now(), reductions }
}
