import { TaskStatus } from '@multibeam/scheduler'
import { machine, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { registerStep } from '../terms/known-steps.ts'
import { NOTHING } from './record.ts'
import { type Process, Step, type Suspended, suspended } from './suspension.ts'
import { checkTimeout, WaitTimer } from './wait-timer.ts'
import { Accept, type Waiting } from './waiting.ts'

class Sleep extends Step<undefined> implements Waiting {
  readonly receiving = false
  readonly stateless = false
  readonly #ms: number
  #timer: WaitTimer | null = null

  constructor(ms: number) {
    super()
    this.#ms = ms
  }

  get parts(): unknown[] {
    return [this.#ms]
  }

  step(): undefined | Suspended {
    const process = processFor('sleep')
    if (process.handed !== NOTHING) {
      process.handed = NOTHING
      return undefined
    }
    const current = machine as Machine
    this.#timer = new WaitTimer(current, process)
    if (this.#ms !== Number.POSITIVE_INFINITY) current.timers.schedule(this.#timer, this.#ms)
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(): Accept {
    return Accept.no
  }

  abandon(): void {
    if (this.#timer !== null) (machine as Machine).timers.cancel(this.#timer)
  }
}

// One that has begun is over when its process can run: all that is left of it is to be told so.
registerStep({
  partsOf: (step) => (step instanceof Sleep ? step.parts : undefined),
  make: ([ms]) => new Sleep(ms as number),
})

/** Suspends this process for at least `ms` milliseconds (Infinity: for ever); messages wait in the mailbox. Throws BadArg. */
export function sleep(ms: number): Process<void> {
  checkTimeout('sleep', ms)
  return new Sleep(ms)
}
