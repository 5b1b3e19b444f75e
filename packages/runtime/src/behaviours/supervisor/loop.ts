import type { Pid } from '@multibeam/scheduler'
import type { Process } from '../../process/process.ts'
import { receive } from '../../process/receive.ts'
import { replyTo } from '../gen/call.ts'
import { CALL, type CallMessage, fromOf } from '../gen/messages.ts'
import { parent } from '../start/lineage.ts'
import { type Debug, note } from '../sys/debug.ts'
import { handleSystem, isSystemMessage, type SystemOutcome } from '../sys/system-message.ts'
import { report } from './report.ts'

/** What a supervisor sends to itself when a restart has failed: others have their turn before the next attempt. */
export const AGAIN = '$restartAgain'

/** What a supervisor of any kind knows. */
export interface AnyState {
  readonly self: Pid
  /** Its registered name, for reports. */
  readonly name: string | undefined
}

/** What every kind of supervisor does in its own way. */
export interface Duties<S extends AnyState, Id, R> {
  /** A linked process has exited. Returns whether the supervisor goes on; if not, it ends with `'shutdown'`. */
  exited(state: S, pid: Pid, reason: unknown): Process<boolean>
  /** The next attempt to restart a child. Returns the same. */
  again(state: S, id: Id): Process<boolean>
  /** Answers a request. */
  answer(state: S, request: R): Process<unknown>
}

/** Takes what comes until the supervisor is to end; the reason. Ends with its parent, as every behaviour does. */
export function* untilEnd<S extends AnyState, Id, R>(state: S, duties: Duties<S, Id, R>): Process<unknown> {
  const starter = parent()
  let debug: Debug | null = null
  for (;;) {
    const message = yield* receive<readonly unknown[]>()
    if (isSystemMessage(message)) {
      const outcome: SystemOutcome = yield* handleSystem(message, { state, debug }, shown)
      // What `Sys.replaceState` gives.
      Object.assign(state, outcome.state)
      if (outcome.ends !== undefined) return outcome.ends[0]
      debug = outcome.debug
      continue
    }
    if (debug !== null) note(debug, state.name ?? state.self, ['in', message])
    switch (Array.isArray(message) ? message[0] : undefined) {
      case 'EXIT':
        if (message[1] === starter) return message[2]
        if (!(yield* duties.exited(state, message[1] as Pid, message[2]))) return 'shutdown'
        break
      case AGAIN:
        if (!(yield* duties.again(state, message[1] as Id))) return 'shutdown'
        break
      case CALL:
        replyTo(fromOf(message as unknown as CallMessage), yield* duties.answer(state, message.slice(3) as R))
        break
      default:
        reportUnexpected(state, message)
    }
  }
}

/** What `Sys.getStatus` shows. */
export function shown(state: unknown): unknown {
  return { behaviour: 'Supervisor', state }
}

function reportUnexpected({ self, name }: AnyState, message: unknown): void {
  report({ supervisor: self, name, event: 'unexpectedMessage', reason: message, child: undefined })
}
