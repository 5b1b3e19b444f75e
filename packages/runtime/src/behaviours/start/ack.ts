import type { Ref } from '@multibeam/scheduler'
import { MultibeamError } from '../../errors.ts'
import { erase } from '../../process/dictionary.ts'
import { exit } from '../../process/exit.ts'
import { send } from '../../process/send.ts'

/** In the dictionary of a process that is starting: the alias of its starter, for one answer. */
export const STARTER = '$starter'

/** Answers to a starter, by its alias: `[alias, answer, value]`. */
export type Answer = 'ready' | 'failed' | 'ignore'

/** Tells the starter that this process is ready; it returns from its start. `info` is a term for it. Source: `proc_lib:init_ack/1`. */
export function initAck(info?: unknown): void {
  answer('ProcLib.initAck', 'ready', info)
}

/** Tells the starter that this process cannot start, and exits with the reason. Source: `proc_lib:init_fail/2`. */
export function initFail(reason: unknown): never {
  refuseStart(reason)
  exit(reason)
}

/** Tells the starter that this process is not needed, and exits normally. Source: the `ignore` of OTP's behaviours. */
export function initIgnore(): never {
  answer('ProcLib.initIgnore', 'ignore', undefined)
  exit('normal')
}

/** Tells the starter that this process cannot start; the process ends by itself, at once. The starter goes on when it has. */
export function refuseStart(reason: unknown): void {
  answer('ProcLib.initFail', 'failed', reason)
}

function answer(call: string, answer: Answer, value: unknown): void {
  const starter = erase(STARTER) as Ref | undefined
  if (starter === undefined) {
    throw new MultibeamError(
      'NOT_IN_PROCESS',
      `${call} was called by a process that nobody waits for: it was not started with ProcLib or has answered already`,
    )
  }
  send(starter, [starter, answer, value])
}
