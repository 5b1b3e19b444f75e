import { TaskStatus, Timer } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import type { Machine } from '../machine/machine.ts'
import { registerSymbol } from '../terms/known-symbols.ts'
import type { ProcessRecord } from './record.ts'

/** Longest time-out, in milliseconds. Specified: Erlang's receive takes less than 2^32. */
const LONGEST = 2 ** 32 - 1

/** What a process is resumed with when its time is over. */
export const TIME_OVER: unique symbol = Symbol('multibeam.timeOver')
registerSymbol(TIME_OVER)

/** The end of a `receive … after` or a `sleep`. */
export class WaitTimer extends Timer {
  readonly #machine: Machine
  readonly #process: ProcessRecord

  constructor(machine: Machine, process: ProcessRecord) {
    super()
    this.#machine = machine
    this.#process = process
  }

  fire(): void {
    // Resumed already, to look at a message: it finds by itself that this has fired.
    if (this.#process.status === TaskStatus.waiting) this.#machine.resume(this.#process, TIME_OVER)
  }

  /** Not running: has fired, or was cancelled. */
  get over(): boolean {
    return this.list === null
  }
}

/** Refuses what is no time-out, at the call that gave it. Infinity waits for ever. */
export function checkTimeout(call: string, ms: unknown): void {
  if (isTimeout(ms)) return
  throw new BadArg(`${call}: ${inspect(ms)} is no time in milliseconds; give a number from 0 to 2^32 - 1, or Infinity`)
}

/** Milliseconds that may be waited. */
export function isTimeout(ms: unknown): ms is number {
  return typeof ms === 'number' && ((ms >= 0 && ms <= LONGEST) || ms === Number.POSITIVE_INFINITY)
}
